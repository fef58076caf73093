"""Reading studies; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.studies import rules
from stegvis.casework.studies.models import ADMITTED, Study
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes

NEEDED = ("activity__plan__case", "activity__goal", "activity__colleague")


@dataclass(frozen=True)
class Mark:
    """A point on the way: reached on a day, being at it, or ahead (perhaps by a day)."""

    name: str | Promise
    day: date | None
    state: str


DONE, NOW, AHEAD, STOPPED = "done", "now", "ahead", "stopped"
RESULTS = {"passed": DONE, "ongoing": NOW, "dropped": STOPPED}


@dataclass(frozen=True)
class Way:
    """A study and the points on its way, the first on top."""

    study: Study
    marks: list[Mark]


def _seen(by: Actor) -> QuerySet[Study]:
    rows = Study.objects.filter(people.about_visible(by, compartment="plan"))
    return rows.select_related("person", "activity")


def _studies(by: Actor) -> QuerySet[Study]:
    """With all that a study's page and its change ask for."""
    return _seen(by).select_related("activity__partner", *NEEDED).prefetch_related("courses")


def study(public_id: str, *, by: Actor) -> Study | None:
    """A study of a person whose plan the actor may see."""
    return _studies(by).filter(public_id=public_id).first()


def ways_of(person: Person, *, by: Actor) -> list[Way]:
    """The person's studies, those under way first, each with its marks."""
    people.require(person, by=by, compartment="plan")
    rows = _studies(by).filter(person=person).order_by("-activity__starts_on", "-pk")
    found = [Way(row, marks_of(row)) for row in rows]
    return sorted(found, key=lambda way: way.study.stage == Study.Stage.OVER)


def marks_of(study: Study) -> list[Mark]:
    """Application, answer, start, study plan and each course, in the order they come."""
    step, words = study.activity, codes.labels("study_course")
    found = []
    if study.applied_on or study.apply_by:
        found.append(_mark(_("Application"), study.applied_on, study.apply_by))
        name = codes.label("study_answer", study.answer) or _("Answer")
        refused = bool(study.answer) and study.answer != ADMITTED
        found.append(Mark(name, study.answered_on, _state(study.answered_on, refused=refused)))
    begun = step.starts_on if step.starts_on and step.starts_on <= clock.today() else None
    found.append(_mark(_("Start"), begun, step.starts_on))
    found.append(_mark(_("Study plan"), study.study_plan_on, None))
    return found + [
        Mark(words.get(row.code, row.name), row.on, RESULTS.get(row.result, AHEAD))
        for row in study.courses.all()
    ]


def _mark(name: str, reached: date | None, planned: date | None) -> Mark:
    return Mark(name, reached or planned, DONE if reached else AHEAD)


def _state(day: date | None, *, refused: bool) -> str:
    if day is None:
        return AHEAD
    return STOPPED if refused else DONE


def to_see_to(actor: Actor) -> QuerySet[Study]:
    """Studies of the actor's persons to apply for within days or too late, or that begin soon."""
    today = clock.today()
    soon = today + timedelta(days=rules.START_NOTICE_DAYS)
    apply = Q(
        applied_on__isnull=True,
        answered_on__isnull=True,
        apply_by__lte=today + timedelta(days=rules.APPLY_NOTICE_DAYS),
    ) & (Q(activity__starts_on__isnull=True) | Q(activity__starts_on__gt=today))
    begins = Q(activity__starts_on__gt=today, activity__starts_on__lte=soon)
    rows = _seen(actor).filter(
        apply | begins,
        activity__done_on__isnull=True,
        activity__stopped_on__isnull=True,
        activity__plan__case__closed_on__isnull=True,
        activity__plan__case__assignments__account_id=actor.account_id or 0,
        activity__plan__case__assignments__ends_on__isnull=True,
    )
    return rows.order_by("apply_by", "pk")
