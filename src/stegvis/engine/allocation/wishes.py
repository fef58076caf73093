"""What allocation by wishes is asked, and what can be said of any answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.facts import Ints

NOT_ACCEPTABLE = -1
"""Stands for the rank of an applicant whom the place doesn't take."""


@dataclass(frozen=True)
class Wishes:
    """Applicants' wishes in order, each place at most once in a list, and the places' seats.

    Applicant i wishes `places[starts[i]:starts[i + 1]]`, the dearest first.
    """

    starts: Ints
    """(applicants + 1,)"""
    places: Ints
    """(wishes,)"""
    seats: Ints
    """(places,) at least 0."""

    @property
    def applicants(self) -> int:
        """How many applicants there are, with or without wishes."""
        return len(self.starts) - 1

    @cached_property
    def applicant(self) -> Ints:
        """Whose each wish is, (wishes,)."""
        return np.repeat(np.arange(self.applicants), np.diff(self.starts))

    @cached_property
    def rank(self) -> Ints:
        """Which in its list each wish is, from 1, (wishes,)."""
        return np.arange(len(self.places)) - self.starts[self.applicant] + 1

    def granted(self, allocated: Ints) -> Ints:
        """The rank of the wish that each got, (applicants,); one more than any list's for none."""
        found = np.full(self.applicants, self.rank.max(initial=0) + 1)
        got = self.places == allocated[self.applicant]
        found[self.applicant[got]] = self.rank[got]
        return found


def free_seats(wishes: Wishes, allocated: Ints) -> Ints:
    """Seats that nobody got, (places,)."""
    taken = np.bincount(allocated[allocated != UNPLACED], minlength=len(wishes.seats))
    return wishes.seats - taken


def rank_distribution(wishes: Wishes, allocated: Ints) -> dict[int, int]:
    """How many got their first wish, their second, and so on."""
    ranks, counts = np.unique(wishes.granted(allocated)[allocated != UNPLACED], return_counts=True)
    return dict(zip(ranks.tolist(), counts.tolist(), strict=True))
