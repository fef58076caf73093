"""Allocation as a flow from people through places, solved by OR-Tools."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from stegvis.engine.allocation.candidates import UNPLACED, Candidates
from stegvis.engine.facts import Ints

WIDEST = 2**60
"""Greatest cost times nodes that leaves the solver's potentials room in 64 bits."""


class CostsTooWideError(ValueError):
    """The costs are so large, and so exact, that their sums don't fit into 64 bits."""


def cheapest(candidates: Candidates) -> Ints:
    """An allocation with most people placed and, among those, least cost: (people,) of places.

    Which one of several equally good depends on the solver. CostsTooWideError where the costs
    don't leave the solver room.
    """
    source, sink, tails, heads, seats = _network(candidates)
    costs = candidates.cost
    if int(np.abs(costs).max(initial=0)) * (sink + 1) > WIDEST:
        raise CostsTooWideError
    free = np.zeros(len(tails) - len(costs), np.int64)
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, seats, np.concatenate([costs, free])
    )
    flow.set_node_supply(source, candidates.people)
    flow.set_node_supply(sink, -candidates.people)
    status = flow.solve_max_flow_with_min_cost()
    assert status == SimpleMinCostFlow.OPTIMAL, status
    used = np.asarray(flow.flows(arcs))[: len(costs)] > 0
    allocated = np.full(candidates.people, UNPLACED, np.int64)
    allocated[candidates.person[used]] = candidates.place[used]
    return allocated


def most_placed(candidates: Candidates) -> int:
    """How many people can be placed at once, whatever it costs."""
    source, sink, tails, heads, seats = _network(candidates)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(tails, heads, seats)
    status = flow.solve(source, sink)
    assert status == SimpleMaxFlow.OPTIMAL, status
    return int(flow.optimal_flow())


def _network(candidates: Candidates) -> tuple[int, int, Any, Any, Ints]:
    """Source, sink, and tails, heads and capacities of the arcs: pairs, then people, then seats."""
    people, places = candidates.people, candidates.places
    source, sink = people + places, people + places + 1
    everybody, everywhere = np.arange(people), people + np.arange(places)
    tails = np.concatenate([candidates.person, np.full(people, source), everywhere])
    heads = np.concatenate([people + candidates.place, everybody, np.full(places, sink)])
    ones = np.ones(len(candidates.person) + people, np.int64)
    capacities = np.concatenate([ones, np.minimum(candidates.seats, people)])
    return source, sink, tails.astype(np.int32), heads.astype(np.int32), capacities
