"""The best set of a few educations for one person: greedy, with what it guarantees.

Two things are counted differently. Places that one education of the set opens *alone* are covered
as in maximum coverage: taking the education that adds most, again and again, gives at least
1 − 1/e (63 %) of what any set of that size covers (Nemhauser, Wolsey and Fisher 1978). Places that
only open to several *together* add more the more of them one has; for such a sum no rule of thumb
has a guarantee. There the smallest sets that open a place are the candidates, and the one that adds
most for each of its educations is taken. In both sets one education is then exchanged for another
as long as that adds, and the better one is the answer. So it is worth at least 63 % of what any set
opens with one education for each place, and `at_most` tells how much better any set whatsoever
could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from stegvis.engine.doors.gaps import Gaps, covering, mendable
from stegvis.engine.facts import Ints, Lists

Chosen = tuple[int, ...]
AT_A_TIME = 512
"""Sets tried at a time, so that a block stays within tens of megabytes."""


@dataclass(frozen=True)
class BestSet:
    """A few educations and what they open together for one person."""

    educations: Chosen
    """Rows of the table of educations, in the order in which they were taken."""
    places: Ints
    """Rows of the table of places, ascending."""
    worth: int
    """In millionths."""
    at_most: int
    """No set of as many educations is worth more."""


def best_set(gaps: Gaps, mends: Lists, ids: Ints, share: Ints, *, most: int) -> BestSet:
    """A set of at most so many educations, whose places are worth as much as greed can find.

    ValueError for fewer than one.
    """
    if most < 1:
        raise ValueError("most is at least 1")
    left = mendable(gaps, covering(gaps, mends))
    puzzle = _Puzzle.of(left, covering(left, mends), ids, share, most)
    starts = (puzzle.greedy_alone(most), puzzle.greedy_together(most))
    found = max(map(puzzle.exchanged, starts), key=puzzle.worth)
    rows = tuple(int(puzzle.rows[one]) for one in found)
    covers = covering(left, mends)[list(rows)].sum(axis=0)
    mended = np.asarray(covers).reshape(-1) > 0
    lacking = np.bincount(left.asked.owners[~mended[left.asked.codes]], minlength=len(left.places))
    return BestSet(rows, left.places[lacking == 0], puzzle.worth(found), puzzle.bound(most))


@dataclass(frozen=True)
class _Puzzle:
    """Equal gaps put together, and of educations only those that no other one includes."""

    rows: Ints
    """(e,) the educations' rows, by id."""
    covers: Any
    """(e, l) bool, which lacks each mends."""
    gaps: list[Ints]
    """The lacks of each different gap."""
    worths: Ints
    """(g,) what the places with each gap are worth together."""
    ways: list[list[Chosen]]
    """The smallest sets that close each gap, each without a spare part."""

    @classmethod
    def of(cls, gaps: Gaps, covers: Any, ids: Ints, share: Ints, most: int) -> _Puzzle:
        """Gaps that so many educations can close."""
        used = np.flatnonzero(np.bincount(gaps.asked.codes, minlength=len(gaps.lacks)))
        order = np.argsort(ids, kind="stable")
        dense = covers[order][:, used].toarray() > 0
        kept = _not_included(dense)
        rows, dense = order[kept], dense[kept]
        position = np.zeros(len(gaps.lacks), np.int64)
        position[used] = np.arange(len(used))
        alike: dict[Chosen, int] = {}
        offsets, codes = gaps.asked.offsets, position[gaps.asked.codes]
        for at, place in enumerate(gaps.places.tolist()):
            gap = tuple(codes[offsets[at] : offsets[at + 1]].tolist())
            alike[gap] = alike.get(gap, 0) + int(share[place])
        ways = {gap: list(_ways(gap, dense, most)) for gap in alike}
        closed = [gap for gap in sorted(alike) if ways[gap]]
        return cls(
            rows=rows,
            covers=dense,
            gaps=[np.array(gap, np.int64) for gap in closed],
            worths=np.array([alike[gap] for gap in closed], np.int64),
            ways=[ways[gap] for gap in closed],
        )

    def worth(self, chosen: Chosen) -> int:
        """What a set opens."""
        return int(self._worths([chosen])[0]) if chosen else 0

    def greedy_alone(self, most: int) -> Chosen:
        """Maximum coverage of the places that one education opens alone."""
        alone = np.zeros((len(self.rows), len(self.gaps)), np.int64)
        for gap, ways in enumerate(self.ways):
            for way in ways:
                if len(way) == 1:
                    alone[way[0], gap] = 1
        left = self.worths.copy()
        chosen: list[int] = []
        while len(chosen) < most:
            gains = alone @ left
            if not gains.any():
                break
            chosen.append(int(np.argmax(gains)))
            left = left * (1 - alone[chosen[-1]])
        return tuple(chosen)

    def greedy_together(self, most: int) -> Chosen:
        """Of the smallest sets that close a gap, again and again the one that adds most for each
        of its educations; of equals the smaller, then the one with the lower ids."""
        every = sorted({way for ways in self.ways for way in ways})
        chosen: Chosen = ()
        while True:
            more = {tuple(sorted(set(way) - set(chosen))) for way in every}
            tried = sorted(one for one in more if 0 < len(one) <= most - len(chosen))
            if not tried:
                return chosen
            now = self.worth(chosen)
            gains = self._worths([(*chosen, *one) for one in tried]) - now
            best = max(
                range(len(tried)),
                key=lambda at: (Fraction(int(gains[at]), len(tried[at])), -len(tried[at]), -at),
            )
            if gains[best] == 0:
                return chosen
            chosen = (*chosen, *tried[best])

    def exchanged(self, chosen: Chosen) -> Chosen:
        """One exchanged for another, the best exchange first, until none adds anything."""
        while True:
            tried = [
                tuple(other if one == gone else one for one in chosen)
                for gone in chosen
                for other in range(len(self.rows))
                if other not in chosen
            ]
            worths = self._worths(tried)
            if not tried or worths.max() <= self.worth(chosen):
                return chosen
            chosen = tried[int(np.argmax(worths))]

    def bound(self, most: int) -> int:
        """No set of so many is worth more.

        A set that closes a gap includes one of the smallest sets that do, of n say, and each of
        those n answers for a nth of the gap. So an education answers for no more of each gap than
        in the smallest of its sets, and no set for more than the educations that answer for most.
        """
        parts = np.zeros(len(self.rows), np.int64)
        for worth, ways in zip(self.worths.tolist(), self.ways, strict=True):
            sizes: dict[int, int] = {}
            for way in sorted(ways, key=len, reverse=True):
                sizes |= dict.fromkeys(way, len(way))
            for one, size in sizes.items():
                parts[one] += -(-worth // size)
        return min(int(np.sort(parts)[::-1][:most].sum()), int(self.worths.sum()))

    def _worths(self, sets: list[Chosen]) -> Ints:
        """What each of many sets opens."""
        sizes = np.array([len(gap) for gap in self.gaps], np.int64)
        flat = np.concatenate([*self.gaps, np.zeros(0, np.int64)])
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])[:-1]
        found = []
        for first in range(0, len(sets), AT_A_TIME):
            part = sets[first : first + AT_A_TIME]
            mended = np.array([self.covers[list(one)].any(axis=0) for one in part])
            closed = np.logical_and.reduceat(mended[:, flat], starts, axis=1)
            found.append(closed @ self.worths)
        return np.concatenate(found) if found else np.zeros(0, np.int64)


