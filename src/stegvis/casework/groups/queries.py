"""Reading groups; each takes the actor. Who is in one, only those see who reach the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.db.models import Prefetch, QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.groups import rules, schedule
from stegvis.casework.groups.models import (
    Attendance,
    Group,
    Leader,
    Member,
    Occasion,
    hours_between,
)
from stegvis.casework.groups.schedule import Times
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes

LOOK_BACK, LOOK_AHEAD = timedelta(days=28), timedelta(days=28)
LATEST_OCCASIONS = 12
VALID = "valid"
OPENED = "people.person.opened"


def _groups(by: Actor) -> QuerySet[Group]:
    leaders = Leader.objects.select_related("account").order_by("pk")
    return _days_of(by).prefetch_related(Prefetch("leaders", queryset=leaders))


def _days_of(by: Actor) -> QuerySet[Group]:
    """The groups of the actor's unit with their days and who was to come."""
    rows = Group.objects.filter(unit_id=by.unit_id or 0).select_related("unit")
    members = Prefetch("members", queryset=_in_order())
    return rows.prefetch_related("weekdays", "changed_days", members)


def _in_order() -> QuerySet[Member]:
    return Member.objects.select_related("activity").order_by("asked_on", "pk")


@dataclass(frozen=True)
class GroupLine:
    """A group in a list: how full it is, and when it meets next."""

    group: Group
    taken: int
    waiting: int
    next: Times | None

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return max(self.group.seats - self.taken, 0)

    @property
    def leaders(self) -> str:
        """Who leads, by name."""
        return ", ".join(leader.account.name for leader in self.group.leaders.all())


def line_of(group: Group) -> GroupLine:
    """How full a group is and when it meets next."""
    today, members = clock.today(), list(group.members.all())
    first = max(today, group.starts_on)
    ahead = schedule.days_between(group, first, first + LOOK_AHEAD)
    return GroupLine(
        group,
        taken=sum(member.has_seat for member in members),
        waiting=sum(member.waits for member in members),
        next=next(ahead, None),
    )


def groups_of(by: Actor) -> list[GroupLine]:
    """The groups of the actor's unit that aren't over, by name."""
    if by.role not in rules.MEETING_PEOPLE:
        return []
    return [line_of(group) for group in _groups(by).order_by("name", "pk") if not group.is_over]


def group(public_id: str, *, by: Actor) -> Group | None:
    """A group of the unit the actor meets people in."""
    found = _groups(by).filter(public_id=public_id).first()
    return found if found is not None and rules.may_see(found, by) else None


def member(public_id: str, *, by: Actor) -> Member | None:
    """Somebody's seat or place in a queue, for those who see the person's plan."""
    rows = Member.objects.filter(people.about_visible(by, compartment="plan"))
    rows = rows.select_related("person", "group__unit", "activity__plan__case")
    return rows.filter(public_id=public_id).first()


@dataclass(frozen=True)
class Sums:
    """How often somebody came of the times that were noted, and in hours."""

    present: int = 0
    valid: int = 0
    invalid: int = 0
    hours: float = 0.0

    @property
    def noted(self) -> int:
        """How many times were noted."""
        return self.present + self.valid + self.invalid


def _sums(rows: Iterable[Attendance]) -> Sums:
    groups, counts, hours = codes.groups("absence_reason"), Counter[str](), 0.0
    for row in rows:
        valid = "valid" if groups.get(row.reason) == VALID else "invalid"
        counts["present" if row.is_present else valid] += 1
        if row.is_present:
            hours += hours_between(row.occasion.starts_at, row.occasion.ends_at)
    return Sums(counts["present"], counts["valid"], counts["invalid"], hours)


@dataclass(frozen=True)
class MemberLine:
    """Somebody in a group, and how often they have come."""

    member: Member
    sums: Sums


def members_seen(group: Group, *, by: Actor) -> list[Member]:
    """Those in the group, or waiting for a seat, whom the actor reaches there.

    Each one's read is written down, as by `open_person`.
    """
    rows = group.members.filter(people.about_visible(by, compartment="groups"))
    rows = rows.select_related("person", "activity")
    found = list(rows.order_by("person__sort_key", "pk"))
    persons = list({row.person_id: row.person for row in found}.values())
    log.write_reads(by.with_purpose("casework"), OPENED, persons, fields=("groups",))
    return found


