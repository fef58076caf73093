"""A unit's open cases: who carries how much, and who stands still.

What a case weighs hangs on where it stands, which every room is asked of. So figures of the whole
unit are summed over a few values of each case; whole rows are read for the page that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Assignment, Case
from stegvis.casework.cases.registries import Persons, Phase, Standing
from stegvis.casework.people.models import Protection
from stegvis.casework.people.queries import listing
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.together import Asking, answer, asking, asks, both, merged


class CaseStanding(NamedTuple):
    """Where an open case of the unit stands, and who coordinates it, by key."""

    case_id: int
    opened_on: date
    is_protected: bool
    coordinator_id: int | None
    standing: Standing
    stands_still: bool
    """Whether nothing goes on and nothing has happened for weeks."""

    @property
    def phase(self) -> Phase | None:
        """The phase, which a protected person's line leaves out."""
        return None if self.is_protected else self.standing.phase

    @property
    def still_since(self) -> date:
        """The day anything happened last."""
        return self.standing.moved_on or self.opened_on

    @property
    def days_still(self) -> int:
        """Days since anything happened."""
        return (clock.today() - self.still_since).days


@dataclass(frozen=True)
class CaseLine:
    """An open case as a list shows it."""

    case: Case
    coordinator: Account | None
    stands: CaseStanding


@dataclass(frozen=True)
class CaseFilter:
    """Which of the unit's cases: filters as they stand in the address."""

    coordinator: str = ""
    phase: str = ""
    still: bool = False


@dataclass(frozen=True)
class Caseload:
    """What somebody carries."""

    account: Account
    cases: int
    weight: float
    still: int
    share: float


@asks
def standings(actor: Actor, rows: QuerySet[Case], persons: Persons) -> Asking[list[CaseStanding]]:
    """Where each of some cases stands, in the order of the rows.

    `persons` are those of the rows, perhaps of more; whom nothing is told of is left out.
    """
    held = Assignment.objects.filter(ends_on__isnull=True, case__closed_on__isnull=True)
    in_unit = held.filter(case__unit_id=actor.unit_id or 0).values_list("case_id", "account_id")
    carried = in_unit.order_by()
    found = rows.values_list("pk", "person_id", "opened_on", "person__protection")
    asked = [asking(cases.standings, actor, persons)]
    (told,) = yield from merged(asked, also=(carried, found))
    coordinators, today = dict(carried), clock.today()
    return [
        CaseStanding(
            pk,
            opened_on,
            protection != Protection.NONE,
            coordinators.get(pk),
            told[person_id],
            rules.stands_still(told[person_id], today),
        )
        for pk, person_id, opened_on, protection in found
        if person_id in told
    ]


def keys(actor: Actor, wanted: CaseFilter) -> list[int] | QuerySet[Case, int]:
    """The keys of the unit's open cases that pass every filter that is set, by name.

    A phase, or standing still, is found by asking of every case; without them the database does.
    """
    rows = cases.unit_cases(actor)
    if wanted.coordinator:
        held = Assignment.objects.filter(case=OuterRef("pk"), ends_on__isnull=True)
        if wanted.coordinator == "nobody":
            rows = rows.filter(~Exists(held))
        else:
            rows = rows.filter(Exists(held.filter(account__public_id=wanted.coordinator)))
    if not (wanted.phase or wanted.still):
        return rows.values_list("pk", flat=True)
    stands = standings(actor, rows, cases.persons_of_unit(actor))
    return [one.case_id for one in stands if _keeps(wanted, one)]


def _keeps(wanted: CaseFilter, one: CaseStanding) -> bool:
    if wanted.phase and (one.phase is None or wanted.phase != str(one.phase.value)):
        return False
    return one.stands_still if wanted.still else True


