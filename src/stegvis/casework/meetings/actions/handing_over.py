"""Meetings ahead go with the case to its new coordinator."""

from __future__ import annotations

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import may_assign
from stegvis.casework.meetings.actions.booking import tell_guests
from stegvis.casework.meetings.models import Meeting, MeetingStatus
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor


@action("meetings.meetings.handed_over", rule=may_assign)
def go_with_case(case: Case, *, former: Account, coordinator: Account, by: Actor) -> int:
    """What the former coordinator was to hold, the new one holds. The times stand, and so do the
    answers; guests are told that something has changed, as their page says whom they meet."""
    rows = Meeting.objects.filter(
        case=case, account=former, status=MeetingStatus.PLANNED, starts_at__gt=clock.now()
    )
    ahead = list(rows.order_by("pk"))
    for meeting in ahead:
        for guest in meeting.guests.filter(account=coordinator):
            guest.delete()
        meeting.account = coordinator
        meeting.sequence += 1
        meeting.changed_at = clock.now()
        meeting.next_version().save()
        tell_guests(meeting, text="time_changed", by=by)
    return len(ahead)
