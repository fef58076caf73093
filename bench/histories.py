"""An authority of many units, and persons with years behind them in each.

A unit has a thousand persons, of whom every third is met today; the others' cases have ended, the
latest of them still followed up. So 1,000 persons are one unit and 100,000 a hundred, which is how
an authority grows: `bench.lists` draws one unit far larger than any is. The second unit and those
after it are copies of the first.

Beside them stands one small unit where a single coordinator has 400 cases, the first of them with a
history far longer than others'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tests.cast import Cast, _staff

from bench import copies, database
from bench.unit import (
    Unit,
    _grants,
    _note,
    _plan,
    _queue_grants,
    _referral,
    _step,
    _stored,
    _task,
    _with,
)
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral
from stegvis.casework.meetings.models import Meeting, MeetingStatus
from stegvis.casework.people.models import Grant, Ground
from stegvis.core import clock, tenancy
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.organisations import actions as organisations

IN_A_UNIT, BATCH, COORDINATORS = 1_000, 500, 8
MET_TODAY = 3
"""One in so many has an open case."""
NOTES, TASKS, READS, WAITING = 5, 2, 3, 10
"""Of each person; and who waits in the queue for each batch."""
BURDEN = 400
"""Cases of the coordinator who has most."""
LONG = {"notes": 400, "tasks": 200, "meetings": 150, "reads": 2_000}
"""Of the person with the longest history."""


class Authority:
    """The cast's tenant; `grow` brings it up to a number of persons, unit after unit."""

    def __init__(self, cast: Cast, *, seed: int) -> None:
        self.cast, self.seed, self.persons = cast, seed, 0
        with tenancy.tenant_scope(cast.tenant.pk):
            self.burdened = self._burdened()
            self.first = self._unit(0)
            self.before_all = copies.highest()

    def grow(self, persons: int) -> None:
        """So many persons with their histories; above one unit, whole units that hold them."""
        with tenancy.tenant_scope(self.cast.tenant.pk):
            for first in range(self.persons, min(persons, IN_A_UNIT), BATCH):
                numbers = list(range(first, min(first + BATCH, persons)))
                put_in(self.first, numbers, by=self.cast.system)
            pattern = copies.Pattern(self.first, self.before_all, copies.highest())
            others = range(max(1, -(-self.persons // IN_A_UNIT)), -(-persons // IN_A_UNIT))
            units = [(number, self._unit(number)) for number in others]
        with database.unchecked(), tenancy.tenant_scope(self.cast.tenant.pk):
            for number, unit in units:
                copies.copy(pattern, unit, number, by=self.cast.system)
        self.persons = persons
        database.analyze()

    def _burdened(self) -> Unit:
        """A unit whose only coordinator has everybody."""
        unit = self._unit(-1)
        unit.others = [unit.cast.kerstin] * COORDINATORS
        put_in(unit, list(range(0, MET_TODAY * BURDEN, MET_TODAY)), by=self.cast.system)
        self.longest = lengthen(unit, by=self.cast.system).person
        return unit

    def _unit(self, number: int) -> Unit:
        """The cast's own first, where Kerstin and Maria work; the others have people of theirs."""
        cast, seed = self.cast, self.seed + number
        if number:
            own = organisations.create_unit(
                cast.unit.organisation, name=f"Enhet {number}",
                secrecy_area=cast.unit.secrecy_area, by=cast.system,
            )  # fmt: skip
            first = _staff(own, f"first{number}@example.org", "Kim Ek", Role.COORDINATOR)
            cast = replace(cast, unit=own, kerstin=first)
        return Unit(cast, coordinators=COORDINATORS, seed=seed, mail=f"c{number}")


@action("bench.histories.drawn", rule=only_system)
def put_in(unit: Unit, numbers: list[int], *, by: Actor) -> int:  # noqa: ARG001  as every action
    """A person with a case, begun and perhaps ended, for each number; returns how many."""
    began = {n: unit.days_ago(3 * 365) for n in numbers}
    known = _stored(unit.person(n) for n in numbers)
    taken = _stored(_referral(unit, p, began[n], taken=True) for n, p in _with(numbers, known))
    cases = _stored(_case(unit, r, n) for n, r in _with(numbers, taken))
    whole = _with([_place(n) for n in numbers], cases)
    _stored(
        Assignment(case=c, account=unit.coordinator(n), starts_on=c.opened_on) for n, c in whole
    )
    _stored(_task(unit, c, n + bool(c.closed_on)) for n, c in whole for _task_of in range(TASKS))
    _stored(_note(unit, c, n) for n, c in whole for _note_of in range(NOTES))
    _stored(row for c in cases for row in _follow_ups(c))
    plans = _stored(_plan(c, c.opened_on) for c in cases)
    _stored(_step(unit, plan) for plan in plans if plan.person_id % 4)
    _stored(grant for n, c in whole for grant in _reach(unit, c, n))
    waiting = _stored(unit.person(n) for n in numbers[:WAITING])
    queue = _stored(_referral(unit, p, unit.days_ago(60), taken=False) for p in waiting)
    _stored(grant for r in queue for grant in _queue_grants(r))
    AuditEvent.objects.bulk_create(_read(unit, c, n) for n, c in whole for _time in range(READS))
    return len(numbers)


@action("bench.histories.lengthened", rule=only_system)
def lengthen(unit: Unit, *, by: Actor) -> Case:  # noqa: ARG001  as every action
    """Give the unit's first case a long history; returns the case."""
    case = Case.objects.filter(unit=unit.cast.unit).order_by("pk").select_related("person")[0]
    _stored(_note(unit, case, 0) for _time in range(LONG["notes"]))
    _stored(_task(unit, case, n) for n in range(LONG["tasks"]))
    _stored(_meeting(unit, case, weeks) for weeks in range(LONG["meetings"]))
    AuditEvent.objects.bulk_create(_read(unit, case, 0) for _time in range(LONG["reads"]))
    return case


def _meeting(unit: Unit, case: Case, weeks: int) -> Meeting:
    starts = clock.now() - timedelta(weeks=weeks + 1)
    return Meeting(
        person=case.person, case=case, secrecy_area=case.secrecy_area,
        account=unit.cast.kerstin, kind="talk", starts_at=starts,
        ends_at=starts + timedelta(hours=1), status=MeetingStatus.HELD,
    )  # fmt: skip


def _place(number: int) -> int:
    """Among those of the unit who are met today, or after them."""
    place = number % IN_A_UNIT
    return place // MET_TODAY if place % MET_TODAY == 0 else IN_A_UNIT + place


def _case(unit: Unit, referral: Referral, number: int) -> Case:
    case = Case(
        person=referral.person, referral=referral, unit=referral.unit,
        secrecy_area=referral.secrecy_area, opened_on=referral.received_on,
    )  # fmt: skip
    if number % MET_TODAY:
        case.closed_on = case.opened_on + (clock.today() - case.opened_on) * unit.dice.random()
        case.exit_reason = "job"
    return case


def _follow_ups(case: Case) -> Iterator[FollowUp]:
    for days in (30, 90, 180, 365) if case.closed_on else ():
        due = case.closed_on + timedelta(days=days)
        done = due if due < clock.today() else None
        yield FollowUp(
            person=case.person, case=case, secrecy_area=case.secrecy_area, days_after=days,
            due_on=due, done_on=done, outcome="reached" if done else "",
        )  # fmt: skip


def _reach(unit: Unit, case: Case, number: int) -> Iterator[Grant]:
    """As the rooms give it: the coordinator's has ended with the case."""
    for grant in _grants(unit, case, number):
        if case.closed_on and grant.ground == Ground.ASSIGNMENT:
            grant.ends = clock.now()
        yield grant


def _read(unit: Unit, case: Case, number: int) -> AuditEvent:
    return AuditEvent(
        at=clock.now() - timedelta(days=unit.dice.randrange(700)), tenant_id=case.tenant_id,
        kind=EventKind.READ, verb="people.person.opened", account_id=unit.coordinator(number).pk,
        role=Role.COORDINATOR, unit_id=case.unit_id, purpose="casework", person_id=case.person_id,
        object_type="people.person", object_id=case.person_id, fields=["identity"],
    )  # fmt: skip