def lines(actor: Actor, case_ids: Iterable[int]) -> list[CaseLine]:
    """The open cases of the unit with these keys, in this order."""
    wanted = list(case_ids)
    rows = cases.with_coordinators(cases.unit_cases(actor).filter(pk__in=wanted))
    found = {case.pk: case for case in rows}
    persons = [case.person for case in found.values()]
    told, _told = answer(
        both(
            asking(cases.standings, actor, [person.pk for person in persons]),
            asking(listing.tell_parts, persons, by=actor),
        )
    )
    shown = [found[pk] for pk in wanted if pk in found]
    return [_line(case, told[case.person_id]) for case in shown if case.person_id in told]


def _line(case: Case, standing: Standing) -> CaseLine:
    assignment = case.coordinator
    account = assignment.account if assignment else None
    return CaseLine(case, account, _stands(case, account, standing))


def _stands(case: Case, account: Account | None, standing: Standing) -> CaseStanding:
    return CaseStanding(
        case.pk,
        case.opened_on,
        case.person.is_protected,
        account.pk if account else None,
        standing,
        rules.stands_still(standing),
    )


def longest_still(stands: list[CaseStanding], most: int) -> list[CaseStanding]:
    """Those that have stood still longest."""
    still = [one for one in stands if one.stands_still]
    return nsmallest(most, still, key=lambda one: one.still_since)


@asks
def lines_of(
    actor: Actor, stands: list[CaseStanding], accounts: dict[int, Account]
) -> Asking[dict[int, CaseLine]]:
    """By key, those of these cases that are open still, with their coordinators among the accounts.

    What a list may show beside the names is to be told by whoever shows them (`tell_parts`).
    """
    wanted = {one.case_id: one for one in stands}
    rows = cases.unit_cases(actor).filter(pk__in=wanted)
    yield (rows,)
    return {
        case.pk: CaseLine(case, accounts.get(wanted[case.pk].coordinator_id or 0), wanted[case.pk])
        for case in rows
    }


def carriers(actor: Actor) -> list[Account]:
    """Everybody who could carry cases in the unit, and who carries one that the actor may list."""
    could = working_in(actor.unit_id, rules.MEETING_PEOPLE).order_by().values("pk")
    listed = cases.unit_cases(actor).order_by().values("pk")
    carrying = Assignment.objects.filter(ends_on__isnull=True, case__in=listed).order_by()
    rows = Account.objects.filter(tenant_id=actor.tenant_id or 0)
    found = rows.filter(Q(pk__in=carrying.values("account")) | Q(pk__in=could))
    return list(found.order_by("name", "pk"))


def could_carry(actor: Actor) -> QuerySet[Account]:
    """Everybody who meets people in the unit; on a page that is read they are asked for once."""
    rows = working_in(actor.unit_id, rules.MEETING_PEOPLE)
    return once(("could carry", actor.unit_id), lambda: rows)


@asks
def caseloads(actor: Actor, stands: list[CaseStanding]) -> Asking[list[Caseload]]:
    """Everybody who could carry cases in the unit, the heaviest first; share is of the heaviest."""
    could = could_carry(actor)
    carrying = {one.coordinator_id for one in stands if one.coordinator_id is not None}
    yield (could,)
    accounts = {account.pk: account for account in could}
    others = Account.objects.filter(pk__in=carrying - accounts.keys())
    yield (others,)
    accounts |= {account.pk: account for account in others}
    carried: dict[int, list[CaseStanding]] = {pk: [] for pk in accounts}
    for one in stands:
        if one.coordinator_id is not None:
            carried[one.coordinator_id].append(one)
    sums = {pk: sum(rules.weight(one.standing) for one in own) for pk, own in carried.items()}
    heaviest = max(sums.values(), default=0) or 1
    return [
        Caseload(
            account=accounts[pk],
            cases=len(carried[pk]),
            weight=sums[pk],
            still=sum(one.stands_still for one in carried[pk]),
            share=sums[pk] / heaviest,
        )
        for pk in sorted(sums, key=lambda pk: (-sums[pk], accounts[pk].name))
    ]
