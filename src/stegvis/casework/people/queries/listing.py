"""What lists may show of somebody beside the name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BigIntegerField, Value

from stegvis.casework.people.conditions import visible_person
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks

LISTED = ("identity", "contact")
"""Parts of which a list shows something: the age; language and municipality."""


@asks
def tell_parts(persons: Iterable[Person], *, by: Actor) -> Asking[None]:
    """Let a list show, beside each name, what of LISTED the actor's scope holds of that person."""
    rows = list(persons)
    held = {part: visible_person(by, part, "pk") or _nobody() for part in LISTED}
    found = Person.objects.filter(pk__in={person.pk for person in rows}).annotate(**held)
    keys_of = found.order_by().values_list("pk", *LISTED)
    yield (keys_of,)
    told = {
        pk: {part for part, key in zip(LISTED, keys, strict=True) if key is not None}
        for pk, *keys in keys_of
    }
    for person in rows:
        person.told |= told.get(person.pk, set())


def _nobody() -> Value:
    return Value(None, BigIntegerField())
