"""A group of the unit: what it is, who leads it, when it meets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.groups import reach, rules
from stegvis.casework.groups.models import ChangedDay, Group, Leader, Weekday
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Unit


@dataclass(frozen=True)
class Day:
    """A weekday (0 is Monday) on which a group meets, from when to when."""

    weekday: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class GroupFacts:
    """What a group is. With `keeps_queue` people wait for a seat once it is full."""

    name: str
    measure_type: str
    place: str
    seats: int
    starts_on: date
    leaders: list[Account]
    week: list[Day] = field(default_factory=list)
    ends_on: date | None = None
    keeps_queue: bool = True


@action("groups.group.created", rule=rules.may_keep)
def create(unit: Unit, *, facts: GroupFacts, by: Actor) -> Group:
    """A group of the unit, led by colleagues who meet people there."""
    group = Group(unit=unit)
    _check(group, facts)
    _fill(group, facts).save(force_insert=True)
    _lead(group, facts.leaders, by)
    _meet(group, facts.week)
    return group


@action("groups.group.changed", rule=rules.may_lead)
def change(group: Group, *, facts: GroupFacts, seen_version: int, by: Actor) -> Group:
    """Change what a group is; StaleVersionError when somebody did in between.

    Steps in plans stay as they were agreed; a new leader sees those who are in, a former one
    nobody. NotAllowedNowError for a new leader from somebody who doesn't meet everybody in it,
    while any of its leaders is still at work in the unit.
    """
    if group.version != seen_version:
        raise StaleVersionError(group)
    _check(group, facts)
    reach.check_new_leaders(group, facts.leaders, by=by)
    _fill(group, facts).next_version().save()
    _lead(group, facts.leaders, by)
    reach.move_with_group(group, by=by)
    _meet(group, facts.week)
    return group


@action("groups.day.changed", rule=rules.may_lead)
def change_day(
    group: Group,
    *,
    day: date,
    by: Actor,
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Group:
    """Meet at other times on a day, or (without times) not at all; said twice, the last holds."""
    if (starts_at is None) != (ends_at is None):
        raise NotAllowedNowError(
            _("Give both times, or neither if the group doesn't meet."), field="ends_at"
        )
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise NotAllowedNowError(
            _("The end must come after the beginning. Change one of them."), field="ends_at"
        )
    if day < group.starts_on or (group.ends_on is not None and day > group.ends_on):
        raise NotAllowedNowError(_("The day lies outside the group's own days."), field="day")
    if group.occasions.filter(day=day).exists():
        raise NotAllowedNowError(_("Attendance has been noted for that day already."), field="day")
    changed = ChangedDay.objects.filter(group=group, day=day).first() or ChangedDay(
        group=group, day=day
    )
    changed.starts_at, changed.ends_at = starts_at, ends_at
    changed.save()
    return group


def _fill(group: Group, facts: GroupFacts) -> Group:
    group.name, group.place = facts.name.strip(), facts.place.strip()
    group.measure_type, group.seats = facts.measure_type, facts.seats
    group.keeps_queue = facts.keeps_queue
    group.starts_on, group.ends_on = facts.starts_on, facts.ends_on
    return group


def _check(group: Group, facts: GroupFacts) -> None:
    country, kind = group.unit.tenant.country, facts.measure_type
    if kind != group.measure_type and not codes.is_current("measure_type", kind, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="measure_type")
    if not 1 <= facts.seats <= rules.LARGEST:
        raise NotAllowedNowError(_("A group has 1 to 200 seats."), field="seats")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )
    if not facts.week:
        raise NotAllowedNowError(_("Say on which day of the week the group meets."))
    if any(one.ends_at <= one.starts_at for one in facts.week):
        raise NotAllowedNowError(_("The end must come after the beginning. Change one of them."))
    here = set(working_in(group.unit_id, MEETING_PEOPLE))
    stays = {one.account for one in group.leaders.select_related("account")} if group.pk else set()
    if not facts.leaders or not set(facts.leaders) <= here | stays:
        raise NotAllowedNowError(
            _("Choose who leads the group, among those who meet people in the unit."),
            field="leaders",
        )


def _lead(group: Group, accounts: list[Account], by: Actor) -> None:
    """Let exactly these lead: reach is given and taken with it."""
    leading = list(group.leaders.select_related("account", "group"))
    for leader in leading:
        if leader.account not in accounts:
            reach.end_with_leader(leader, by=by)
            leader.delete()
    for account in accounts:
        if account not in [leader.account for leader in leading]:
            leader = Leader(group=group, account=account)
            leader.save(force_insert=True)
            for member in group.members.select_related("group", "person", "activity"):
                if member.has_seat:
                    reach.give(member, [leader], by=by)


def _meet(group: Group, week: list[Day]) -> None:
    before = {one.weekday: one for one in group.weekdays.all()}
    for weekday in before.keys() - {day.weekday for day in week}:
        before[weekday].delete()
    for day in week:
        row = before.get(day.weekday) or Weekday(group=group, weekday=day.weekday)
        if (row.starts_at, row.ends_at) != (day.starts_at, day.ends_at):
            row.starts_at, row.ends_at = day.starts_at, day.ends_at
            row.save()