@dataclass(frozen=True)
class OccasionLine:
    """A day on which the group met: who came in figures, or that nobody has noted it."""

    times: Times
    occasion: Occasion | None = None
    present: int = 0
    absent: int = 0


@dataclass
class GroupPage:
    """Everything on a group's page that the actor may see."""

    line: GroupLine
    seated: list[MemberLine] = field(default_factory=list)
    waiting: list[Member] = field(default_factory=list)
    next_up: list[int] = field(default_factory=list)
    occasions: list[OccasionLine] = field(default_factory=list)
    ahead: list[Times] = field(default_factory=list)


def group_page(group: Group, *, by: Actor) -> GroupPage:
    """The group, those in it whom the actor reaches, the days behind it and ahead."""
    today, members = clock.today(), members_seen(group, by=by)
    noted = Attendance.objects.filter(member__in=members).select_related("occasion")
    by_member: dict[int, list[Attendance]] = {}
    for row in noted.order_by("pk"):
        by_member.setdefault(row.member_id, []).append(row)
    line = line_of(group)
    queue = group.members.filter(activity__isnull=True, gave_up_on__isnull=True)
    return GroupPage(
        line,
        seated=[
            MemberLine(one, _sums(by_member.get(one.pk, []))) for one in members if one.has_seat
        ],
        waiting=sorted(
            (one for one in members if one.waits), key=lambda one: (one.asked_on, one.pk)
        ),
        next_up=list(queue.values_list("pk", flat=True)[: line.free]),
        occasions=occasions_of(group, list(noted)),
        ahead=list(schedule.days_between(group, today + timedelta(days=1), today + LOOK_AHEAD)),
    )


def occasions_of(group: Group, seen: list[Attendance]) -> list[OccasionLine]:
    """The latest days on which the group met, the last on top, with what the actor sees of them."""
    today = clock.today()
    noted = {one.day: one for one in group.occasions.order_by("-day")[:LATEST_OCCASIONS]}
    came = Counter((row.occasion_id, row.is_present) for row in seen)
    found = {
        day: OccasionLine(
            Times(day, one.starts_at, one.ends_at), one, came[one.pk, True], came[one.pk, False]
        )
        for day, one in noted.items()
    }
    for times in _days_with_somebody(group, since=today - LOOK_BACK):
        found.setdefault(times.day, OccasionLine(times))
    return [found[day] for day in sorted(found, reverse=True)][:LATEST_OCCASIONS]


@dataclass(frozen=True)
class AttendancePage:
    """A day's list: who was to come, and what has been noted."""

    group: Group
    times: Times
    occasion: Occasion | None
    members: list[Member]
    noted: dict[int, str]


def attendance_of(group: Group, day: date, *, by: Actor) -> AttendancePage | None:
    """The list of a day on which the group has met; None for another day."""
    occasion = group.occasions.filter(day=day).first()
    times = schedule.times_on(group, day)
    if times is None or day > clock.today():
        return None
    noted = dict(occasion.attendances.values_list("member_id", "reason")) if occasion else {}
    members = _once_each(
        (one for one in members_seen(group, by=by) if one.had_seat_on(day)), noted=noted
    )
    return AttendancePage(group, times, occasion, members, noted)


def _once_each(members: Iterable[Member], *, noted: Iterable[int]) -> list[Member]:
    """Each person once: whoever gave up a seat and got one the same day comes once that day. The
    seat that was noted stands, else the latest."""
    found: dict[int, Member] = {}
    for one in members:
        before = found.get(one.person_id)
        if before is None or before.pk not in noted:
            found[one.person_id] = one
    return list(found.values())


def day_to_note(group: Group) -> date:
    """The latest day up to today on which the group met and nobody has noted who came."""
    today = clock.today()
    noted = set(group.occasions.values_list("day", flat=True))
    days = [times.day for times in _days_with_somebody(group, since=today - LOOK_BACK)]
    return next((day for day in reversed(days) if day not in noted), days[-1] if days else today)


