"""Planning reminders of a meeting, and what somebody wants of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.casework.meetings import reminding, rules
from stegvis.casework.meetings.models import Meeting, Reminder, ReminderChoice
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.notices import actions as notices

RECIPIENT = "meeting_reminder"


def plan(meeting: Meeting, *, by: Actor) -> None:
    """A notice for each reminder that still lies ahead, to the person and to guests with e-mail.

    Called by the actions that give a meeting its time.
    """
    for guest in meeting.guests.filter(account__isnull=True):
        if not guest.is_person and not guest.email:
            continue
        wanted = chosen(meeting.person) if guest.is_person else reminding.UNLESS_CHOSEN
        for before in wanted:
            due = reminding.due_at(meeting.starts_at, before, country=meeting.country)
            if due <= clock.now():
                continue
            reminder = Reminder(
                guest=guest,
                person=meeting.person,
                secrecy_area=meeting.secrecy_area,
                before=before,
                starts_at=meeting.starts_at,
                due_at=due,
            )
            reminder.save(force_insert=True)
            notices.tell((RECIPIENT, reminder.pk), text="reminder", at=due, by=by)


def drop(meeting: Meeting, *, by: Actor) -> None:
    """Forget the reminders of a time that no longer stands, and their notices."""
    for reminder in Reminder.objects.filter(guest__meeting=meeting).order_by("pk"):
        notices.forget((RECIPIENT, reminder.pk), by=by)
        reminder.delete()


def chosen(person: Person) -> list[str]:
    """How long before somebody wants to be reminded."""
    row = ReminderChoice.objects.filter(person=person).first()
    return row.before if row else reminding.UNLESS_CHOSEN


@action("meetings.reminders.chosen", rule=rules.may_choose_reminders)
def choose_reminders(
    person: Person, *, before: Iterable[str], seen_version: int, by: Actor
) -> ReminderChoice:
    """How long before, or never (nothing); holds for meetings already booked too."""
    wanted = [code for code in reminding.BEFORE if code in set(before)]
    if set(before) - set(wanted):
        raise NotAllowedNowError(_("Choose among the values in the list."), field="before")
    row = ReminderChoice.objects.select_for_update().filter(person=person).first()
    if row is not None and row.version != seen_version:
        raise StaleVersionError(row)
    row = row or ReminderChoice(person=person, secrecy_area=person.secrecy_area, version=0)
    row.before = wanted
    row.next_version().save()
    ahead = Meeting.objects.filter(person=person, status="planned", starts_at__gt=clock.now())
    for meeting in ahead.select_related("person").order_by("pk"):
        drop(meeting, by=by)
        plan(meeting, by=by)
    return row
