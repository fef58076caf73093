"""What lists may show of somebody beside the name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Value

from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import visible_to
from stegvis.core.audit.actor import Actor

LISTED = ("identity", "contact")
"""Parts of which a list shows something: the age; language and municipality."""


def tell_parts(persons: Iterable[Person], *, by: Actor) -> None:
    """Let a list show, beside each name, what of LISTED the actor's scope holds of that person."""
    rows = list(persons)
    ids = [person.pk for person in rows]
    first, *others = [
        visible_to(by, compartment=part)
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk", Value(part, CharField()))
        for part in LISTED
    ]
    told: dict[int, set[str]] = {}
    for pk, part in first.union(*others, all=True):
        told.setdefault(pk, set()).add(part)
    for person in rows:
        person.told |= told.get(person.pk, set())
