"""Of two wishes about reminders the kept record's stands; what the other said is set aside."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from stegvis.casework.meetings.models import ReminderChoice
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import Left
from stegvis.core.audit.actor import Actor


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterator[Left]:
    """One choice a person."""
    second = ReminderChoice.objects.filter(person=gone).first()
    if second is not None and ReminderChoice.objects.filter(person=kept).exists():
        yield Left(gettext("Reminders"), ", ".join(map(str, second.before)))
        second.delete()
