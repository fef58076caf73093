"""The places that each education opens by itself, and what they are worth where others seek too.

A place that fits c others counts 1 ÷ (1 + c): what the person could expect of it if it were drawn
by lot among all whom it fits. Without that discount everybody would be sent on the same course.
Worth is counted in millionths, in whole numbers, so that sums are the same in whatever order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stegvis.engine.doors.gaps import Gaps, covering, mendable
from stegvis.engine.facts import Ints, Lists

WHOLE = 1_000_000
"""The worth of a place that nobody else could get."""


def shares(competitors: Ints) -> Ints:
    """(m,) the worth of each place to one more, from the number of others whom it fits."""
    return WHOLE // (1 + competitors)


def opened(gaps: Gaps, mends: Lists) -> Lists:
    """The rows of the places that each education opens alone."""
    covers = covering(gaps, mends)
    left = mendable(gaps, covers)
    given = (covers @ left.incidence()).tocoo()
    whole = given.data == left.asked.sizes[given.col]
    education, place = given.row[whole], left.places[given.col[whole]]
    order = np.lexsort((place, education))
    sizes = np.bincount(education, minlength=len(mends))
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    return Lists(offsets, place[order], np.zeros(len(place), np.int64))


@dataclass(frozen=True)
class Door:
    """An education and what it opens for one person."""

    education: int
    """Row of the table of educations."""
    places: Ints
    """Rows of the table of places, ascending."""
    worth: int
    """Their worth together, in millionths."""


def doors(opens: Lists, ids: Ints, share: Ints) -> list[Door]:
    """The educations that open something, most worth first, then most places, then the lower id."""
    worth = np.zeros(len(opens), np.int64)
    np.add.at(worth, opens.owners, share[opens.codes])
    order = np.lexsort((ids, -opens.sizes, -worth))
    return [
        Door(row, opens.codes[opens.offsets[row] : opens.offsets[row + 1]], int(worth[row]))
        for row in order.tolist()
        if opens.sizes[row]
    ]
