"""Erasers: how every room with rows about persons forgets one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import TenantModel
from stegvis.core.registry import Registry

Eraser: TypeAlias = Callable[[Person, Actor], int]
"""Removes a room's rows about a person and returns how many. Runs inside `erase`, newest room
first, so that rows of rooms further right are gone already."""

ERASERS: Registry[Eraser] = Registry()


def rows_of(*models: type[TenantModel] | tuple[type[TenantModel], str]) -> Eraser:
    """An eraser that removes a person's rows of these models in this order.

    A model is followed by the path to the person where that isn't its field `person`.
    """

    def erase(person: Person, _by: Actor) -> int:
        removed = 0
        for entry in models:
            model, path = entry if isinstance(entry, tuple) else (entry, "person")
            removed += model.objects.filter(**{path: person}).delete()[0]
        return removed

    return erase
