"""Reading meetings; each takes the actor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from stegvis.casework.cases.models import Assignment, Case
from stegvis.casework.cases.registries import Persons
from stegvis.casework.meetings import reminding
from stegvis.casework.meetings.models import (
    Answer,
    CalendarLink,
    Guest,
    Meeting,
    MeetingStatus,
    ReminderChoice,
)
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock, zones
from stegvis.core.accounts.models import Account, hash_token
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.organisations.queries import country_of

CALENDAR_BACK, CALENDAR_AHEAD = timedelta(days=60), timedelta(days=400)
"""What a subscribed calendar is told of."""

DAYS_TO_TELL = 14
"""So long My day asks how a meeting went."""


def meetings_of(person: Person, *, by: Actor) -> QuerySet[Meeting]:
    """The person's meetings, the latest first."""
    people.require(person, by=by, compartment="plan")
    rows = Meeting.objects.filter(person=person).select_related("account")
    return rows.order_by("-starts_at", "-pk")


def ahead_of(person: Person, *, by: Actor) -> QuerySet[Meeting]:
    """What the person has booked and isn't over, the next one first."""
    rows = meetings_of(person, by=by).filter(status=MeetingStatus.PLANNED, ends_at__gt=clock.now())
    return rows.order_by("starts_at", "pk")


def meeting(public_id: str, *, by: Actor) -> Meeting | None:
    """A meeting with a person the actor may list."""
    rows = Meeting.objects.filter(_visible(by), public_id=public_id)
    related = ("person", "case", "account")
    return rows.select_related(*related).first()


def guest(public_id: str, *, by: Actor) -> Guest | None:
    """Somebody invited to meet a person the actor may list."""
    rows = Guest.objects.filter(_visible(by), public_id=public_id)
    related = ("person", "account", "meeting__case", "meeting__account")
    return rows.select_related(*related).first()


def guests_of(meeting: Meeting) -> list[Guest]:
    """Everybody invited, the person first; for whoever has been given the meeting."""
    return list(meeting.guests.select_related("account", "person"))


def own_invitation(meeting: Meeting, *, by: Actor) -> Guest | None:
    """The actor's own invitation to a meeting."""
    if by.party_kind == "participant":
        return meeting.guests.filter(is_person=True, person_id=by.party_id or 0).first()
    return meeting.guests.filter(account_id=by.account_id or 0).first()


def today(actor: Actor) -> QuerySet[Meeting]:
    """The actor's own meetings of today, and those they are invited to and haven't said no to."""
    first = datetime.combine(clock.today(), datetime.min.time())
    rows = _own(actor).filter(_between(first, first + timedelta(days=1), actor))
    return once(("meetings of today", actor), lambda: rows)


def ahead(actor: Actor, *, days: int) -> QuerySet[Meeting]:
    """The same of the coming days, today not counted."""
    first = datetime.combine(clock.days_from_today(1), datetime.min.time())
    return _own(actor).filter(_between(first, first + timedelta(days=days), actor))


def to_tell(actor: Actor) -> QuerySet[Meeting]:
    """Meetings that have begun and of which nobody has told how they went: the actor's own, and
    those that whoever coordinated the case before held."""
    me = actor.account_id or 0
    held = Assignment.objects.filter(case=OuterRef("case"), account=OuterRef("account"))
    mine = Assignment.objects.filter(case=OuterRef("case"), account_id=me, ends_on__isnull=True)
    goes_on = Q(Exists(held.filter(ends_on__isnull=True)))
    left = Q(Exists(held)) & ~goes_on
    rows = Meeting.objects.filter(
        _visible(actor), (Q(account_id=me) & ~left) | (left & Q(Exists(mine)))
    )
    lately = clock.now() - timedelta(days=DAYS_TO_TELL)
    rows = rows.filter(status=MeetingStatus.PLANNED, starts_at__lte=clock.now())
    rows = rows.filter(starts_at__gte=lately, case__closed_on__isnull=True)
    return rows.select_related("person").order_by("starts_at", "pk")


def wanting_another_time(actor: Actor) -> QuerySet[Guest]:
    """Guests who can't come to the actor's own meetings as they stand."""
    rows = Guest.objects.filter(_visible(actor), answer=Answer.ANOTHER_TIME)
    rows = rows.filter(
        meeting__account_id=actor.account_id or 0,
        meeting__status=MeetingStatus.PLANNED,
        meeting__starts_at__gt=clock.now(),
    )
    related = ("person", "account", "meeting")
    return rows.select_related(*related).order_by("meeting__starts_at", "pk")


def unanswered(actor: Actor) -> QuerySet[Guest]:
    """Invitations to colleagues' meetings that wait for the actor's own answer."""
    rows = Guest.objects.filter(_visible(actor), account_id=actor.account_id or 0, answer="")
    rows = rows.filter(meeting__status=MeetingStatus.PLANNED, meeting__starts_at__gt=clock.now())
    related = ("person", "meeting")
    return rows.select_related(*related).order_by("meeting__starts_at", "pk")