def _days_with_somebody(group: Group, *, since: date) -> list[Times]:
    """The days up to today on which the group met and somebody was to come."""
    days = schedule.days_between(group, max(group.starts_on, since), clock.today())
    members = group.members.all()
    return [times for times in days if any(one.had_seat_on(times.day) for one in members)]


@dataclass(frozen=True)
class Gathering:
    """A group that the actor leads and that has met without anybody noting who came."""

    group: Group
    times: Times

    @property
    def is_today(self) -> bool:
        """Whether it is today's."""
        return self.times.day == clock.today()


def to_note(actor: Actor) -> list[Gathering]:
    """Days of the actor's groups, today's first, whose attendance nobody has noted."""
    if actor.role not in rules.MEETING_PEOPLE:
        return []
    own = Leader.objects.filter(account_id=actor.account_id or 0).values("group")
    today, found = clock.today(), list[Gathering]()
    for group in _days_of(actor).filter(pk__in=own).prefetch_related("occasions"):
        noted = {one.day for one in group.occasions.all()}
        found += [
            Gathering(group, times)
            for times in _days_with_somebody(group, since=today - rules.NOTE_WITHIN)
            if times.day not in noted
        ]
    return sorted(found, key=lambda one: (one.times.day, one.times.starts_at), reverse=True)


def to_choose(case: Case, *, by: Actor) -> list[GroupLine]:
    """The groups that the person of a case may join: in the case's unit, and not there already."""
    people.require(case.person, by=by, compartment="plan")
    return [
        line
        for line in groups_of(by)
        if line.group.unit_id == case.unit_id
        and (line.free or line.group.keeps_queue)
        and not any(
            one.person_id == case.person_id and (one.waits or one.has_seat)
            for one in line.group.members.all()
        )
    ]


def to_join(group: Group, *, by: Actor) -> list[Case]:
    """The actor's own open cases whose person isn't in the group."""
    there = {one.person_id for one in group.members.all() if one.waits or one.has_seat}
    rows = cases.caseload(by).filter(unit_id=group.unit_id)
    return [case for case in rows if case.person_id not in there]


@dataclass(frozen=True)
class OwnGroup:
    """A group of the person's: the days ahead, and how often they have come."""

    member: Member
    ahead: list[Times]
    sums: Sums


def groups_of_person(person: Person, *, by: Actor, days: int = 3) -> list[OwnGroup]:
    """The groups the person has a seat in or waits for, with the next days of each."""
    people.require(person, by=by, compartment="groups")
    rows = Member.objects.filter(person=person).select_related("group", "activity")
    rows = rows.prefetch_related("group__weekdays", "group__changed_days", "attendances__occasion")
    today, found = clock.today(), []
    for one in rows.order_by("group__name", "pk"):
        if not (one.has_seat or one.waits):
            continue
        last = one.last_day or today + LOOK_AHEAD
        ahead = schedule.days_between(one.group, max(today, one.starts_on), last)
        upcoming = [] if one.waits else list(islice(ahead, days))
        found.append(OwnGroup(one, upcoming, _sums(one.attendances.all())))
    return found


def waiting_for_seats(actor: Actor) -> QuerySet[Member]:
    """Persons of the actor's who wait for a seat, those who have waited longest first."""
    waiting = Member.objects.filter(
        people.about_visible(actor, compartment="plan"),
        activity__isnull=True,
        gave_up_on__isnull=True,
        person__cases__assignments__account_id=actor.account_id or 0,
        person__cases__assignments__ends_on__isnull=True,
        person__cases__closed_on__isnull=True,
    ).select_related("person", "group")
    rows = waiting.prefetch_related(Prefetch("group__members", queryset=_in_order()))
    return rows.distinct().order_by("asked_on", "pk")


def is_next(member: Member) -> bool:
    """Whether a seat has become free for somebody who waits."""
    everybody = member.group.members.all()
    free = member.group.seats - sum(one.has_seat for one in everybody)
    return member.pk in [one.pk for one in everybody if one.waits][: max(free, 0)]
