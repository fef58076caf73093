"""Ties between allocations that are equally good: the first in order is the one.

What can be exchanged at no cost is a cycle of arcs without reduced cost in the residual network
(Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 9), so nothing depends on which optimum
the solver happened to find.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from stegvis.engine.allocation import exchange
from stegvis.engine.allocation.candidates import UNPLACED, Candidates
from stegvis.engine.allocation.exchange import Exchange, Room
from stegvis.engine.facts import Ints

COMPILED_FROM = 5_000
"""Moves; with fewer, plain Python is done before the compiler is loaded."""


class Moves(NamedTuple):
    """Where people can move at no cost, alone or by a chain of others.

    Nodes are the places, then one where the unplaced are, then one for the seats that are free.
    """

    person: Ints
    """(moves,) ascending; where each is today is among them."""
    node: Ints
    """(moves,) ascending for each person."""
    loose: NDArray[np.bool_]
    """(nodes,) whether a seat can be left free there, or a free one taken, at no cost."""


def first_of_equals(candidates: Candidates, allocated: Ints) -> Ints:
    """The first in order of all allocations as good as this best one: (people,) of places.

    Person 0 has the lowest place that leaves the rest as good, none being the last; then person 1.
    """
    unplaced = candidates.places
    at = np.where(allocated == UNPLACED, unplaced, allocated)
    moves = _moves(candidates, at)
    if (moves.node >= at[moves.person]).all():
        return allocated
    movers, starts = np.unique(moves.person, return_index=True)
    seats = np.append(candidates.seats, [0, 0])
    free = seats - np.bincount(at, minlength=len(seats))
    starts = np.append(starts, len(moves.person))
    everybody = Exchange(starts, moves.node, at[movers], free, moves.loose)
    _walk(len(moves.person))(everybody, Room.of(len(seats), len(movers)))
    at[movers] = everybody.at
    return np.where(at == unplaced, UNPLACED, at)


def _walk(moves: int) -> Callable[..., None]:
    """The walk, as machine code where there are so many moves that it is worth the loading."""
    if moves < COMPILED_FROM:
        return exchange.walk
    from stegvis.engine.allocation import exchange_compiled  # noqa: PLC0415

    return exchange_compiled.walk


def _moves(candidates: Candidates, at: Ints) -> Moves:
    """What an optimum can be turned into another by; people who can't move are left out."""
    unplaced, free = candidates.places, candidates.places + 1
    person, node, cost = candidates.person, candidates.place, candidates.cost
    if (at == unplaced).any():
        everybody = np.arange(candidates.people)
        person = np.concatenate([person, everybody])
        node = np.concatenate([node, np.full(candidates.people, unplaced)])
        cost = np.concatenate([cost, np.zeros(candidates.people, np.int64)])
    taken = np.bincount(at, minlength=unplaced + 1)[:unplaced]
    with_room, with_people = np.flatnonzero(taken < candidates.seats), np.flatnonzero(taken)
    paid = candidates.costs_of(np.where(at == unplaced, UNPLACED, at))
    tail = np.concatenate([at[person], with_room, np.full(len(with_people), free)])
    head = np.concatenate([node, np.full(len(with_room), free), with_people])
    weight = np.concatenate(
        [cost - paid[person], np.zeros(len(with_room) + len(with_people), np.int64)]
    )
    distance = _distances(free + 1, tail, head, weight)
    tight = distance[tail] + weight == distance[head]
    part = _parts(free + 1, tail[tight], head[tight])
    loose = (part == part[free]) & (distance == distance[free])
    movable = tight[: len(person)] & (part[at[person]] == part[node])
    movable &= np.bincount(person[movable], minlength=candidates.people)[person] > 1
    order = np.lexsort((node[movable], person[movable]))
    return Moves(person[movable][order], node[movable][order], loose)


def _distances(nodes: int, tail: Ints, head: Ints, weight: Ints) -> Ints:
    """How near each node can be come to from any, in a network without negative cycles.

    Bellman and Ford's algorithm. An arc has no reduced cost where it lies on a shortest way.
    """
    distance = np.zeros(nodes, np.int64)
    order = np.argsort(head, kind="stable")
    reached, starts = np.unique(head[order], return_index=True)
    tails, weights = tail[order], weight[order]
    while len(reached):
        found = np.minimum.reduceat(distance[tails] + weights, starts)
        nearer = found < distance[reached]
        if not nearer.any():
            break
        distance[reached[nearer]] = found[nearer]
    return distance


def _parts(nodes: int, tail: Ints, head: Ints) -> Ints:
    """The strongly connected part that each node lies in."""
    arcs = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nodes, nodes))
    return np.asarray(connected_components(arcs.tocsr(), connection="strong")[1])