def booked(actor: Actor) -> QuerySet[Meeting]:
    """What a calendar of the actor's own is told of: times, also those called off."""
    now = clock.now()
    rows = _own(actor, also_cancelled=True)
    return rows.filter(starts_at__gt=now - CALENDAR_BACK, starts_at__lt=now + CALENDAR_AHEAD)


def conflicts(
    starts: datetime,
    ends: datetime,
    *,
    case: Case,
    accounts: Iterable[Account],
    room: str,
    but: Meeting | None = None,
) -> list[str]:
    """What stands against a time, in sentences: colleagues and the room, never with whom."""
    rows = Meeting.objects.filter(
        status=MeetingStatus.PLANNED, starts_at__lt=ends, ends_at__gt=starts
    ).exclude(pk=but.pk if but else 0)
    rows = rows.order_by("starts_at", "pk")
    told = []
    for account in {account.pk: account for account in accounts}.values():
        if busy := rows.filter(_has(account.pk)).first():
            told.append(
                _("%(name)s is booked %(from)s–%(to)s.") % {"name": account.name, **_times(busy)}
            )
    taken = (
        rows.filter(case__unit_id=case.unit_id, room__iexact=room.strip()) if room.strip() else None
    )
    if taken and (busy := taken.first()):
        told.append(
            _("The room %(room)s is booked %(from)s–%(to)s.") % {"room": busy.room, **_times(busy)}
        )
    return told


def _times(meeting: Meeting) -> dict[str, str]:
    return {"from": f"{meeting.local_start:%H:%M}", "to": f"{meeting.local_end:%H:%M}"}


def rooms(by: Actor) -> list[str]:
    """Rooms that meetings of the unit were booked in lately, by name."""
    rows = Meeting.objects.filter(case__unit_id=by.unit_id or 0).exclude(room="")
    rows = rows.filter(starts_at__gt=clock.now() - timedelta(days=180))
    return sorted(set(rows.order_by().values_list("room", flat=True).distinct()))


def last_and_next(actor: Actor, persons: Persons) -> QuerySet[Meeting, tuple[Any, ...]]:
    """For persons the actor may list: when they last met, and until when something is booked."""
    rows = Meeting.objects.filter(_visible(actor), person_id__in=persons)
    ahead = Q(status=MeetingStatus.PLANNED, starts_at__gt=clock.now())
    found = rows.order_by().values_list("person_id")
    return found.annotate(
        met=Max("starts_at", filter=Q(status=MeetingStatus.HELD)),
        booked=Max("starts_at", filter=ahead),
    )


def first_held(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Meeting, tuple[Any, ...]]:
    """By case, the moment of the first meeting that took place."""
    rows = Meeting.objects.filter(_visible(actor), status=MeetingStatus.HELD, case__in=cases)
    return rows.order_by().values_list("case_id").annotate(first=Min("starts_at"))


def reminders_of(person: Person, *, by: Actor) -> tuple[list[str], int]:
    """How long before the person wants to be reminded, and the version of that; 0: not chosen."""
    people.require(person, by=by, compartment="plan")
    row = ReminderChoice.objects.filter(person=person).first()
    return (row.before, row.version) if row else (reminding.UNLESS_CHOSEN, 0)


def calendar_link(by: Actor) -> CalendarLink | None:
    """The actor's secret address that works now."""
    rows = CalendarLink.objects.filter(account_id=by.account_id or 0, ended_at__isnull=True)
    return rows.first()


def is_calendars(account: Account, secret: str) -> bool:
    """Whether a secret opens the account's booked times. Needs the account's tenant in scope."""
    rows = CalendarLink.objects.filter(account=account, ended_at__isnull=True)
    return rows.filter(secret_hash=hash_token(secret)).exists()


def _visible(by: Actor) -> Q:
    return people.about_visible(by, compartment="plan")


def _has(account_id: int) -> Q:
    return Q(account_id=account_id) | Q(
        pk__in=Guest.objects.filter(account_id=account_id)
        .exclude(answer=Answer.ANOTHER_TIME)
        .order_by()
        .values("meeting")
    )


def _own(actor: Actor, *, also_cancelled: bool = False) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(_has(actor.account_id or 0), _visible(actor))
    if not also_cancelled:
        rows = rows.exclude(status=MeetingStatus.CANCELLED)
    return rows.select_related("person").order_by("starts_at", "pk")


def _between(first: datetime, last: datetime, actor: Actor) -> Q:
    """Whole days by the clocks where the actor works."""
    country = country_of(actor) or "SE"
    begins, ends = (zones.moment(day.date(), day.time(), country=country) for day in (first, last))
    return Q(starts_at__gte=begins, starts_at__lt=ends)
