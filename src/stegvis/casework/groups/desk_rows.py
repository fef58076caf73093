"""What this room tells others: seats that wait for somebody, groups nobody has noted, the menu."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import BucketRow, ExitBlocker, Gathering, Reason
from stegvis.casework.groups import queries, reach
from stegvis.casework.groups.models import Member
from stegvis.casework.groups.rules import MEETING_PEOPLE
from stegvis.core import clock
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks


def meets_people(request: HttpRequest) -> bool:
    """Whether the reader sees the unit's groups."""
    return cast("ActorRequest", request).actor.role in MEETING_PEOPLE


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """Queues that the person waits in; a seat is a step, which the plan tells of."""
    rows = Member.objects.filter(
        person=case.person,
        group__unit_id=case.unit_id,
        activity__isnull=True,
        gave_up_on__isnull=True,
    ).select_related("group")
    return [
        ExitBlocker(_("Waits for a seat in %(group)s") % {"group": row.group.name})
        for row in rows.order_by("pk")
    ]


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Persons of the actor's who wait where a seat has become free, and those whom somebody who
    leads their group may not know of."""
    waiting, shut = queries.waiting_for_seats(actor), reach.led_by_others(actor)
    yield waiting, shut
    led = [
        BucketRow(
            person=row.person,
            why=_("Somebody who leads %(group)s may not know of the person")
            % {"group": row.group.name},
            next_step=_("Name the leader an officer, or change group"),
            due=clock.today(),
            reason=Reason.OTHER,
        )
        for row in shut
        if row.waits or row.has_seat
    ]
    return led + [
        BucketRow(
            person=row.person,
            why=_("A seat is free"),
            next_step=_("Give the seat"),
            url=reverse("groups:group", args=[row.group.public_id]),
            due=clock.today(),
            reason=Reason.OTHER,
        )
        for row in waiting
        if queries.is_next(row)
    ]


def gatherings(actor: Actor) -> list[Gathering]:
    """The actor's groups that have met without anybody noting who came."""
    return [
        Gathering(
            title=one.group.name,
            when=time_format(one.times.starts_at, "H:i")
            if one.is_today
            else date_format(one.times.day, "D j"),
            next_step=_("Note who came"),
            url=f"{reverse('groups:attendance', args=[one.group.public_id])}"
            f"?day={one.times.day.isoformat()}",
            urgent=not one.is_today,
        )
        for one in queries.to_note(actor)
    ]
