"""Small instances, and every answer there is to them."""

from itertools import pairwise, product

import numpy as np
from hypothesis import strategies as st

from stegvis.engine.allocation.candidates import UNPLACED, Candidates
from stegvis.engine.allocation.wishes import NOT_ACCEPTABLE, Wishes


def candidates(people, seats, pairs):
    """Of (person, place) → cost."""
    rows = np.array([(*pair, cost) for pair, cost in pairs.items()], np.int64).reshape(-1, 3)
    return Candidates(people, np.array(seats, np.int64), *rows.T)


@st.composite
def costly(draw):
    """A few people and places; costs of either sign, most of them tied."""
    people, places = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    seats = draw(st.lists(st.integers(0, 3), min_size=places, max_size=places))
    every = list(product(range(people), range(places)))
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=14))
    few, many = st.integers(-1, 1), st.integers(-50, 50)
    costs = draw(st.sampled_from([few, many]))
    return candidates(people, seats, {pair: draw(costs) for pair in chosen})


def every_allocation(asked):
    """All that the seats hold, as tuples of places with None for the unplaced, and their costs."""
    paid = {
        (p, q): c
        for p, q, c in zip(
            asked.person.tolist(), asked.place.tolist(), asked.cost.tolist(), strict=True
        )
    }
    choices = [
        [None, *(place for person, place in paid if person == one)] for one in range(asked.people)
    ]
    for chosen in product(*choices):
        if all(chosen.count(place) <= asked.seats[place] for place in range(asked.places)):
            yield chosen, [paid[pair] for pair in enumerate(chosen) if pair[1] is not None]


def in_order(chosen):
    """What an allocation is compared by where all else is equal."""
    return [float("inf") if place is None else place for place in chosen]


def as_tuple(allocated):
    """An answer of the engine as one of `every_allocation`."""
    return tuple(None if place == UNPLACED else place for place in allocated.tolist())


def wishes(lists, seats):
    """Wishes given as a list of places for each applicant."""
    starts = np.cumsum([0, *map(len, lists)])
    return Wishes(
        starts, np.array([one for row in lists for one in row], np.int64), np.array(seats)
    )


@st.composite
def markets(draw):
    """Wishes of a few, and strict ranks in which some aren't acceptable."""
    applicants, places = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    whole = st.permutations(range(places))
    lists = [draw(whole)[: draw(st.integers(0, places))] for _ in range(applicants)]
    asked = wishes(lists, draw(st.lists(st.integers(0, 2), min_size=places, max_size=places)))
    orders = [draw(st.permutations(range(applicants))) for _ in range(places)]
    ranks = np.array(
        [
            NOT_ACCEPTABLE if draw(st.integers(0, 5)) == 0 else orders[place].index(applicant)
            for applicant, place in zip(asked.applicant, asked.places, strict=True)
        ],
        np.int64,
    )
    return asked, ranks


def lists_of(asked):
    """The list of each applicant."""
    return [asked.places[a:b].tolist() for a, b in pairwise(asked.starts.tolist())]
