"""Somebody who came to a unit twice has come once."""

from __future__ import annotations

from collections.abc import Iterable

from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import Left
from stegvis.core.audit.actor import Actor
from stegvis.desk.intake.models import Arrival


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterable[Left]:
    """Drop what the kept record has as well."""
    units = Arrival.objects.filter(person=kept).order_by().values("unit")
    Arrival.objects.filter(person=gone, unit__in=units).delete()
    return ()
