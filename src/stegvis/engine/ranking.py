"""Two lists per person, exact: what fits, and what is near. The rest is counted by limit.

Order: all demanded skills and training met before any lacking, then the score, then the lower id.
So the answer is unique, whatever order the facts come in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import limits
from stegvis.engine.comparison import PlaceIndex, blocks
from stegvis.engine.facts import Floats, Ints, Opportunities, Seekers
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights, total

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Ranking:
    """The answer for n persons. Lists hold row numbers of places, k wide, -1 where they end."""

    fits: Ints
    """(n, k) best first."""
    fits_score: Floats
    """(n, k) points; NaN where the list ends."""
    near: Ints
    """(n, k) best first."""
    near_score: Floats
    """(n, k)."""
    fits_count: Ints
    """(n,) how many places fit in all."""
    near_count: Ints
    """(n,) how many are near in all."""
    hidden_count: Ints
    """(n,) how many are hidden in all."""
    hidden_by: Ints
    """(n, hiding limits) how many each of `limits.HIDING` hides, perhaps with others."""
    hidden_only_by: Ints
    """(n, hiding limits) how many each hides alone: what relaxing that one would show."""


def rank(
    seekers: Seekers,
    places: Opportunities,
    relations: Relations,
    *,
    weights: Weights,
    k: int,
    relaxed: Collection[str] = (),
) -> Ranking:
    """Every person's k best fitting and k best near places; relaxed limits are passed over.

    ValueError for a k below 1; further errors as `judge`.
    """
    judged = judge(seekers, places, relations, weights=weights, relaxed=relaxed)
    return ranked(judged, len(seekers), places.ids, k=k)


def ranked(judged: Iterable[Judged], persons: int, ids: Ints, *, k: int) -> Ranking:
    """The lists of so many persons, from every pair already judged. `ids` are the places'.

    ValueError for a k below 1.
    """
    if k < 1:
        raise ValueError("k is at least 1")
    answer = _empty(persons, k)
    for block in judged:
        _count(answer, block)
        each = zip(range(block.rows.start, block.rows.stop), block.broken, block.score, strict=True)
        for row, mask, score in each:
            _fill(answer.fits[row], answer.fits_score[row], [mask == 0], score, ids)
            near = (mask != 0) & (mask & limits.HIDING_MASK == 0)
            lacking = mask & limits.MUSTS_MASK != 0
            tiers = [near & ~lacking, near & lacking]
            _fill(answer.near[row], answer.near_score[row], tiers, score, ids)
    return answer


@dataclass(frozen=True)
class Judged:
    """Every pair of a block of persons: arrays (persons, places)."""

    rows: slice
    """Which persons."""
    broken: Ints
    """The limits each pair breaks, as a mask (see `limits.broken`)."""
    score: Floats

    def among(self, places: Flags) -> Judged:
        """Only the pairs with these places."""
        return Judged(self.rows, self.broken[:, places], self.score[:, places])


def judge(
    seekers: Seekers,
    places: Opportunities | PlaceIndex,
    relations: Relations,
    *,
    weights: Weights,
    relaxed: Collection[str] = (),
) -> Iterator[Judged]:
    """Limits and score of every pair, a block of persons at a time.

    Places that are asked for again and again come as an index made once.
    ValueError for a relaxed code that is none of the hiding limits, FactsError for facts that
    can't be true.
    """
    fixed = set(relaxed) - {limit.code for limit in limits.HIDING}
    if fixed:
        raise ValueError(f"can't be relaxed: {sorted(fixed)}")
    passed_over = limits.mask_of(relaxed)
    index = PlaceIndex.of(places)
    place_columns = index.table.columns((1, -1))
    for rows, counts in blocks(seekers, index, relations):
        person_columns = seekers.take(np.arange(rows.start, rows.stop)).columns((-1, 1))
        yield Judged(
            rows=rows,
            broken=limits.broken(person_columns, place_columns, counts) & ~passed_over,
            score=total(person_columns, counts, weights),
        )


def _empty(n: int, k: int) -> Ranking:
    hiding = (n, len(limits.HIDING))
    return Ranking(
        fits=np.full((n, k), -1, np.int64),
        fits_score=np.full((n, k), np.nan),
        near=np.full((n, k), -1, np.int64),
        near_score=np.full((n, k), np.nan),
        fits_count=np.zeros(n, np.int64),
        near_count=np.zeros(n, np.int64),
        hidden_count=np.zeros(n, np.int64),
        hidden_by=np.zeros(hiding, np.int64),
        hidden_only_by=np.zeros(hiding, np.int64),
    )


def _count(answer: Ranking, block: Judged) -> None:
    rows, broken = block.rows, block.broken
    hidden = broken & limits.HIDING_MASK
    answer.hidden_count[rows] = (hidden != 0).sum(axis=1)
    answer.fits_count[rows] = (broken == 0).sum(axis=1)
    answer.near_count[rows] = ((broken != 0) & (hidden == 0)).sum(axis=1)
    for column, limit in enumerate(limits.HIDING):
        bit = limits.mask_of({limit.code})
        answer.hidden_by[rows, column] = (hidden & bit != 0).sum(axis=1)
        answer.hidden_only_by[rows, column] = (hidden == bit).sum(axis=1)


def _fill(places: Ints, points: Floats, tiers: list[Flags], score: Floats, ids: Ints) -> None:
    """Write the best of each tier after the other until the list is full."""
    filled = 0
    for tier in tiers:
        best = top(np.flatnonzero(tier), score, ids, len(places) - filled)
        places[filled : filled + len(best)] = best
        points[filled : filled + len(best)] = score[best]
        filled += len(best)


def top(candidates: Ints, score: Floats, ids: Ints, k: int) -> Ints:
    """The k candidates with the highest score, ties to the lower id. Exact."""
    if k <= 0:
        return candidates[:0]
    points = score[candidates]
    if len(candidates) > k:
        least = np.partition(points, len(points) - k)[len(points) - k]
        kept = points >= least
        candidates, points = candidates[kept], points[kept]
    return candidates[np.lexsort((ids[candidates], -points))[:k]]
