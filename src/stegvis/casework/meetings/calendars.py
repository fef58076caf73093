"""Meetings as calendar files (RFC 5545) that say when somebody is booked and nothing else.

No name, no place, no kind, no link: a calendar is read over shoulders, on shared phones and by
whoever provides it. `UID` stays, `SEQUENCE` counts the changes and a meeting that was called off is
CANCELLED, so that an earlier copy is moved or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from django.utils import translation
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from stegvis.casework.meetings.models import Meeting, MeetingStatus
from stegvis.core.languages import own_language, pages_of

PRODUCT = "-//Stegvis//Stegvis//"
READ_AGAIN = "PT1H"


def calendar_of(meetings: Iterable[Meeting], *, country: str) -> bytes:
    """A calendar of these, its one word in the language of the country."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-published-ttl", READ_AGAIN)
    with translation.override(pages_of(own_language(country))):
        for meeting in meetings:
            calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.public_id}@stegvis")
    event.add("summary", pgettext("calendar", "Booked"))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    off = meeting.status == MeetingStatus.CANCELLED
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    event.add("class", "PRIVATE")
    return event
