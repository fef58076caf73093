"""Allocation at a cost: least in all, or the worst-off first."""

from __future__ import annotations

import numpy as np

from stegvis.engine.allocation.candidates import Candidates
from stegvis.engine.allocation.network import cheapest, most_placed
from stegvis.engine.allocation.ties import first_of_equals
from stegvis.engine.facts import Ints


def least_cost(candidates: Candidates) -> Ints:
    """Most people placed, then least total cost, then the first in order: (people,) of places.

    Nobody stays without a place because one is dear, and a cost may be negative. Of several
    allocations equally good the one is taken in which person 0 has the lowest place, any place
    before none; then person 1; and so on. CostsTooWideError as in `network`.
    """
    candidates = candidates.in_widest_units()
    return first_of_equals(candidates, cheapest(candidates))


def fair(candidates: Candidates) -> Ints:
    """Most people placed, then the dearest of their places as cheap as can be, then least cost.

    Ties and errors as in `least_cost`.
    """
    return least_cost(candidates.only(candidates.cost <= _least_worst(candidates)))


def _least_worst(candidates: Candidates) -> int:
    """The lowest cost up to which as many can be placed as with all pairs."""
    most, costs = most_placed(candidates), np.unique(candidates.cost)
    low, high = 0, len(costs) - 1
    while low < high:
        middle = (low + high) // 2
        if most_placed(candidates.only(candidates.cost <= costs[middle])) == most:
            high = middle
        else:
            low = middle + 1
    return int(costs[low]) if len(costs) else 0
