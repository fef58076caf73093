"""Two-sided allocation: applicant-proposing deferred acceptance, and whether it is stable.

Gale and Shapley, College Admissions and the Stability of Marriage, 1962. Of all stable allocations
it is the one that every applicant likes best, and no applicant gains by untrue wishes (Roth, The
Economics of Matching, 1982).
"""

from __future__ import annotations

from heapq import heappush, heappushpop

import numpy as np

from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.allocation.wishes import NOT_ACCEPTABLE, Wishes, free_seats
from stegvis.engine.facts import Ints


def strict(tier: Ints, number: Ints) -> Ints:
    """Ranks without ties: by tier, and inside a tier by the applicant's lottery number; (wishes,).

    The number, 1 and up, is the same at every place. A tier of NOT_ACCEPTABLE stays one.
    """
    ranks = tier * (number.max(initial=0) + 1) + number
    return np.where(tier == NOT_ACCEPTABLE, NOT_ACCEPTABLE, ranks)


def deferred_acceptance(wishes: Wishes, ranks: Ints) -> Ints:
    """Each applicant's best place among all stable allocations: (applicants,) of places.

    `ranks` tells where the wish's place puts the applicant, the lower the better, no two equal at
    one place, or NOT_ACCEPTABLE.
    """
    starts, places, rank = wishes.starts.tolist(), wishes.places.tolist(), ranks.tolist()
    seats, following = wishes.seats.tolist(), starts[:-1]
    held: list[list[tuple[int, int]]] = [[] for _ in seats]
    for first in range(wishes.applicants):
        applicant = first
        while applicant != UNPLACED and following[applicant] < starts[applicant + 1]:
            wish = following[applicant]
            following[applicant] += 1
            place = places[wish]
            if rank[wish] == NOT_ACCEPTABLE or not seats[place]:
                continue
            offer = (-rank[wish], applicant)
            if len(held[place]) < seats[place]:
                heappush(held[place], offer)
                applicant = UNPLACED
            else:
                applicant = heappushpop(held[place], offer)[1]
    allocated = np.full(wishes.applicants, UNPLACED, np.int64)
    for place, offers in enumerate(held):
        allocated[[applicant for _, applicant in offers]] = place
    return allocated


def blocking_pairs(wishes: Wishes, ranks: Ints, allocated: Ints) -> int:
    """How many pairs would both rather have each other than what an allocation gives them.

    An applicant and a place block where the applicant wishes it more than what they got, and it
    finds them acceptable and has a free seat or somebody whom it ranks lower.
    """
    got = (wishes.places == allocated[wishes.applicant]) & (ranks != NOT_ACCEPTABLE)
    last = np.full(len(wishes.seats), NOT_ACCEPTABLE)
    np.maximum.at(last, wishes.places[got], ranks[got])
    rather = wishes.rank < wishes.granted(allocated)[wishes.applicant]
    room = free_seats(wishes, allocated)[wishes.places] > 0
    taken = ranks != NOT_ACCEPTABLE
    return int((rather & taken & (room | (ranks < last[wishes.places]))).sum())
