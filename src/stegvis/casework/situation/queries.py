"""Reading profiles and assessments; each takes the actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation import catalogue
from stegvis.casework.situation.bringing import Brought, look_through
from stegvis.casework.situation.instruments.definition import LIFE_AREAS, Instrument
from stegvis.casework.situation.instruments.template import LANGUAGES as TEMPLATE_LANGUAGES
from stegvis.casework.situation.instruments.template import template
from stegvis.casework.situation.models import (
    UNDER_WAY,
    Assessment,
    CompetenceProfile,
    OwnInstrument,
)
from stegvis.casework.situation.strands import Strand, strands
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.together import Asking, asks, fetch

__all__ = [
    "TEMPLATE_LANGUAGES",
    "Brought",
    "asked_of",
    "assessment",
    "assessments_of",
    "available",
    "coordinated",
    "due",
    "life_areas",
    "look_through",
    "profile_of",
    "profile_to_fill_in",
    "strands_of",
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


def available() -> list[Instrument]:
    """What a round may be begun with: the areas of life first, then by name."""
    return catalogue.available()


def assessments_of(person: Person, *, by: Actor) -> QuerySet[Assessment]:
    """What has been gone through and what is under way, the oldest first, with the answers."""
    people.require(person, by=by, compartment="situation")
    rows = Assessment.objects.filter(person=person)
    return rows.prefetch_related("answers").order_by("begun_on", "pk")


def assessment(public_id: str, *, by: Actor) -> Assessment | None:
    """One that somebody may go through or answer; None is answered as an unknown page."""
    rows = Assessment.objects.filter(
        people.about_visible(by, compartment="situation"), public_id=public_id
    )
    rows = rows.select_related("person", "case__person")
    return rows.prefetch_related("answers").first()


def asked_of(person: Person, *, by: Actor) -> list[Assessment]:
    """What the person may answer on their own page now, what was begun first before the rest."""
    if not people.reaches(person, by=by, compartment="situation"):
        return []
    rows = Assessment.objects.filter(UNDER_WAY, person=person, asked_on__isnull=False)
    return list(rows.order_by("begun_on", "pk"))


def strands_of(person: Person, *, by: Actor) -> list[Strand]:
    """Everything gone through with somebody, instrument by instrument: the areas of life first,
    whether begun or not."""
    rows = assessments_of(person, by=by)
    fetch(rows, catalogue.own())
    return strands(list(rows), always=life_areas())


def coordinated(actor: Actor) -> QuerySet[Case]:
    """The open cases that the actor coordinates, of persons whose situation they may read."""
    return Case.objects.filter(
        people.about_visible(actor, compartment="situation"),
        closed_on__isnull=True,
        assignments__account_id=actor.account_id or 0,
        assignments__ends_on__isnull=True,
    ).select_related("person")


@asks
def due(actor: Actor) -> Asking[list[Assessment]]:
    """The last round of each instrument in the actor's cases, where it is time to ask again.

    Those with a round under way aren't among them, nor what nobody has finished once: what a new
    case needs first, its coordinator knows.
    """
    return (yield from _due(coordinated(actor)))


@asks
def due_of(person: Person, *, by: Actor) -> Asking[list[Assessment]]:
    """The same for the person's own page: of what they answer themselves, in an open case."""
    if not people.reaches(person, by=by, compartment="situation"):
        return []
    found = yield from _due(Case.objects.filter(person=person, closed_on__isnull=True))
    return [one for one in found if one.definition.asks_person]


def _due(in_cases: QuerySet[Case]) -> Asking[list[Assessment]]:
    own, today = catalogue.own(), clock.today()
    since = today - life_areas().interval
    rows = _last_rounds(in_cases).filter(~Q(instrument=LIFE_AREAS) | Q(taken_on__lt=since))
    yield own, rows
    newest = {row.key: row for row in own}
    return [one for one in rows if one.instrument == LIFE_AREAS or _is_due(one, newest, today)]


def _is_due(last: Assessment, newest: Mapping[str, OwnInstrument], today: date) -> bool:
    """By the interval of the newest version; of a retired one never."""
    own = newest[last.instrument]
    return (
        own.retired_on is None
        and last.taken_on is not None
        and (last.taken_on < today - own.instrument.interval)
    )


def _last_rounds(in_cases: QuerySet[Case]) -> QuerySet[Assessment]:
    """The last finished round of each instrument in some cases, if none is under way."""
    same = Assessment.objects.filter(case=OuterRef("case"), instrument=OuterRef("instrument"))
    later = same.filter(
        UNDER_WAY
        | Q(taken_on__gt=OuterRef("taken_on"))
        | Q(taken_on=OuterRef("taken_on"), pk__gt=OuterRef("pk"))
    )
    rows = Assessment.objects.filter(~Exists(later), case__in=in_cases)
    rows = rows.filter(taken_on__isnull=False).select_related("person")
    return rows.order_by("taken_on", "pk")


def with_the_person(actor: Actor) -> QuerySet[Assessment]:
    """What lies on own pages in the actor's cases: not answered yet, or not looked at together."""
    rows = Assessment.objects.filter(
        UNDER_WAY, case__in=coordinated(actor), asked_on__isnull=False
    ).select_related("person")
    ordered = rows.order_by("asked_on", "pk")
    return once(("assessments with the person", actor), lambda: ordered)
