"""Who came: everybody as planned, with the exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.groups import rules, schedule
from stegvis.casework.groups.models import Attendance, Group, Member, Occasion
from stegvis.casework.people import queries as people
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes


@action("groups.attendance.noted", rule=rules.may_lead)
def note_attendance(
    group: Group,
    *,
    day: date,
    members: Iterable[Member],
    absent: Mapping[int, str],
    by: Actor,
    seen_version: int = 0,
) -> Occasion:
    """Of one day: those of `members` who are in `absent` (by key) for its coded reason, the rest
    present.

    `seen_version` is the occasion's as it was opened, 0 while nothing had been noted;
    StaleVersionError when somebody noted it in between.
    """
    Group.objects.select_for_update().get(pk=group.pk)  # Two leaders' first notes come in turn.
    times = schedule.times_on(group, day)
    if times is None:
        raise NotAllowedNowError(_("The group doesn't meet on that day."))
    if day > clock.today():
        raise NotAllowedNowError(_("The day hasn't come yet."))
    occasion = Occasion.objects.select_for_update().filter(group=group, day=day).first()
    if (occasion.version if occasion else 0) != seen_version:
        raise StaleVersionError(occasion)
    if occasion is None:
        occasion = Occasion(group=group, day=day)
    else:
        occasion.next_version()
    occasion.starts_at, occasion.ends_at = times.starts_at, times.ends_at
    occasion.noted_by_id, occasion.noted_at = by.account_id, clock.now()
    occasion.save()
    _note(occasion, list(members), absent, by)
    return occasion


def _check_reach(members: list[Member], by: Actor) -> None:
    """That the actor may note of each of them, asked once for all."""
    if by.is_system:
        return
    persons = [member.person_id for member in members]
    rows = people.visible_to(by, compartment="groups").filter(pk__in=persons).order_by()
    seen = set(rows.values_list("pk", flat=True))
    for member in members:
        if member.person_id not in seen:
            people.require(member.person, by=by, compartment="groups")


def _note(occasion: Occasion, members: list[Member], absent: Mapping[int, str], by: Actor) -> None:
    country = occasion.group.unit.tenant.country
    known = set(codes.current("absence_reason", country=country).values_list("code", flat=True))
    noted = {row.member_id: row for row in occasion.attendances.all()}
    known |= {row.reason for row in noted.values()}
    _check_reach(members, by)
    for member in members:
        reason = absent.get(member.pk, "")
        if reason and reason not in known:
            raise NotAllowedNowError(_("Choose one of the values in the list."))
        row = noted.get(member.pk) or Attendance(
            occasion=occasion,
            member=member,
            person=member.person,
            secrecy_area=member.secrecy_area,
        )
        if row.pk is None or row.reason != reason:
            row.reason = reason
            row.save()
