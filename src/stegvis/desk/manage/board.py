"""One page for the board: figures of the unit with their definitions, days and population.

It leaves the unit, so small groups are protected (`few`), and no person is on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any, cast

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.queries import counting
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asking, asks, merged
from stegvis.desk.manage import caseloads, few, flow_picture, outcomes
from stegvis.desk.manage.flow import MONTHS, Flow, Span, by_group, first_day, flow, spans
from stegvis.desk.manage.outcomes import FollowedUp, Group
from stegvis.desk.manage.pace import Pace, Paces, paces

SIZES = (1, 3, 6, 12)
"""Months that the picture puts together, the finest first."""


@dataclass(frozen=True)
class Drawn:
    """The flow as finely as it may be told: the spans, and how the reasons are put together."""

    spans: list[Span]
    way: few.Way

    @property
    def is_by_month(self) -> bool:
        """Whether each span is one month."""
        return len(self.spans) == MONTHS

    @property
    def picture(self) -> flow_picture.Picture:
        """The spans as bars and a line."""
        return flow_picture.draw(self.spans, self.way)

    @property
    def table(self) -> list[tuple[Span, list[int]]]:
        """Each span with how many left for each part of the way."""
        groups = [by_group(span.left) for span in self.spans]
        counts = [few.together(row, self.way) for row in groups]
        return list(zip(self.spans, counts, strict=True))

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The colour of each part, and what it is in words."""
        return [(flow_picture.tone(parts), outcomes.words(parts)) for parts in self.way]


@dataclass(frozen=True)
class Board:
    """Everything on the page; None is a figure of too few persons to be told."""

    first: date
    came: int | None
    left: int | None
    under_way: int | None
    drawn: Drawn | None
    groups: list[Group]
    paces: Paces
    follow_ups: list[FollowedUp]
    waiting: int | None
    median_wait: int | None
    still: int | None
    coordinators: int
    weight: float | None
    """Mean weight of a coordinator; None where it would tell of fewer than the smallest group."""

    @property
    def headline(self) -> Group | None:
        """Those who left to work or studies, or to work where only that may be told."""
        return outcomes.headline(self.groups)

    @property
    def outcome_bar(self) -> list[flow_picture.Share]:
        """Those who left as one bar, by the groups of their reasons."""
        return flow_picture.shares([(one.parts, one.count) for one in self.groups])


@asks
def board(actor: Actor) -> Asking[Board]:
    """The unit's figures today and of the last twelve months."""
    queue, unit = cases.queue(actor), cases.unit_cases(actor)
    asked = [
        asking(flow, actor),
        asking(caseloads.standings, actor, unit, cases.persons_of_unit(actor)),
        asking(counting.follow_ups, actor),
        asking(paces, actor, first_day()),
    ]
    year, stands, followed_up, pace = yield from merged(
        cast("list[Asking[Any]]", asked), also=[queue, caseloads.could_carry(actor)]
    )
    every_load = yield from asking(caseloads.caseloads, actor, stands)
    waits = [row.days_waiting for row in queue]
    loads = [load for load in every_load if load.cases]
    total = sum(load.weight for load in loads)
    follow_ups = followed_up.rounds
    came, pace = counts_told(year, pace)
    return Board(
        first=year.months[0].first,
        came=came,
        left=_or_few(year.gone),
        under_way=_or_few(year.under_way),
        drawn=drawn(year),
        groups=outcomes.groups(year.left),
        paces=pace,
        follow_ups=[one for row in follow_ups if (one := outcomes.followed_up(row)) is not None],
        waiting=_or_few(len(waits)),
        median_wait=round(median(waits)) if len(waits) >= few.FEWEST else None,
        still=few.part(sum(one.stands_still for one in stands), len(stands)),
        coordinators=len(loads),
        weight=total / len(loads) if loads and len(stands) >= few.FEWEST else None,
    )


def _or_few(count: int) -> int | None:
    return None if few.is_few(count) else count


def counts_told(year: Flow, found: Paces) -> tuple[int | None, Paces]:
    """How many came, and the paces: without each count from which one of few would follow.

    Those who are here and have left, less those who came, are those who were here before; those
    who came, less those whom the unit was to meet, are those whom it knew. How many were taken
    from the queue is told where as many were to be met: else some came by no referral.
    """
    told = [year.under_way + year.gone]
    if not year.before:  # Everybody came in the year: less those here they are those who left.
        told += [year.under_way, year.gone]
    came = None
    if not few.is_few(year.came) and few.may_stand_together([*told, year.came]):
        came = year.came
        told.append(came)
    met = found.met.base if found.met else None
    if met is not None and not few.may_stand_together([*told, met]):
        met = None
    return came, Paces(
        taken=_told_of(found.taken, met),
        met=_told_of(found.met, met),
        begun=_told_of(found.begun, met),
    )


def _told_of(one: Pace | None, base: int | None) -> Pace | None:
    """A pace with its counts where they are of a base that may be told."""
    return one if one is None or one.base == base else replace(one, base=None, come=None)


def drawn(year: Flow) -> Drawn | None:
    """As finely as no figure in it is of few, by months and by reasons: reasons first, down to half
    a year. None where the year itself is of few."""
    told = outcomes.way(year.left)
    if told is None or few.is_few(year.before):
        return None
    ways = [way for way in outcomes.WAYS if few.is_coarser(way, told)]
    by_reason = [(size, way) for size in SIZES[:-1] for way in ways[:-1]]
    tries = [*by_reason, *((size, ways[-1]) for size in SIZES)]
    return next((found for one in tries if (found := _drawn(year, *one)) is not None), None)


def _drawn(year: Flow, size: int, way: few.Way) -> Drawn | None:
    """At one size and in one way, if it may be told."""
    parts = spans(year.months, size)
    stocks = [count for span in parts for count in (span.came, span.under_way)]
    exits = [count for span in parts for count in few.together(by_group(span.left), way)]
    return Drawn(parts, way) if few.may_all_be_told([*stocks, *exits]) else None
