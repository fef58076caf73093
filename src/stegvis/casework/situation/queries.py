"""Reading profiles and assessments; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation import catalogue, progress
from stegvis.casework.situation.bringing import Brought, look_through
from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.instruments.shipped import LIFE_AREAS
from stegvis.casework.situation.instruments.template import LANGUAGES as TEMPLATE_LANGUAGES
from stegvis.casework.situation.instruments.template import template
from stegvis.casework.situation.models import UNDER_WAY, Assessment, CompetenceProfile
from stegvis.casework.situation.progress import Progress
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.together import Asking, asks

__all__ = [
    "TEMPLATE_LANGUAGES",
    "Brought",
    "asked_of",
    "assessment",
    "assessments_of",
    "coordinated",
    "due",
    "life_areas",
    "look_through",
    "profile_of",
    "profile_to_fill_in",
    "progress_of",
    "template",
    "with_the_person",
]


def profile_of(person: Person, *, by: Actor) -> CompetenceProfile | None:
    """The person's profile, for matching; None where none has been made."""
    people.require(person, by=by, compartment="matching")
    return CompetenceProfile.objects.filter(person=person).first()


def profile_to_fill_in(person: Person, *, by: Actor) -> CompetenceProfile | None:
    """The same, for going through it with the person."""
    people.require(person, by=by, compartment="situation")
    return CompetenceProfile.objects.filter(person=person).first()


def life_areas() -> Instrument:
    """The areas of life as they are asked now."""
    return catalogue.current(LIFE_AREAS)


def assessments_of(person: Person, *, by: Actor) -> QuerySet[Assessment]:
    """What has been gone through and what is under way, the oldest first, with the answers."""
    people.require(person, by=by, compartment="situation")
    rows = Assessment.objects.filter(person=person, instrument=LIFE_AREAS)
    return rows.prefetch_related("answers").order_by("begun_on", "pk")


def assessment(public_id: str, *, by: Actor) -> Assessment | None:
    """One that somebody may go through or answer; None is answered as an unknown page."""
    rows = Assessment.objects.filter(
        people.about_visible(by, compartment="situation"), public_id=public_id
    )
    rows = rows.select_related("person", "person__tenant", "case", "case__person", "case__tenant")
    return rows.prefetch_related("answers").first()


def asked_of(person: Person, *, by: Actor) -> Assessment | None:
    """What the person may answer on their own page now."""
    if not people.reaches(person, by=by, compartment="situation"):
        return None
    rows = Assessment.objects.filter(UNDER_WAY, person=person, asked_on__isnull=False)
    return rows.order_by("begun_on", "pk").first()


def progress_of(assessments: list[Assessment]) -> Progress | None:
    """The picture of what has been finished; None before the first time."""
    finished = [one for one in assessments if one.is_finished]
    if not finished:
        return None
    finished.sort(key=lambda one: (one.taken_on or clock.today(), one.pk))
    return progress.draw(life_areas(), finished)


def coordinated(actor: Actor) -> QuerySet[Case]:
    """The open cases that the actor coordinates, of persons whose situation they may read."""
    return Case.objects.filter(
        people.about_visible(actor, compartment="situation"),
        closed_on__isnull=True,
        assignments__account_id=actor.account_id or 0,
        assignments__ends_on__isnull=True,
    ).select_related("person", "person__tenant")


@dataclass(frozen=True)
class Due:
    """A case in which it is time to ask again, and the day it was last done."""

    case: Case
    last: date


@asks
def due(actor: Actor) -> Asking[list[Due]]:
    """Cases of the actor's in which the areas were gone through longer ago than they should be.

    Those where one is under way aren't among them, nor those where none
    has been finished: what a new case needs first, its coordinator knows.
    """
    since = clock.today() - life_areas().interval
    in_case = Assessment.objects.filter(case=OuterRef("pk"))
    last = in_case.filter(taken_on__isnull=False).order_by("-taken_on", "-pk")
    rows = (
        coordinated(actor)
        .exclude(Exists(in_case.filter(UNDER_WAY)))
        .annotate(last=Subquery(last.values("taken_on")[:1]))
        .filter(last__lt=since)
    )
    rows = rows.order_by("last", "pk")
    yield (rows,)
    return [Due(case, case.last) for case in rows]


def with_the_person(actor: Actor) -> QuerySet[Assessment]:
    """What lies on own pages in the actor's cases: not answered yet, or not looked at together."""
    rows = Assessment.objects.filter(
        UNDER_WAY, case__in=coordinated(actor), asked_on__isnull=False
    ).select_related("person", "person__tenant")
    ordered = rows.order_by("asked_on", "pk")
    return once(("assessments with the person", actor), lambda: ordered)