def _not_included(covers: Any) -> Ints:
    """Rows that no other row includes; of equal ones the first, and none that is empty."""
    counts = covers.astype(np.int64)
    sizes = counts.sum(axis=1)
    common = counts @ counts.T
    inside = common == sizes[:, None]
    earlier = np.arange(len(sizes))[None, :] < np.arange(len(sizes))[:, None]
    beaten = inside & ((sizes[None, :] > sizes[:, None]) | ((common == sizes[None, :]) & earlier))
    return np.flatnonzero(~beaten.any(axis=1) & (sizes > 0))


def _ways(gap: Chosen, covers: Any, most: int) -> Iterator[Chosen]:
    """Every set of at most so many educations that closes a gap and of which none can be spared."""
    found: set[Chosen] = set()

    def grow(chosen: Chosen, lacking: tuple[int, ...]) -> None:
        if not lacking:
            found.add(tuple(sorted(chosen)))
        elif len(chosen) < most:
            for one in np.flatnonzero(covers[:, lacking[0]]).tolist():
                grow((*chosen, one), tuple(lack for lack in lacking if not covers[one, lack]))

    def closes(chosen: Chosen) -> bool:
        return bool(covers[list(chosen)][:, list(gap)].any(axis=0).all())

    grow((), gap)
    for one in sorted(found):
        if not any(closes(tuple(e for e in one if e != spare)) for spare in one):
            yield one
