"""Matching in bulk: every person's best fitting places, on all processors, exact and repeatable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import local

import numpy as np

from stegvis.engine.best import Best
from stegvis.engine.compiled import Numbers, Rows
from stegvis.engine.directory import Directory, lay_out
from stegvis.engine.facts import Floats, Ints, Opportunities, Seekers
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights
from stegvis.engine.search import search
from stegvis.engine.sheet import People, Sheet

GROUP = 256
"""Alike persons searched together: what they read is then in the processor's cache."""


@dataclass(frozen=True)
class Fitting:
    """The places that fit n persons best, k wide."""

    rows: Ints
    """(n, k) rows of the table of places, best first, -1 where the list ends."""
    scores: Floats
    """(n, k) points; NaN where the list ends."""


class Matcher:
    """Places laid out once, and asked for as many persons as wanted."""

    def __init__(self, places: Opportunities, relations: Relations, weights: Weights) -> None:
        """FactsError for an occupation that the relations don't cover."""
        relations.check_covers("occupation", places.occupation)
        self.relations = relations
        self.numbers = Numbers.of(weights)
        self.directory: Directory = lay_out(places, len(relations), weights)
        self._related = Rows.of(relations.close)
        self._mine = local()

    def fitting(
        self,
        seekers: Seekers,
        *,
        k: int,
        workers: int | None = None,
        done: Callable[[int], object] = lambda _: None,
    ) -> Fitting:
        """Each person's k best fitting places: no limit broken, by score, then by the lower id.

        The answer doesn't depend on the number of workers, all processors unless said. `done` is
        told how many persons each finished group had. ValueError for a k below 1.
        """
        if k < 1:
            raise ValueError("k is at least 1")
        for name in ("occupations", "wishes", "no_gos"):
            self.relations.check_covers(name, getattr(seekers, name).codes)
        people, best = People.of(seekers), Best.empty(len(seekers), k)

        def look(group: Ints) -> int:
            search(group, people, self.directory, self._related, self.numbers, self._sheet(), best)
            return len(group)

        for count in each(look, _neighbours(seekers), workers):
            done(count)
        found = best.positions >= 0
        rows = np.append(self.directory.rows, -1)[best.positions]
        return Fitting(rows, np.where(found, best.scores, np.nan))

    def _sheet(self) -> Sheet:
        """This thread's own."""
        if not hasattr(self._mine, "sheet"):
            self._mine.sheet = Sheet.at(self.directory, self.relations)
        sheet: Sheet = self._mine.sheet
        return sheet


def each(look: Callable[[Ints], int], groups: list[Ints], workers: int | None) -> Iterator[int]:
    """What each group gave, in order, on so many processors or on all.

    Without threads where there is nothing to share out.
    """
    workers = workers or os.cpu_count() or 1
    if min(workers, len(groups)) < 2:
        yield from map(look, groups)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(look, groups)


def _neighbours(seekers: Seekers) -> list[Ints]:
    """Rows of persons in groups with the same occupation that live near each other."""
    latitude = np.round(np.nan_to_num(seekers.latitude, nan=99))
    occupations = seekers.occupations
    some, first = occupations.sizes > 0, np.full(len(seekers), -1)
    first[some] = occupations.codes[occupations.offsets[:-1][some]]
    order = np.lexsort((seekers.longitude, first, latitude))
    return [order[at : at + GROUP] for at in range(0, len(order), GROUP)]
