"""One page for the board: figures of the unit with their definitions, days and population.

It leaves the unit, so small groups are protected (`few`), and no person is on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from stegvis.casework.cases import queries as cases
from stegvis.core.audit.actor import Actor
from stegvis.desk.manage import caseloads, few
from stegvis.desk.manage.flow import Flow, by_reason, flow

MONTHS_IN_PART = 3


@dataclass(frozen=True)
class Part:
    """Three months: who came, who left, who was under way at the end. None is hidden."""

    first: date
    last: date
    came: int | None
    left: int | None
    under_way: int | None


@dataclass(frozen=True)
class Board:
    """Everything on the page; None is a figure of too few persons to be shown."""

    flow: Flow
    came: int | None
    left: int | None
    under_way: int | None
    parts: list[Part]
    reasons: list[tuple[str, int | None]]
    waiting: int | None
    median_wait: int | None
    still: int | None
    coordinators: int
    weight: float | None
    """Mean weight of a coordinator; None where it would tell of fewer than the smallest group."""


def board(actor: Actor) -> Board:
    """The unit's figures today and of the last twelve months."""
    year, stands = (
        flow(actor),
        caseloads.standings(actor, cases.unit_cases(actor), cases.persons_of_unit(actor)),
    )
    waits = [row.days_waiting for row in cases.queue(actor)]
    loads = [load for load in caseloads.caseloads(actor, stands) if load.cases]
    total = sum(load.weight for load in loads)
    return Board(
        flow=year,
        came=_or_hidden(year.came),
        left=_or_hidden(year.gone),
        under_way=_or_hidden(year.under_way),
        parts=_parts(year),
        reasons=_reasons(year),
        waiting=_or_hidden(len(waits)),
        median_wait=round(median(waits)) if len(waits) >= few.FEWEST else None,
        still=_or_hidden(sum(one.stands_still for one in stands)),
        coordinators=len(loads),
        weight=total / len(loads) if loads and len(stands) >= few.FEWEST else None,
    )


def _or_hidden(count: int) -> int | None:
    return None if few.is_few(count) else count


def _parts(year: Flow) -> list[Part]:
    chunks = [
        year.months[at : at + MONTHS_IN_PART] for at in range(0, len(year.months), MONTHS_IN_PART)
    ]
    came = [sum(month.came for month in chunk) for chunk in chunks]
    left = [sum(month.gone for month in chunk) for chunk in chunks]
    places = few.hidden(came, left)
    return [
        Part(chunk[0].first, chunk[-1].last, came_in, gone, _or_hidden(chunk[-1].under_way))
        for chunk, came_in, gone in zip(
            chunks, few.shown(came, places), few.shown(left, places), strict=True
        )
    ]


def _reasons(year: Flow) -> list[tuple[str, int | None]]:
    found = by_reason(year.left)
    counts = [count for _reason, count in found]
    shown = few.shown(counts, few.hidden(counts))
    return [(reason, count) for (reason, _n), count in zip(found, shown, strict=True)]
