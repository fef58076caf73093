"""Allocation at a cost, held against every allocation there is and against published optima."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from stegvis.engine.allocation import exchange_compiled, ties
from stegvis.engine.allocation.candidates import Candidates
from stegvis.engine.allocation.costs import fair, least_cost
from stegvis.engine.allocation.network import CostsTooWideError
from tests.engine.allocation.small import (
    as_tuple,
    candidates,
    costly,
    every_allocation,
    in_order,
)

pytestmark = pytest.mark.pure
KNOWN = Path(__file__).parent.parent / "known_answers"


@given(costly())
@settings(deadline=None, max_examples=300)
def test_most_are_placed_then_at_least_cost_then_the_first_in_order(asked):
    best = min(
        every_allocation(asked), key=lambda one: (-len(one[1]), sum(one[1]), in_order(one[0]))
    )
    assert as_tuple(least_cost(asked)) == best[0]


@given(costly())
@settings(deadline=None, max_examples=300)
def test_fair_puts_the_dearest_place_before_the_total(asked):
    best = min(
        every_allocation(asked),
        key=lambda one: (-len(one[1]), max(one[1], default=0), sum(one[1]), in_order(one[0])),
    )
    assert as_tuple(fair(asked)) == best[0]


@pytest.mark.parametrize(("name", "optimum"), [("assign500", 991), ("assign600", 1176)])
def test_published_optima_are_found(name, optimum):
    """Beasley's assignment problems of the OR-Library, and its optima."""
    with gzip.open(KNOWN / f"{name}.txt.gz", "rt") as opened:
        size, *costs = map(int, opened.read().split())
    rows = np.repeat(np.arange(size), size)
    asked = Candidates(
        size, np.ones(size, np.int64), rows, np.tile(np.arange(size), size), np.array(costs)
    )
    found = least_cost(asked)
    assert sorted(found.tolist()) == list(range(size))
    assert asked.costs_of(found).sum() == optimum


def drawn(highest, people=300, places=60, edges=6):
    """More people than seats, costs from 1 to `highest`."""
    random = np.random.default_rng(5)
    place = np.concatenate([random.permutation(places)[:edges] for _ in range(people)])
    return Candidates(
        people,
        random.integers(0, 8, places),
        np.repeat(np.arange(people), edges),
        place,
        random.integers(1, highest + 1, people * edges),
    )


@pytest.mark.parametrize("highest", [1, 3, 1000])
def test_the_order_of_the_pairs_and_the_kind_of_code_change_nothing(monkeypatch, highest):
    asked = drawn(highest)
    plain = least_cost(asked)
    monkeypatch.setattr(ties, "_walk", lambda _moves: exchange_compiled.walk)
    assert (least_cost(asked) == plain).all()
    order = np.random.default_rng(1).permutation(len(asked.cost))
    shuffled = Candidates(
        asked.people, asked.seats, asked.person[order], asked.place[order], asked.cost[order]
    )
    assert (least_cost(shuffled) == plain).all()
    assert (np.bincount(plain[plain >= 0], minlength=asked.places) <= asked.seats).all()


def test_costs_in_another_unit_change_nothing():
    asked = drawn(50)
    dearer = Candidates(asked.people, asked.seats, asked.person, asked.place, asked.cost * 10**12)
    assert (least_cost(dearer) == least_cost(asked)).all()


def test_nobody_stays_without_a_place_because_it_is_dear():
    found = least_cost(candidates(2, [1, 1], {(0, 0): 1, (1, 0): -9, (0, 1): 10**9}))
    assert found.tolist() == [1, 0]


def test_a_cheap_total_may_leave_the_worst_off_worse_than_fair_does():
    asked = candidates(2, [1, 1], {(0, 0): 0, (0, 1): 6, (1, 0): 6, (1, 1): 10})
    assert least_cost(asked).tolist() == [0, 1]
    assert fair(asked).tolist() == [1, 0]


def test_costs_that_would_overflow_are_refused():
    with pytest.raises(CostsTooWideError):
        least_cost(candidates(2, [1, 1], {(0, 0): 2**60 - 1, (1, 1): 1}))
