"""Allocation by wishes: stable, best for applicants, and without gain from untrue wishes."""

import hashlib
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings

from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.allocation.deferred import blocking_pairs, deferred_acceptance, strict
from stegvis.engine.allocation.lottery import commitment_of, in_turn, lottery_numbers
from stegvis.engine.allocation.wishes import (
    NOT_ACCEPTABLE,
    free_seats,
    rank_distribution,
)
from tests.engine.allocation.small import as_tuple, lists_of, markets, wishes

pytestmark = pytest.mark.pure


def blocked_by(asked, ranks, allocated):
    """Blocking pairs, one by one from the definition."""
    rank = dict(
        zip(zip(asked.applicant.tolist(), asked.places.tolist(), strict=True), ranks, strict=True)
    )
    found = 0
    for applicant, wished in enumerate(lists_of(asked)):
        mine = allocated[applicant]
        for place in wished[: wished.index(mine) if mine in wished else None]:
            inside = [rank[one, place] for one, got in enumerate(allocated) if got == place]
            room = len(inside) < asked.seats[place]
            acceptable = rank[applicant, place] != NOT_ACCEPTABLE
            worse = any(one > rank[applicant, place] for one in inside)
            found += acceptable and (room or worse)
    return found


def every_matching(asked, ranks):
    """All that seats and acceptance allow."""
    choices = [[UNPLACED] for _ in range(asked.applicants)]
    for applicant, place, rank in zip(asked.applicant, asked.places, ranks, strict=True):
        if rank != NOT_ACCEPTABLE:
            choices[applicant].append(int(place))
    for chosen in product(*choices):
        if all(chosen.count(place) <= seats for place, seats in enumerate(asked.seats)):
            yield np.array(chosen)


@given(markets())
@settings(deadline=None, max_examples=150)
def test_no_pair_blocks_and_no_stable_allocation_is_better_for_any_applicant(market):
    asked, ranks = market
    found = deferred_acceptance(asked, ranks)
    assert (free_seats(asked, found) >= 0).all()
    stable = []
    for matching in every_matching(asked, ranks):
        expected = blocked_by(asked, ranks, matching.tolist())
        assert blocking_pairs(asked, ranks, matching) == expected
        if not expected:
            stable.append(matching)
    assert any((one == found).all() for one in stable)
    assert all((asked.granted(found) <= asked.granted(one)).all() for one in stable)


def untrue(places):
    """Every list that one could hand in."""
    return [list(one) for size in range(places + 1) for one in permutations(range(places), size)]


def nobody_gains(lists, seats, allocate):
    """Hand in every other list for every applicant, and look at the true one."""
    honest = as_tuple(allocate(wishes(lists, seats)))
    for liar, true in enumerate(lists):
        for other in untrue(len(seats)):
            told = [other if one == liar else mine for one, mine in enumerate(lists)]
            got = as_tuple(allocate(wishes(told, seats)))[liar]
            worth = [*true, None]
            if got in worth:
                assert worth.index(got) >= worth.index(honest[liar])


@pytest.mark.parametrize("seats", [[1, 1], [2, 1]])
def test_in_no_small_market_does_an_untrue_wish_gain_anything(seats):
    """Every market of three applicants and two places, the first of which ranks 0, 1, 2: others
    are these with the applicants named otherwise."""

    def proposing(second):
        tables = ((0, 1, 2), second)

        def allocate(asked):
            pairs = zip(asked.applicant.tolist(), asked.places.tolist(), strict=True)
            ranks = np.array([tables[place][one] for one, place in pairs], np.int64)
            return deferred_acceptance(asked, ranks)

        return allocate

    def by_lot(asked):
        return in_turn(asked, np.zeros(3), np.array([2, 3, 1]))

    for lists in product(untrue(2), repeat=3):
        for second in permutations(range(3)):
            nobody_gains(list(lists), seats, proposing(second))
        nobody_gains(list(lists), seats, by_lot)


@given(markets())
@settings(deadline=None, max_examples=100)
def test_in_turn_each_takes_the_dearest_that_those_before_left(market):
    asked, _ = market
    number = lottery_numbers("s", [f"a{one}" for one in range(asked.applicants)])
    stratum = np.arange(asked.applicants) % 2
    found = in_turn(asked, stratum, number)
    free = asked.seats.tolist()
    for one in sorted(range(asked.applicants), key=lambda one: (stratum[one], number[one])):
        place = next((place for place in lists_of(asked)[one] if free[place]), UNPLACED)
        assert found[one] == place
        if place != UNPLACED:
            free[place] -= 1
    assert free_seats(asked, found).tolist() == free
    assert sum(rank_distribution(asked, found).values()) == (found != UNPLACED).sum()


def test_the_lottery_number_is_the_place_in_the_order_of_sha_256():
    names = ["a1", "a2", "Åsa", "a4"]
    digests = [hashlib.sha256(b"seed:" + name.encode()).hexdigest() for name in names]
    numbers = lottery_numbers("seed", names)
    assert [sorted(digests).index(one) + 1 for one in digests] == numbers.tolist()
    assert commitment_of("abc").startswith("ba7816bf8f01cfea"), "FIPS 180-4's first example"


def test_numbers_fall_evenly_and_one_who_is_added_turns_no_order_round():
    names = ["a", "b", "c"]
    orders = [tuple(lottery_numbers(str(seed), names)) for seed in range(600)]
    assert all(60 < orders.count(one) < 140 for one in permutations((1, 2, 3)))
    before, after = lottery_numbers("x", names), lottery_numbers("x", ["new", *names])
    assert (np.argsort(before) == np.argsort(after[1:])).all()


def test_equals_are_told_apart_by_one_number_and_tiers_before_it():
    ranks = strict(np.array([0, 0, 1, NOT_ACCEPTABLE]), np.array([2, 1, 1, 1]))
    assert ranks[1] < ranks[0] < ranks[2]
    assert ranks[3] == NOT_ACCEPTABLE


def test_a_known_market_of_gale_and_shapley_is_matched_as_they_say():
    """Example 1 of the paper of 1962: three stable matchings, all get their first wish."""
    asked = wishes([[0, 1, 2], [1, 2, 0], [2, 0, 1]], [1, 1, 1])
    table = [[1, 2, 0], [2, 0, 1], [0, 1, 2]]
    pairs = zip(asked.applicant, asked.places, strict=True)
    ranks = np.array([table[place].index(one) for one, place in pairs])
    assert deferred_acceptance(asked, ranks).tolist() == [0, 1, 2]
