"""What is asked about a study, its courses on the same page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.studies.actions import OWN, CourseFacts, StudyFacts
from stegvis.casework.studies.models import Study
from stegvis.casework.studies.rules import FREE_COURSES, on_the_path
from stegvis.core.codes import queries as codes
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, NameField

STEP = ("hours_per_week", "starts_on", "ends_on")
BLANK_COURSES = 2


class StudyForm(CodedForm):
    """A study: where it is on its way, and each course's result.

    The form's own courses stand with their names; others are named in rows beneath them.
    """

    CODES = {"form": "study_form", "track": "study_track", "answer": "study_answer"}

    form = forms.ChoiceField(label=_("Form of study"))
    track = forms.ChoiceField(label=_("Study path"), required=False)
    school = NameField(label=_("School"), required=False, max_length=120)
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), required=False, max_digits=4, decimal_places=1, localize=True
    )
    apply_by = DayField(label=_("Last day to apply"), required=False)
    applied_on = DayField(label=_("Applied on"), required=False)
    answer = forms.ChoiceField(label=_("Answer"), required=False)
    answered_on = DayField(label=_("Answer came on"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    study_plan_on = DayField(label=_("Study plan made on"), required=False)

    def __init__(self, *args: Any, study: Study | None = None, **kwargs: Any) -> None:
        said = _said(study) if study else {}
        kwargs["initial"] = said | ({"seen_version": study.version} if study else {})
        super().__init__(*args, **kwargs)
        results = codes.choices("study_result", country=self.country)
        own = codes.current("study_course", country=self.country)
        kept = {row.code for row in study.courses.all() if row.code} if study else set()
        self.codes = list(own.values_list("code", flat=True))
        self.codes += sorted(kept - set(self.codes))
        self.free = range(min(_free(study) + BLANK_COURSES, FREE_COURSES))
        for key in [*self.codes, *self.free]:
            if key in self.free:
                self.fields[f"name_{key}"] = NameField(
                    label=_("Course"), required=False, max_length=80
                )
            self.fields[f"result_{key}"] = forms.ChoiceField(
                label=_("Result"), required=False, choices=[("", _("Ahead")), *results]
            )
            self.fields[f"on_{key}"] = DayField(label=_("Day"), required=False)

    @property
    def course_rows(self) -> list[tuple[str, Any, Any, Any]]:
        """Each row of the table of courses: its name or the field for it, result and day."""
        words, forms_of = codes.labels("study_course"), codes.groups("study_course")
        names = codes.labels("study_form")
        own = [
            (f"{names.get(forms_of.get(key, ''), '')} {words.get(key, key)}".strip(), None, key)
            for key in self.codes
        ]
        free = [("", self[f"name_{key}"], key) for key in self.free]
        return [
            (name, field, self[f"result_{key}"], self[f"on_{key}"])
            for name, field, key in [*own, *free]
        ]

    def clean(self) -> dict[str, Any]:
        """A day of a result needs the result; a result needs the name of its course."""
        given = self.cleaned_data
        for key in [*self.codes, *self.free]:
            if given.get(f"on_{key}") and not given.get(f"result_{key}"):
                self.add_error(f"result_{key}", _("Choose the result that the day belongs to."))
        for key in self.free:
            if given.get(f"result_{key}") and not given.get(f"name_{key}"):
                self.add_error(f"name_{key}", _("Name the course that the result belongs to."))
        return given

    @property
    def facts(self) -> StudyFacts:
        """What was filled in. The courses of the path are kept without a result too, so that the
        whole of it shows."""
        given = self.cleaned_data
        groups = codes.groups("study_course")
        own = [key for key in self.codes if groups.get(key) == given["form"]]
        ahead = on_the_path(own, given["track"])
        courses = [
            CourseFacts(code=key, result=given[f"result_{key}"], on=given[f"on_{key}"])
            for key in self.codes
            if given[f"result_{key}"] or key in ahead
        ]
        courses += [
            CourseFacts(
                name=given[f"name_{key}"], result=given[f"result_{key}"], on=given[f"on_{key}"]
            )
            for key in self.free
            if given[f"name_{key}"]
        ]
        names = (*OWN, *STEP, "school")
        return StudyFacts(**{name: given[name] for name in names}, courses=courses)

    def show_conflict(self, current: object) -> None:
        """Compare in the form's own words."""
        saved = Study.objects.select_related("activity").get(pk=cast("Study", current).pk)
        super().show_conflict(SimpleNamespace(**_said(saved), version=saved.version))


def _free(study: Study | None) -> int:
    return sum(not row.code for row in study.courses.all()) if study else 0


def _said(study: Study) -> dict[str, Any]:
    said = {name: getattr(study, name) for name in OWN}
    said |= {name: getattr(study.activity, name) for name in STEP}
    said["school"] = study.activity.place
    free = 0
    for row in study.courses.all():
        key: str | int = row.code or free
        if not row.code:
            said[f"name_{key}"] = row.name
            free += 1
        said[f"result_{key}"], said[f"on_{key}"] = row.result, row.on
    return said
