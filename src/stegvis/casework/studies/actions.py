"""Studies in a plan: begun as a step, and brought up to date as answers and results come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.plans import actions as plans
from stegvis.casework.studies import rules
from stegvis.casework.studies.models import Course, Study
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes


@dataclass(frozen=True)
class CourseFacts:
    """A course by its code, or by a name; without a result it lies ahead."""

    code: str = ""
    name: str = ""
    result: str = ""
    on: date | None = None


@dataclass(frozen=True)
class StudyFacts:
    """What is known of a study. School, days and hours become those of the plan's step."""

    form: str
    track: str = ""
    school: str = ""
    hours_per_week: Decimal | None = None
    apply_by: date | None = None
    applied_on: date | None = None
    answered_on: date | None = None
    answer: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    study_plan_on: date | None = None
    courses: list[CourseFacts] = field(default_factory=list)


OWN = ("form", "track", "apply_by", "applied_on", "answered_on", "answer", "study_plan_on")
"""What of the facts the study itself keeps."""

OF_THE_STEP = ("measure_type", "title", "place", "hours_per_week", "starts_on", "ends_on")
"""What of the facts the plan's step keeps."""


@action("studies.study.begun", rule=rules.may_plan)
def begin(case: Case, *, facts: StudyFacts, by: Actor) -> Study:
    """A study as a step of the plan, to be agreed like every other."""
    _check(facts, country=case.tenant.country)
    plan = plans.start(case, by=by)
    study = Study(person=case.person, secrecy_area=case.secrecy_area)
    study.activity = plans.add_activity(plan, facts=_step(facts), by=by)
    _fill(study, facts).save(force_insert=True)
    _keep(study, facts.courses)
    return study


@action("studies.study.changed", rule=rules.may_change)
def change(study: Study, *, facts: StudyFacts, seen_version: int, by: Actor) -> Study:
    """Bring it up to date; StaleVersionError when somebody did in between.

    Another form, path or school, other days or hours change the step, and so make the next number
    of a plan that was agreed; answers and results don't. A step that is over can't be changed so.
    """
    if study.version != seen_version:
        raise StaleVersionError(study)
    _check(facts, country=study.person.tenant.country, before=study.form)
    step, said = study.activity, _changed_step(study, facts)
    if any(getattr(step, name) != getattr(said, name) for name in OF_THE_STEP):
        plans.change_activity(step, facts=said, goal=step.goal, seen_version=step.version, by=by)
    _fill(study, facts).next_version().save()
    _keep(study, facts.courses)
    return study


def _step(facts: StudyFacts) -> plans.ActivityFacts:
    words = [codes.label("study_form", facts.form), codes.label("study_track", facts.track)]
    return plans.ActivityFacts(
        measure_type=codes.groups("study_form")[facts.form],
        title=", ".join(word for word in words if word),
        place=facts.school.strip(),
        hours_per_week=facts.hours_per_week,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )


def _changed_step(study: Study, facts: StudyFacts) -> plans.ActivityFacts:
    """The step as it becomes: called and counted as before unless the form or path is another."""
    step = study.activity
    said = replace(
        _step(facts),
        responsible=step.responsible,
        colleague=step.colleague,
        partner=step.partner,
    )
    if (facts.form, facts.track) == (study.form, study.track):
        return replace(said, title=step.title, measure_type=step.measure_type)
    return said


def _fill(study: Study, facts: StudyFacts) -> Study:
    for name in OWN:
        setattr(study, name, getattr(facts, name))
    return study


def _keep(study: Study, courses: list[CourseFacts]) -> None:
    """Let the study have exactly these courses, in this order."""
    before = list(study.courses.all())
    for order, facts in enumerate(courses):
        row = before.pop(0) if before else Course(study=study, person=study.person)
        row.secrecy_area, row.order = study.secrecy_area, order
        row.code, row.name, row.result, row.on = facts.code, facts.name, facts.result, facts.on
        row.save()
    for row in before:
        row.delete()


def _check(facts: StudyFacts, *, country: str, before: str = "") -> None:
    """What holds together; a form that isn't offered any more may stay where it is."""
    form = facts.form
    if form != before and not codes.is_current("study_form", form, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="form")
    if facts.track and codes.groups("study_track").get(facts.track) != facts.form:
        raise NotAllowedNowError(
            _("This path belongs to another form of study. Choose another, or none."), field="track"
        )
    if bool(facts.answer) != (facts.answered_on is not None):
        raise NotAllowedNowError(
            _("Give the answer and the day it came, or neither."),
            field="answered_on" if facts.answer else "answer",
        )
    if facts.answered_on and facts.applied_on and facts.answered_on < facts.applied_on:
        raise NotAllowedNowError(
            _("The answer must come after the application. Change one of the days."),
            field="answered_on",
        )
    groups = codes.groups("study_course")
    for course in facts.courses:
        if course.code and groups.get(course.code) != facts.form:
            raise NotAllowedNowError(
                _("%(course)s belongs to another form of study. Leave it empty.")
                % {"course": codes.label("study_course", course.code)},
                field=f"result_{course.code}",
            )
