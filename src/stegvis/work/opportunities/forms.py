"""The form of a place of our own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.core import municipalities
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import DayField, LongTextField
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.organisations.queries import country_of
from stegvis.reference import driving_licences, occupations, search
from stegvis.web.widgets import Suggest
from stegvis.work.employers import queries as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import lines
from stegvis.work.opportunities.actions import PlaceFacts
from stegvis.work.opportunities.models import Opportunity

GROUPS = (
    (_("The place"), ("title", "kind", "employer", "occupation", "municipality_code", "is_remote")),
    (
        _("When and how much"),
        ("starts_on", "ends_on", "extent_min", "extent_max", "hours", "seats", "deadline"),
    ),
    (
        _("What it asks for"),
        ("must_skills", "merit_skills", "languages", "merit_languages", "experience_required",
         "licences", "exposures"),
    ),
    (_("More"), ("description",)),
)  # fmt: skip


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return LongTextField(label=label, help_text=help_text, rows=3, required=False)


class PlaceForm(ChangeForm):
    """Offer or change a place. `place` is the one to change; `at` an employer to begin with."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"))
    employer = forms.CharField(
        label=_("Employer"), max_length=200, widget=Suggest("employers:suggest")
    )
    occupation = forms.CharField(
        label=_("Occupation"),
        required=False,
        max_length=200,
        widget=Suggest("opportunities:occupations", method="get"),
        help_text=_("As people say it: “undersköterska”, “vaktis”."),
    )
    municipality_code = forms.ChoiceField(label=_("Municipality"), required=False)
    is_remote = forms.BooleanField(label=_("Can be done from anywhere"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    extent_min = forms.IntegerField(label=_("Extent, at least, %"), required=False)
    extent_max = forms.IntegerField(label=_("Extent, at most, %"), required=False)
    hours = forms.CharField(label=_("Hours"), required=False, max_length=300)
    seats = forms.IntegerField(label=_("Number of seats"), initial=1)
    deadline = DayField(label=_("To be sought by"), required=False)
    must_skills = _lines(_("Must have"), _("One skill on each line."))
    merit_skills = _lines(_("Good to have"), _("One skill on each line."))
    languages = _lines(_("Languages"), _("One on each line, with its level: “Svenska B1”."))
    merit_languages = _lines(_("Languages that help"), _("One on each line."))
    licences = forms.MultipleChoiceField(
        label=_("Driving licence"), required=False, widget=forms.CheckboxSelectMultiple
    )
    exposures = forms.MultipleChoiceField(
        label=_("The work means"), required=False, widget=forms.CheckboxSelectMultiple
    )
    experience_required = forms.NullBooleanField(label=_("Experience is required"), required=False)
    description = LongTextField(label=_("Description"), rows=6, required=False, max_length=20_000)

    def __init__(
        self,
        *args: Any,
        by: Actor,
        place: Opportunity | None = None,
        at: Employer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=self._facts_of(place, at), **kwargs)
        self._by, self._place = by, place
        country = country_of(by)
        kinds = codes.choices(
            "placement_kind", country=country, include=place.kind if place else ""
        )
        self._offer("kind", kinds)
        self._offer("municipality_code", [("", "–"), *municipalities.by_name(country)])
        self._offer("exposures", codes.choices("exposure", country=country))
        licences = driving_licences.driving_licences().values()
        language = get_language() or "sv"
        self._offer("licences", [(d.code, f"{d.code} – {d.label(language)}") for d in licences])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    @staticmethod
    def _facts_of(place: Opportunity | None, at: Employer | None = None) -> dict[str, Any]:
        if place is None:
            code = at.municipality_code if at else ""
            return {"employer": employers.label(at) if at else "", "municipality_code": code}
        names = {name for _title, names in GROUPS for name in names}
        held = {name: getattr(place, name) for name in names}
        return held | {
            "employer": place.shown_employer,
            "occupation": occupations.occupation(place.occupation).label,
            "must_skills": lines.skill_lines(place.must_skills),
            "merit_skills": lines.skill_lines(place.merit_skills),
            "languages": lines.language_lines(place.languages),
            "merit_languages": lines.language_lines(place.merit_languages),
            "seen_version": place.version,
        }

    def show_conflict(self, current: object) -> None:
        """Compare in the form's own words."""
        assert isinstance(current, Opportunity)
        shown = SimpleNamespace(**self._facts_of(current), version=current.version)
        super().show_conflict(shown)

    def clean(self) -> dict[str, Any]:
        """Understand what was written in words; each fault is told at its field."""
        self._understood: dict[str, Any] = {}
        place = self._place
        for name in ("must_skills", "merit_skills"):
            keep = getattr(place, name) if place else ()
            self._understand(name, lines.skill_ids, keep)
        for name in ("languages", "merit_languages"):
            rows = getattr(place, name) if place else ()
            self._understand(name, lines.language_rows, [row["id"] for row in rows])
        self._understand("employer", self._employer)
        self._understand("occupation", self._occupation)
        return self.cleaned_data

    def _understand(self, name: str, read: Any, keep: Any = None) -> None:
        if name not in self.cleaned_data:
            return
        said = self.cleaned_data[name]
        try:
            self._understood[name] = read(said) if keep is None else read(said, keep=keep)
        except forms.ValidationError as fault:
            self.add_error(name, fault)

    def _employer(self, text: str) -> Employer:
        return employers.the_one(text, by=self._by)

    def _occupation(self, text: str) -> str:
        if not text:
            return ""
        if self._place and occupations.occupation(self._place.occupation).label == text:
            return self._place.occupation
        found = search.find_occupations(text, 1)
        if not found:
            raise forms.ValidationError(
                _("“%(line)s” isn't known. Try another word, or leave it to the description."),
                params={"line": text},
            )
        return found[0].concept_id

    def facts(self) -> PlaceFacts:
        """What was typed, understood."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("key", "seen_version")}
        return PlaceFacts(**said | self._understood)
