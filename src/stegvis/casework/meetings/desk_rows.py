"""What this room tells others: rows for My day, the timeline, where a person stands, the exit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import (
    BucketRow,
    ExitBlocker,
    Persons,
    Phase,
    Reason,
    Standing,
    TimelineEntry,
)
from stegvis.casework.meetings import queries
from stegvis.casework.meetings.models import Guest, Meeting, MeetingStatus
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock, zones
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks


def _page(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.public_id])


def _said(meeting: Meeting) -> dict[str, str]:
    start = meeting.local_start
    return {"day": date_format(start, "j F"), "time": date_format(start, "H:i")}


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Today's meetings, those that nobody has told of, and what others answered."""
    told, today = queries.to_tell(actor), queries.today(actor)
    another = queries.wanting_another_time(actor)
    yield told, today, another
    before = {meeting.pk for meeting in told}
    rows = [_to_tell_row(meeting) for meeting in told]
    coming = [m for m in today if m.pk not in before and m.is_planned]
    rows += [_today_row(meeting) for meeting in coming]
    return rows + [_another_time_row(guest) for guest in another]


def _today_row(meeting: Meeting) -> BucketRow:
    return BucketRow(
        person=meeting.person,
        why=_("Meeting today %(time)s") % _said(meeting),
        next_step=_("Open the meeting"),
        url=_page(meeting),
        due=clock.today(),
        reason=Reason.MEETING,
    )


def _to_tell_row(meeting: Meeting) -> BucketRow:
    return BucketRow(
        person=meeting.person,
        why=_("Meeting on %(day)s %(time)s") % _said(meeting),
        next_step=_("Say whether you met"),
        url=_page(meeting),
        due=meeting.local_start.date(),
        reason=Reason.MEETING,
    )


def _another_time_row(guest: Guest) -> BucketRow:
    return BucketRow(
        person=guest.person,
        why=_("Somebody asks for another time on %(day)s") % _said(guest.meeting),
        next_step=_("Find another time"),
        url=_page(guest.meeting),
        due=clock.today(),
        reason=Reason.MEETING,
    )


@asks
def waiting_for_answer(actor: Actor) -> Asking[list[BucketRow]]:
    """Invitations that wait for the actor's own answer."""
    invited = queries.unanswered(actor)
    yield (invited,)
    return [
        BucketRow(
            person=guest.person,
            why=_("You are invited on %(day)s %(time)s") % _said(guest.meeting),
            next_step=_("Answer"),
            url=_page(guest.meeting),
            due=guest.meeting.local_start.date(),
            reason=Reason.MEETING,
        )
        for guest in invited
    ]


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """That they met is something that happened; that they will keeps the case going."""
    rows = queries.last_and_next(actor, persons)
    yield (rows,)
    return {
        person_id: Standing(
            Phase.AFTER,
            met.date() if met else None,
            goes_on=booked is not None,
        )
        for person_id, met, booked in rows
    }


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """Meetings as moments, those ahead too; those called off aren't drawn."""
    if not people.reaches(person, by=by, compartment="plan"):
        return []
    held = queries.meetings_of(person, by=by).exclude(status=MeetingStatus.CANCELLED)
    rows = held.values_list("kind", "starts_at", "status")
    yield (rows,)
    kinds, country = codes.labels("meeting_kind"), person.tenant.country
    return [
        TimelineEntry(
            row="contact",
            label=_("%(kind)s (didn't come)") % {"kind": kinds.get(kind, kind)}
            if status == MeetingStatus.MISSED
            else kinds.get(kind, kind),
            starts=zones.local(starts_at, country=country).date(),
        )
        for kind, starts_at, status in rows
    ]


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """Times that are booked ahead and are called off with the case."""
    rows = Meeting.objects.filter(
        case=case, status=MeetingStatus.PLANNED, starts_at__gt=clock.now()
    )
    sentence = _("Meeting on %(day)s %(time)s")
    return [
        ExitBlocker(
            sentence % _said(meeting),
            _page(meeting),
            does=_("is cancelled, and everybody invited is told"),
        )
        for meeting in rows.order_by("starts_at", "pk")
    ]
