"""What lists may show of somebody beside the name."""

from __future__ import annotations

from collections.abc import Iterable

from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import visible_to
from stegvis.core.audit.actor import Actor

LISTED = ("identity", "contact")
"""Parts of which a list shows something: the age; language and municipality."""


def tell_parts(persons: Iterable[Person], *, by: Actor) -> None:
    """Let a list show, beside each name, what of LISTED the actor's scope holds of that person."""
    rows = list(persons)
    ids = [person.pk for person in rows]
    for part in LISTED:
        held = visible_to(by, compartment=part).filter(pk__in=ids).order_by()
        known = set(held.values_list("pk", flat=True))
        for person in rows:
            if person.pk in known:
                person.told |= {part}
