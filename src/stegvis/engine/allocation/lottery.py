"""Allocation by lot: numbers that anyone can draw again, and choice in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.allocation.wishes import Wishes
from stegvis.engine.facts import Ints


def commitment_of(seed: str) -> str:
    """SHA-256 of the seed as UTF-8, in hexadecimal: what is published before the seed is."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lottery_numbers(seed: str, names: Sequence[str]) -> Ints:
    """Each applicant's lottery number, 1 for the first: (applicants,).

    The order is that of SHA-256 of seed, colon and name as UTF-8. It depends on nothing else: not
    on the order of the list, and adding somebody changes nobody's place before another.
    """
    digests = [hashlib.sha256(f"{seed}:{name}".encode()).digest() for name in names]
    order = sorted(range(len(names)), key=digests.__getitem__)
    numbers = np.empty(len(names), np.int64)
    numbers[order] = np.arange(1, len(names) + 1)
    return numbers


def in_turn(wishes: Wishes, stratum: Ints, number: Ints) -> Ints:
    """Serial dictatorship: by stratum, then number, each takes the dearest wish with a free seat.

    Gives (applicants,) of places. Nobody gains by other wishes than true ones.
    """
    starts, places = wishes.starts.tolist(), wishes.places.tolist()
    free = wishes.seats.tolist()
    allocated = np.full(wishes.applicants, UNPLACED, np.int64)
    for applicant in np.lexsort((number, stratum)).tolist():
        for place in places[starts[applicant] : starts[applicant + 1]]:
            if free[place]:
                free[place] -= 1
                allocated[applicant] = place
                break
    return allocated
