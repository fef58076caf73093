"""What allocation at a cost is asked: who may have which place, and what each pair costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.facts import Ints

UNPLACED = -1
"""Stands for the place of somebody who has none."""


@dataclass(frozen=True)
class Candidates:
    """Pairs of a person and a place, each pair at most once.

    People and places are numbered from 0, and the lower number goes first where costs tie.
    """

    people: int
    seats: Ints
    """(places,) at least 0."""
    person: Ints
    """(pairs,)"""
    place: Ints
    """(pairs,)"""
    cost: Ints
    """(pairs,) of either sign."""

    @property
    def places(self) -> int:
        """How many places there are, with or without seats."""
        return len(self.seats)

    def only(self, kept: NDArray[np.bool_]) -> Candidates:
        """The same people and seats with some of the pairs."""
        return replace(self, person=self.person[kept], place=self.place[kept], cost=self.cost[kept])

    def in_widest_units(self) -> Candidates:
        """The same with costs divided by what all of them can be divided by."""
        return replace(self, cost=self.cost // max(1, int(np.gcd.reduce(self.cost, initial=0))))

    def costs_of(self, allocated: Ints) -> Ints:
        """What each person costs, 0 for the unplaced; `allocated` is (people,) of places."""
        costs = np.zeros(self.people, np.int64)
        taken = self.place == allocated[self.person]
        costs[self.person[taken]] = self.cost[taken]
        return costs
