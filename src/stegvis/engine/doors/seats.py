"""Who of a group takes which education, where each takes one and seats are few.

Seats are given by a flow of least cost. Two who open the same place by different courses, or by the
same, also compete with each other: if a place fits c already and is opened to n more, one of the n
gets it with n ÷ (c + n). A flow counts every person by themselves and so never too little:
its sum is what the group can gain at most. From there each person in turn moves to the free seat
that adds most to the group's sum beside what the others open, until no move adds anything.

Which courses to hold, where not all can be, is maximum coverage with the flow as its measure. What
seats are worth by a flow is monotone and submodular in the courses (a place in a course more helps
less the more there are), so taking the course that adds most, again and again, gives at least
1 − 1/e (63 %) of the best choice's flow (Nemhauser, Wolsey and Fisher 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from stegvis.engine.doors.opening import WHOLE
from stegvis.engine.facts import UNKNOWN, Ints, Lists
from stegvis.engine.ranking import Flags


@dataclass(frozen=True)
class Openings:
    """What is opened in a group of n persons: a row for each person, education and place."""

    persons: Ints
    """Ascending."""
    educations: Ints
    places: Ints
    size: int
    """n."""

    @classmethod
    def of(cls, opens: Sequence[Lists]) -> Openings:
        """From what each person's educations open (see `opening.opened`)."""
        persons = [np.full(len(one.codes), at, np.int64) for at, one in enumerate(opens)]
        none = np.zeros(0, np.int64)
        return cls(
            np.concatenate([*persons, none]),
            np.concatenate([*(one.owners for one in opens), none]),
            np.concatenate([*(one.codes for one in opens), none]),
            len(opens),
        )


@dataclass(frozen=True)
class Seating:
    """Who takes what, and what it is worth."""

    education: Ints
    """(n,) row of the education that each takes; UNKNOWN for none."""
    opened: Ints
    """(n,) how many places it opens to each."""
    worth: Ints
    """(n,) what those are worth to each, in millionths, others of the group counted."""
    at_most: int
    """The group's worth together can't be more, with these courses."""
    courses: tuple[int, ...]
    """The educations that are held, in the order in which they were chosen; or all."""


def seat(
    openings: Openings, competitors: Ints, seats: Ints, *, courses: int | None = None
) -> Seating:
    """Give each person at most one education, within its seats (e,), UNKNOWN for no limit.

    `competitors` (m,) tells how many each place fits already. With `courses`, only so many
    educations are held, chosen greedily; of equals the first. ValueError for fewer than one.
    """
    if courses is not None and courses < 1:
        raise ValueError("courses is at least 1")
    free = np.where(seats == UNKNOWN, openings.size, np.minimum(seats, openings.size))
    held, chosen = tuple(range(len(free))), free
    alone = WHOLE // (1 + competitors[openings.places])
    if courses is not None:
        held = _held(openings, alone, free, courses)
        chosen = np.where(np.isin(np.arange(len(free)), held), free, 0)
    takes = _flow(openings, alone, chosen)
    at_most = int(alone[_taken(openings, takes)].sum())
    takes = _moved(openings, competitors, takes, chosen)
    taken = _taken(openings, takes)
    places, persons = openings.places[taken], openings.persons[taken]
    counts = np.bincount(places, minlength=len(competitors))
    worth = np.zeros(openings.size, np.int64)
    np.add.at(worth, persons, WHOLE // (competitors[places] + counts[places]))
    return Seating(takes, np.bincount(persons, minlength=openings.size), worth, at_most, held)


def _taken(openings: Openings, takes: Ints) -> Flags:
    """Which rows are of the education that the person takes."""
    return np.asarray(takes[openings.persons] == openings.educations)


def _moved(openings: Openings, competitors: Ints, takes: Ints, seats: Ints) -> Ints:
    """Each person in turn moved to the free seat that adds most, until no move adds anything."""
    takes, width = takes.copy(), len(seats)
    counts = np.bincount(openings.places[_taken(openings, takes)], minlength=len(competitors))
    free = seats - np.bincount(takes[takes >= 0], minlength=width)
    ends = np.searchsorted(openings.persons, np.arange(openings.size + 1))
    adds = width > 0
    while adds:
        adds = False
        for person, (first, end) in enumerate(pairwise(ends.tolist())):
            educations, places = openings.educations[first:end], openings.places[first:end]
            now = int(takes[person])
            counts[places[educations == now]] -= 1
            marginal = _with_one_more(competitors[places], counts[places])
            sums = np.bincount(educations, marginal, minlength=width)
            within_reach = np.where((free > 0) | (np.arange(width) == now), sums, 0)
            best = int(np.argmax(within_reach))
            if within_reach[best] > (sums[now] if now >= 0 else 0):
                if now >= 0:
                    free[now] += 1
                free[best] -= 1
                takes[person], adds = best, True
            counts[places[educations == takes[person]]] += 1
    return takes


def _with_one_more(competitors: Ints, others: Ints) -> Ints:
    """What one more adds to n ÷ (c + n) where n others of the group have it open, in millionths."""
    before = others * WHOLE // np.maximum(1, competitors + others)
    return np.asarray((others + 1) * WHOLE // (competitors + others + 1) - before)


def _held(openings: Openings, worth: Ints, seats: Ints, courses: int) -> tuple[int, ...]:
    """The courses to hold: again and again the one that adds most to the flow.

    What a course adds only shrinks as others are chosen, so one is weighed anew only while what it
    last added could still be the most.
    """
    held: tuple[int, ...] = ()
    now, adds = 0, {one: worth.sum() + 1 for one in range(len(seats)) if seats[one]}
    while adds and len(held) < courses:
        fresh: set[int] = set()
        while (best := max(adds, key=lambda one: (adds[one], -one))) not in fresh:
            only = np.where(np.isin(np.arange(len(seats)), [*held, best]), seats, 0)
            takes = _flow(openings, worth, only)
            adds[best] = int(worth[_taken(openings, takes)].sum()) - now
            fresh.add(best)
        gain = adds.pop(best)
        if gain == 0:
            break
        held, now = (*held, best), now + gain
    return held


def _flow(openings: Openings, worth: Ints, seats: Ints) -> Ints:
    """Who takes what so that the worth is greatest, each person counted by themselves: (n,)."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415

    width, size = len(seats), openings.size
    pairs, at = np.unique(openings.persons * width + openings.educations, return_inverse=True)
    gain = np.zeros(len(pairs), np.int64)
    np.add.at(gain, at, worth)
    useful = (gain > 0) & (seats[pairs % width] > 0) if len(pairs) else np.zeros(0, bool)
    persons, educations, gain = pairs[useful] // width, pairs[useful] % width, gain[useful]
    source, sink = size + width, size + width + 1
    everybody, every = np.arange(size), np.arange(width)
    tails = [persons, np.full(size, source), everybody, size + every]
    heads = [size + educations, everybody, np.full(size, sink), np.full(width, sink)]
    room = [np.ones(len(gain) + 2 * size, np.int64), seats]
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(room),
        np.concatenate([-gain, np.zeros(2 * size + width, np.int64)]),
    )
    flow.set_node_supply(source, size)
    flow.set_node_supply(sink, -size)
    status = flow.solve()
    assert status == SimpleMinCostFlow.OPTIMAL, status
    used = np.asarray(flow.flows(arcs))[: len(gain)] > 0
    takes = np.full(size, UNKNOWN, np.int64)
    takes[persons[used]] = educations[used]
    return takes
