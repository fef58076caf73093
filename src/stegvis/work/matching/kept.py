"""The open places of a tenant as the engine takes them, kept between requests.

Reading 100,000 places and putting them in numbers takes seconds, ranking them a fraction of one.
So they stay in the memory of the process, and each reading asks for the tenant's edition of its
places: when that is another, the places changed since are read anew. What depends on the day (which
places can still be sought, and that a first day which has passed means today) follows the day.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock

import numpy as np
from django.db.models import QuerySet

from stegvis.core import clock, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.engine.comparison import PlaceIndex
from stegvis.engine.facts import UNKNOWN, Ints, Opportunities
from stegvis.engine.ranking import Flags
from stegvis.work.matching import facts
from stegvis.work.matching.compiling import Names, place_table
from stegvis.work.opportunities import queries as opportunities
from stegvis.work.opportunities.models import Opportunity

BATCH = 2_000
MOST_PLACES = 300_000
"""Places kept in a process, of all tenants together: about 220 MB at most. Beyond it the tenants
that were asked for longest ago are forgotten, and read again when somebody asks."""


@dataclass(frozen=True)
class Compiled:
    """The places that can be sought on a day, as they were at an edition of the tenant's."""

    lineage: str
    number: int
    country: str
    day: date
    names: Names
    table: Opportunities
    """`starts` is the day the place says, also one that has passed."""
    last_days: Ints
    """(m,) the last day each can be sought, days since 1970-01-01; -1 without one."""

    @classmethod
    def nothing(cls, lineage: str, country: str) -> Compiled:
        """Before any place is read."""
        names, none = Names.of([]), np.array([], np.int64)
        return cls(lineage, 0, country, clock.today(), names, place_table([], names), none)

    @cached_property
    def index(self) -> PlaceIndex:
        """The places as they count on the day, laid out for ranking."""
        today, said = facts.days(self.day), self.table.starts
        starts = np.where(said == UNKNOWN, UNKNOWN, np.maximum(said, today))
        return PlaceIndex(replace(self.table, starts=starts))

    def until(self, day: date) -> Compiled:
        """The same on a later day: without the places that have lapsed."""
        last = facts.days(day)
        return self._only((self.last_days == UNKNOWN) | (self.last_days >= last), day)

    def with_rows(self, rows: QuerySet[Opportunity], number: int) -> Compiled:
        """With these places as they are now, at a later edition."""
        found = self
        for batch in _batches(rows):
            found = found.with_batch(batch)
        return replace(found, number=number)

    def with_batch(self, batch: list[Opportunity]) -> Compiled:
        """With these places as they are now; one that can't be sought is only left out."""
        stays = self._only(~np.isin(self.table.ids, [row.pk for row in batch]), self.day)
        rows = [row for row in batch if row.is_open]
        if not rows:
            return stays
        places = [_unbent(row, self.country) for row in rows]
        names = stays.names.with_places(places)
        return replace(
            stays,
            names=names,
            table=Opportunities.joined([stays.table, place_table(places, names)]),
            last_days=np.concatenate([stays.last_days, _last_days(rows)]),
        )

    def _only(self, stays: Flags, day: date) -> Compiled:
        if stays.all():
            return replace(self, day=day)
        rows = np.flatnonzero(stays)
        return replace(self, day=day, table=self.table.take(rows), last_days=self.last_days[rows])


def _batches(rows: QuerySet[Opportunity]) -> Iterator[list[Opportunity]]:
    """A few thousand at a time, in the order of their numbers, with what is needed and no more."""
    needed = rows.order_by("pk").only(*facts.READ, "removed_on", "deadline", "ends_on")
    last = 0
    while batch := list(needed.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _unbent(row: Opportunity, country: str) -> facts.PlaceFacts:
    """The facts with the first day that the place says, also one that has passed."""
    starts = facts.days(row.starts_on) if row.starts_on else None
    return replace(facts.of_place(row, country=country), starts=starts)


def _last_days(rows: list[Opportunity]) -> Ints:
    ends = [row.last_day for row in rows]
    return np.array([UNKNOWN if day is None else facts.days(day) for day in ends], np.int64)


class Memory:
    """What a process keeps, by tenant. Nothing in it is ever changed, only replaced."""

    def __init__(self, most: int = MOST_PLACES) -> None:
        self.most = most
        self._kept: OrderedDict[int, Compiled] = OrderedDict()
        self._lock = Lock()
        self._turns: defaultdict[int, Lock] = defaultdict(Lock)

    def __len__(self) -> int:
        """How many places it keeps."""
        return sum(len(one.table) for one in self._kept.values())

    def open_places(self, by: Actor, country: str) -> Compiled:
        """The places the actor may read that can be sought today, as they are now.

        Who doesn't read every place of the tenant, or has changed one in this transaction, gets
        them read and compiled for this once.
        """
        if not opportunities.reads_everything(by):
            return _brought_up(None, by, country)
        tenant = tenancy.required_tenant_id()
        with self._lock:
            turn = self._turns[tenant]
        with turn:
            now = _brought_up(self._kept.get(tenant), by, country)
            self._keep(tenant, now)
        return now

    def _keep(self, tenant: int, places: Compiled) -> None:
        with self._lock:
            self._kept[tenant] = places
            self._kept.move_to_end(tenant)
            while len(self) > self.most and self._kept:
                self._kept.popitem(last=False)


MEMORY = Memory()


def _brought_up(before: Compiled | None, by: Actor, country: str) -> Compiled:
    """What was kept, brought up to today and the edition of now; or everything read anew."""
    lineage, number = opportunities.edition(by)
    kept = before
    if kept is None or not _goes_on(kept, lineage, number, country):
        places = Compiled.nothing(lineage, country)
        return places.with_rows(opportunities.open_places(by), number)
    if kept.day != clock.today():
        kept = kept.until(clock.today())
    if kept.number != number:
        kept = kept.with_rows(opportunities.changed_since(kept.number, by), number)
    return kept


def _goes_on(kept: Compiled, lineage: str, number: int, country: str) -> bool:
    same = (kept.lineage, kept.country) == (lineage, country)
    return same and kept.number <= number and kept.day <= clock.today()
