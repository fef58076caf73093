"""What reminders and guests from elsewhere are told, and by which way.

A reminder says when and nothing else. It is asked about again as it leaves: one of a time that has
been moved, called off or begun stays.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stegvis.casework.meetings.models import Guest, Meeting, MeetingStatus, Reminder
from stegvis.core import clock, zones
from stegvis.core.languages import own_language, pages_of
from stegvis.core.notices.models import Channel, Notice
from stegvis.core.notices.registries import LETTERS, RECIPIENTS, NoWay, Recipient, Way
from stegvis.core.notices.texts import in_language

GONE = NoWay("expired")


def _stands(meeting: Meeting) -> bool:
    return meeting.status == MeetingStatus.PLANNED and not meeting.has_begun


def _way_to_guest(guest: Guest) -> Way | NoWay:
    if guest.is_person:
        person = RECIPIENTS.get("person")
        return person.way_to(guest.person_id, leads_in=False) if person else GONE
    return Way(Channel.EMAIL, guest.email, pages_of(own_language(guest.meeting.country)))


def _reminder(reminder_id: int) -> Reminder | None:
    related = ("guest__meeting__tenant", "guest__person")
    return Reminder.objects.select_related(*related).filter(pk=reminder_id).first()


def way_of_reminder(reminder_id: int, /, *, leads_in: bool) -> Way | NoWay:  # noqa: ARG001
    """The guest's way while the time it was planned for still stands."""
    reminder = _reminder(reminder_id)
    if reminder is None:
        return GONE
    meeting = reminder.guest.meeting
    stands = _stands(meeting) and meeting.starts_at == reminder.starts_at
    return _way_to_guest(reminder.guest) if stands else GONE


def way_of_guest(guest_id: int, /, *, leads_in: bool) -> Way | NoWay:  # noqa: ARG001
    """The address of a guest from elsewhere."""
    related = ("meeting__tenant", "person")
    guest = Guest.objects.select_related(*related).filter(pk=guest_id).exclude(email="").first()
    return _way_to_guest(guest) if guest else GONE


def reminder_letter(notice: Notice, language: str) -> tuple[str, str] | None:
    """“You have an appointment tomorrow at 9.”"""
    reminder = _reminder(notice.recipient_id)
    if reminder is None or reminder.starts_at <= clock.now():
        return None
    country = reminder.guest.meeting.country
    start = zones.local(reminder.starts_at, country=country)
    now = zones.local(clock.now(), country=country)
    with translation.override(in_language(language)):
        return _("An appointment"), _when(start, now)


def _when(start: datetime, now: datetime) -> str:
    said = {"time": _clock(start)}
    if start.date() == now.date():
        return _("You have an appointment today at %(time)s.") % said
    if start.date() == now.date() + timedelta(days=1):
        return _("You have an appointment tomorrow at %(time)s.") % said
    said["day"] = date_format(start, "l j F")
    return _("You have an appointment on %(day)s at %(time)s.") % said


def _clock(when: datetime) -> str:
    return f"{when.hour}.{when.minute:02}" if when.minute else f"{when.hour}"


def guest_letter(notice: Notice, language: str) -> tuple[str, str] | None:
    """An invitation, a new time or that there is none, to somebody from elsewhere."""
    related = ("meeting__account", "meeting__tenant")
    guest = Guest.objects.select_related(*related).filter(pk=notice.recipient_id).first()
    if guest is None or guest.meeting.has_begun:
        return None
    start = guest.meeting.local_start
    with translation.override(in_language(language)):
        said = {
            "who": guest.meeting.account.name,
            "day": date_format(start, "l j F"),
            "time": _clock(start),
        }
        subject, body = _guest_texts()[notice.text]
        return subject, body % said


def _guest_texts() -> dict[str, tuple[str, str]]:
    return {
        "guest_time_new": (
            _("Invitation to a meeting"),
            _("%(who)s invites you to a meeting on %(day)s at %(time)s. Call to hear more."),
        ),
        "guest_time_changed": (
            _("A meeting has changed"),
            _("A meeting with %(who)s is now on %(day)s at %(time)s. Call to hear more."),
        ),
        "guest_time_cancelled": (
            _("A meeting is cancelled"),
            _("The meeting with %(who)s on %(day)s at %(time)s is cancelled."),
        ),
    }


def register() -> None:
    """Tell the outbox how to reach these, and what they are told."""
    RECIPIENTS.register("meeting_reminder", Recipient(way_of_reminder))
    RECIPIENTS.register("meeting_guest", Recipient(way_of_guest))
    LETTERS.register("reminder", reminder_letter)
    for text in ("guest_time_new", "guest_time_changed", "guest_time_cancelled"):
        LETTERS.register(text, guest_letter)
