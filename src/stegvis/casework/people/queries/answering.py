"""Which unit answers for a person: whose managers are told of what was opened, and look at it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stegvis.casework.people.models import Grant, Ground, Person
from stegvis.core import clock
from stegvis.core.organisations.models import Unit

OWN_GROUNDS = (Ground.REFERRAL, Ground.MANAGEMENT)
"""Grounds on which a unit holds persons as its own, not as something told to it."""


def held_by_units() -> QuerySet[Grant]:
    """The grants in force by which units hold persons as their own."""
    now = clock.now()
    rows = Grant.objects.filter(unit__isnull=False, ground__in=OWN_GROUNDS, starts__lte=now)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=now)).order_by()


def answering_units(person: Person) -> list[int]:
    """The keys of the units that have the person in a queue or a case; where none has, of every
    unit of the person's board: somebody is always told."""
    held = set(held_by_units().filter(person=person).values_list("unit_id", flat=True))
    board = Unit.objects.filter(secrecy_area_id=person.secrecy_area_id).order_by("pk")
    return sorted(unit_id for unit_id in held if unit_id is not None) or list(
        board.values_list("pk", flat=True)
    )


def answered_for_by(unit_id: int) -> QuerySet[Person]:
    """The persons for whom a unit's managers look at what was opened, as `answering_units` says."""
    held = held_by_units()
    own = Q(pk__in=held.filter(unit_id=unit_id).values("person"))
    area = Unit.objects.filter(pk=unit_id).values("secrecy_area")
    nobodys = Q(secrecy_area__in=area) & ~Q(pk__in=held.values("person"))
    return Person.objects.filter(own | nobodys).order_by("pk")
