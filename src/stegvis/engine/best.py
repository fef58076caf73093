"""The best places of each person, as compiled code keeps them: sorted, and no more than wanted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stegvis.engine.compiler import compiled
from stegvis.engine.directory import Codes
from stegvis.engine.facts import Floats, Ints


class Best(NamedTuple):
    """Lists of n persons, k wide, the best first."""

    positions: Codes
    """(n, k) -1 where the list ends."""
    scores: Floats
    """(n, k) -inf where the list ends."""

    @classmethod
    def empty(cls, n: int, k: int) -> Best:
        """Nothing found yet."""
        return cls(np.full((n, k), -1, np.int32), np.full((n, k), -np.inf))


@compiled
def insert(place: int, points: float, ids: Ints, best: Best) -> bool:
    """Put a place in the only list, by score, then by the lower id; whether it got in."""
    positions, scores = best.positions[0], best.scores[0]
    at = len(scores)
    while at > 0 and (
        scores[at - 1] < points
        or (scores[at - 1] == points and ids[positions[at - 1]] > ids[place])
    ):
        at -= 1
    for later in range(len(scores) - 1, at, -1):
        positions[later], scores[later] = positions[later - 1], scores[later - 1]
    if at < len(scores):
        positions[at], scores[at] = place, points
    return at < len(scores)
