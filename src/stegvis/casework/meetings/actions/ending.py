"""Calling a meeting off, noting how it went, and what becomes of meetings when a case ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.cases.rules import may_work
from stegvis.casework.meetings import rules
from stegvis.casework.meetings.actions import reminding
from stegvis.casework.meetings.actions.booking import check_reason, tell_guests
from stegvis.casework.meetings.models import MEETING_TRANSITIONS, Meeting, MeetingStatus
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.notices import actions as notices
from stegvis.core.transitions import take

CASE_ENDED = "case_ended"


@action("meetings.meeting.cancelled", rule=rules.may_change)
def cancel(meeting: Meeting, *, reason: str, seen_version: int, by: Actor) -> Meeting:
    """Call a meeting off with a coded reason, before its time or afterwards."""
    if meeting.version != seen_version:
        raise StaleVersionError(meeting)
    if meeting.status not in (MeetingStatus.PLANNED, MeetingStatus.MISSED):
        raise NotAllowedNowError(_("The meeting has taken place or has been cancelled already."))
    check_reason(meeting, reason)
    _cancel(meeting, reason, by)
    if meeting.account_id != by.account_id and not meeting.has_begun:
        notices.tell(("account", meeting.account_id), text="time_changed", by=by)
    return meeting


def _cancel(meeting: Meeting, reason: str, by: Actor) -> None:
    take(meeting, MeetingStatus.CANCELLED, among=MEETING_TRANSITIONS, reason=reason)
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.next_version().save()
    reminding.drop(meeting, by=by)
    if not meeting.has_begun:
        tell_guests(meeting, text="time_cancelled", by=by)


@action("meetings.meeting.told", rule=rules.may_change)
def note_outcome(meeting: Meeting, *, came: bool, by: Actor) -> Meeting:
    """Whether they met. Telling the same twice changes nothing; the first meeting is then done."""
    if not meeting.has_begun:
        raise NotAllowedNowError(_("The meeting hasn't begun. Come back when it has."))
    wanted = MeetingStatus.HELD if came else MeetingStatus.MISSED
    if meeting.status == wanted:
        return meeting
    if meeting.status == MeetingStatus.CANCELLED:
        raise NotAllowedNowError(_("The meeting has been cancelled."))
    take(meeting, wanted, among=MEETING_TRANSITIONS)
    meeting.next_version().save()
    if came:
        waiting = meeting.case.tasks.filter(
            kind=rules.TASK_DONE_BY_MEETING, done_on__isnull=True
        ).order_by("pk")
        for task in waiting:
            cases.finish_task(task, by=by)
    return meeting


@action("meetings.meetings.closed", rule=may_work)
def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """What is booked ahead is called off when the case ends; returns how many."""
    rows = Meeting.objects.filter(case=case, status=MeetingStatus.PLANNED).order_by("pk")
    ahead = [meeting for meeting in rows if not meeting.has_begun]
    for meeting in ahead:
        _cancel(meeting, CASE_ENDED, by)
    return len(ahead)
