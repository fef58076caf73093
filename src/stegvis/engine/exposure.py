"""Exposure control: lists that show no place far more often than others, at a price told.

First a quota: so many lines of a list, at most, for *boundless* places, those without a point,
which everybody reaches. Then a price per place, in points, that is taken off in the order alone:
the score and its terms stay what they are, and the price is named beside them. See `auction`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.auction import Auction, fill, hold
from stegvis.engine.facts import Floats, Ints, Opportunities, Seekers
from stegvis.engine.matching import Fitting, Matcher
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights

STEP = 0.5
"""Points by which a bid rises at least, and a line's score may lie below the best possible."""
NEAR, BOUNDLESS = 3, 1
"""Candidates for each line, with a point and without."""
AT_A_TIME = 20_000
"""Persons whose candidates are sought together: what is wide is then short."""


@dataclass(frozen=True)
class Candidates:
    """More of what fits n persons than their lists of k have room for, w wide."""

    rows: NDArray[np.int32]
    """(n, w) rows of the table of places, by score, then by the lower id; -1 where they end."""
    scores: Floats
    """(n, w) points; -inf where they end."""
    boundless: NDArray[np.bool_]
    """(m,) the places without a point."""
    k: int

    def plain(self) -> Fitting:
        """The lists that spreading starts from: the first k."""
        return Fitting(self.rows[:, : self.k].astype(np.int64), _ended(self.scores[:, : self.k]))


@dataclass(frozen=True)
class Spread:
    """Lists of n persons in which places are spread, and what that took."""

    lists: Fitting
    """By score minus price."""
    prices: Floats
    """(m,) points taken off in the order, never in the score."""
    limit: int
    """Lists that a place should be in at most: goal × the mean of the plain lists."""
    beyond: int
    """Lines given over the limit, since the list would have been shorter without them."""


def candidates(
    seekers: Seekers,
    places: Opportunities,
    relations: Relations,
    weights: Weights,
    *,
    k: int,
    workers: int | None = None,
    done: Callable[[int], object] = lambda _: None,
) -> Candidates:
    """What fits each person best: `NEAR` × k places with a point, `BOUNDLESS` × k without.

    Sought apart, so that those that are everywhere don't fill the room of the others. `done` is
    told how many persons each finished part had.
    """
    boundless = np.isnan(places.latitude)
    sides = []
    for chosen, width in ((~boundless, NEAR * k), (boundless, BOUNDLESS * k)):
        rows = np.flatnonzero(chosen)
        sides.append((np.append(rows, -1), Matcher(places.take(rows), relations, weights), width))
    width = sum(side[2] for side in sides)
    found = np.full((len(seekers), width), -1, np.int32)
    scores = np.full((len(seekers), width), -np.inf)
    ids = np.append(places.ids, 0)
    for first in range(0, len(seekers), AT_A_TIME):
        part = np.arange(first, min(first + AT_A_TIME, len(seekers)))
        some = seekers.take(part)
        sought = [
            (rows, matcher.fitting(some, k=wide, workers=workers)) for rows, matcher, wide in sides
        ]
        here = np.concatenate([rows[fitting.rows] for rows, fitting in sought], axis=1)
        points = np.concatenate([fitting.scores for _, fitting in sought], axis=1)
        points = np.nan_to_num(points, nan=-np.inf)
        order = np.lexsort((ids[here], -points), axis=1)
        found[part] = np.take_along_axis(here, order, 1)
        scores[part] = np.take_along_axis(points, order, 1)
        done(len(part))
    return Candidates(found, scores, boundless, k)


def spread(
    among: Candidates, *, quota: int, goal: float, short_lists: bool = False, step: float = STEP
) -> Spread:
    """Lists of k in which a place is in at most goal × as many as the mean of the plain lists.

    Of all such lists those with the greatest sum of scores, to `step` points a line. At most
    `quota` lines are boundless, or more where the person has too few others. A list is never
    shorter than the plain one: where all that fits somebody is shown enough already, the places
    shown least are given beyond the limit, unless `short_lists` may be.
    ValueError for a quota below 0, a goal below 1 or a step that isn't positive.
    """
    if quota < 0 or goal < 1 or step <= 0:
        raise ValueError("a quota is at least 0, a goal at least 1, a step more than 0")
    rows, m = among.rows, len(among.boundless)
    found = rows >= 0
    wanted = np.minimum(among.k, found.sum(axis=1))
    limit = max(1, int(goal * wanted.sum() / m)) if m else 1
    auction = _opened(among, wanted, quota, limit)
    hold(auction, step)
    given = 0 if short_lists else int(fill(auction))
    return Spread(_held(among, auction), auction.prices, limit, given)


def _opened(among: Candidates, wanted: Ints, quota: int, limit: int) -> Auction:
    """The auction before the first bid."""
    (n, _), m = among.rows.shape, len(among.boundless)
    found = among.rows >= 0
    near = (found & ~np.append(among.boundless, False)[among.rows]).sum(axis=1)
    sought = np.bincount(among.rows[found], minlength=m)
    room = np.where(sought > limit, limit, 0)
    return Auction(
        rows=among.rows,
        scores=among.scores,
        boundless=among.boundless.astype(np.uint8),
        quota=np.maximum(quota, wanted - near),
        room=room,
        starts=np.cumsum(room) - room,
        bids=np.zeros(room.sum()),
        bidders=np.zeros(room.sum(), np.int64),
        shown=np.zeros(m, np.int64),
        prices=np.zeros(m),
        held=np.zeros(among.rows.shape, np.uint8),
        open=wanted.copy(),
        queue=np.arange(n),
        queued=np.ones(n, np.uint8),
    )


def _held(among: Candidates, auction: Auction) -> Fitting:
    """What is held, by score minus price, then as candidates stand."""
    n, k = len(among.rows), among.k
    rows, scores = np.full((n, k), -1, np.int64), np.full((n, k), np.nan)
    prices = np.append(auction.prices, 0.0)
    for first in range(0, n, AT_A_TIME):
        part = slice(first, first + AT_A_TIME)
        here, held = among.rows[part], auction.held[part] == 1
        worth = np.where(held, among.scores[part] - prices[here], -np.inf)
        order = np.argsort(-worth, axis=1, kind="stable")[:, :k]
        kept = np.take_along_axis(held, order, 1)
        wide = kept.shape[1]
        rows[part, :wide] = np.where(kept, np.take_along_axis(here, order, 1), -1)
        points = np.take_along_axis(among.scores[part], order, 1)
        scores[part, :wide] = np.where(kept, points, np.nan)
    return Fitting(rows, scores)


def _ended(scores: Floats) -> Floats:
    return np.where(np.isneginf(scores), np.nan, scores)
