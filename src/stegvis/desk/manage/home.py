"""The unit's page, read in a few statements: what its parts wait for is asked side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page, Paginator

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import disposal, listing, unattended
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit
from stegvis.core.together import Asking, asking, asks, counted, how_many, merged
from stegvis.desk.manage import caseloads, fair_split, flow, log, queries
from stegvis.desk.manage.caseloads import CaseLine, Caseload, CaseStanding
from stegvis.desk.manage.fair_split import Move

STILL_SHOWN = 8
QUEUE_SHOWN = 10
HAND_OVER_SHOWN = 20
DUE_SHOWN = 20


@dataclass(frozen=True)
class Home:
    """The unit today: who waits, who carries how much, who stands still, what is to be reviewed."""

    unit: Unit
    cases: int
    queue: list[Referral]
    waiting: int
    loads: list[Caseload]
    moves: list[Move]
    year: flow.Flow
    to_hand_over: Page[Case]
    still: list[CaseLine]
    still_count: int
    openings: list[queries.UrgentOpening]
    months: list[queries.MonthToSign]
    due: list[Person]
    due_count: int
    unattended: list[unattended.Unattended]
    many_numbers: list[log.ManyNumbers]


@asks
def home(actor: Actor, *, page: str | None) -> Asking[Home]:
    """Everything on the page; `page` is which of the cases to hand over, as the address says."""
    left, queue, due = cases.to_hand_over(actor), cases.queue(actor), disposal.due(actor)
    unit, first, due_first = (
        Unit.objects.filter(pk=actor.unit_id or 0),
        queue[:QUEUE_SHOWN],
        due[:DUE_SHOWN],
    )
    numbers = [counted(rows) for rows in (left, queue, due)]
    stands, year, takers, openings, months, shut, many = yield from _all(
        [
            asking(
                caseloads.standings, actor, cases.unit_cases(actor), cases.persons_of_unit(actor)
            ),
            asking(flow.flow, actor),
            asking(fair_split.takers_in, actor),
            asking(queries.urgent_openings, actor),
            asking(queries.months_to_sign, actor),
            asking(unattended.to_attend, actor),
            asking(log.many_numbers, by=actor),
        ],
        also=[unit, first, due_first, *numbers, caseloads.could_carry(actor)],
    )
    hand_over = _page_of(left, how_many(numbers[0]), page)
    loads, _read = yield from _all(
        [asking(caseloads.caseloads, actor, stands), _reading(hand_over.object_list)]
    )
    lines, moves = yield from _lines(actor, stands, loads, takers)
    shown = [*(row.person for row in first), *(case.person for case in hand_over)]
    yield from asking(listing.tell_parts, [*shown, *(one.case.person for one in lines)], by=actor)
    return Home(
        unit=unit[0],
        cases=len(stands),
        queue=list(first),
        waiting=how_many(numbers[1]),
        loads=loads,
        moves=moves,
        year=year,
        to_hand_over=hand_over,
        still=lines,
        still_count=sum(one.stands_still for one in stands),
        openings=openings,
        months=months,
        due=list(due_first),
        due_count=how_many(numbers[2]),
        unattended=shut,
        many_numbers=many,
    )


def _all(questions: list[Any], *, also: list[Any] | None = None) -> Asking[list[Any]]:
    """Questions of different kinds, side by side."""
    found = yield from merged(cast("list[Asking[Any]]", questions), also=also or [])
    return found


def _reading(rows: Any) -> Asking[None]:
    yield (rows,)


def _page_of(rows: Any, count: int, page: str | None) -> Page[Case]:
    """A page of rows that are counted already."""
    pages = Paginator(rows, HAND_OVER_SHOWN)
    pages.__dict__["count"] = count
    return pages.get_page(page)


def _lines(
    actor: Actor, stands: list[CaseStanding], loads: list[Caseload], takers: list[int]
) -> Asking[tuple[list[CaseLine], list[Move]]]:
    """Those that have stood still longest, and the moves of a fairer split."""
    still = caseloads.longest_still(stands, STILL_SHOWN)
    chosen = fair_split.steps(stands, loads, takers)
    accounts = {load.account.pk: load.account for load in loads}
    wanted = [*still, *(one.stands for one in chosen)]
    found = yield from asking(caseloads.lines_of, actor, wanted, accounts)
    lines = [found[one.case_id] for one in still if one.case_id in found]
    return lines, fair_split.moves_of(chosen, found, accounts)
