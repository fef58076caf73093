"""How the room forgets a person: the meetings, and what waits in the outbox about them."""

from __future__ import annotations

from stegvis.casework.meetings.models import Guest, Meeting, Reminder, ReminderChoice
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import rows_of
from stegvis.core.audit.actor import Actor
from stegvis.core.notices import actions as notices

_rows = rows_of(Reminder, Guest, Meeting, ReminderChoice)


def erase(person: Person, by: Actor) -> int:
    """Remove everything, notices that haven't left first; returns how many rows."""
    told = [("meeting_reminder", row.pk) for row in Reminder.objects.filter(person=person)]
    told += [("meeting_guest", row.pk) for row in Guest.objects.filter(person=person)]
    for to in told:
        notices.forget(to, by=by)
    return _rows(person, by)
