import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine import comparison, limits
from stegvis.engine.explanation import FITS, HIDDEN, NEAR, explain
from stegvis.engine.facts import Opportunities
from stegvis.engine.ranking import rank, top
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, unlimited

pytestmark = pytest.mark.pure
WEIGHTS = Weights()


def ids(places, rows):
    return [int(places.ids[row]) for row in rows if row >= 0]


def lacks(why):
    """Whether a demand on what the person can do isn't met."""
    return bool({limit.code for limit in why.limits} & {"skill", "training"})


def by_hand(seekers, places, index, k, relaxed=()):
    """The two lists of one person, by explaining every pair and sorting."""
    found = [
        (explain(seekers.one(index), places.one(n), RELATIONS, weights=WEIGHTS, relaxed=relaxed), n)
        for n in range(len(places))
    ]
    found.sort(key=lambda one: (lacks(one[0]), -one[0].score, places.ids[one[1]]))
    return {
        which: [(int(places.ids[n]), why.score) for why, n in found if why.list_now == which]
        for which in (FITS, NEAR, HIDDEN)
    }


@given(PERSONS, PLACES, st.integers(1, 6), st.sets(st.sampled_from(["distance", "hours", "age"])))
@settings(deadline=None, max_examples=80)
def test_the_lists_are_those_of_explaining_and_sorting_every_pair(seekers, places, k, relaxed):
    answer = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=k, relaxed=relaxed)
    for index in range(len(seekers)):
        expected = by_hand(seekers, places, index, k, relaxed)
        for which, rows, scores, count in (
            (FITS, answer.fits, answer.fits_score, answer.fits_count),
            (NEAR, answer.near, answer.near_score, answer.near_count),
        ):
            best = expected[which][:k]
            assert ids(places, rows[index]) == [one for one, _ in best]
            assert scores[index][: len(best)].tolist() == [score for _, score in best]
            assert np.isnan(scores[index][len(best) :]).all()
            assert count[index] == len(expected[which])
        assert answer.hidden_count[index] == len(expected[HIDDEN])


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=60)
def test_relaxing_a_limit_shows_exactly_those_that_it_alone_hid(seekers, places):
    before = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=1)
    for column, limit in enumerate(limits.HIDING):
        after = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=1, relaxed=[limit.code])
        shown = before.hidden_count - after.hidden_count
        assert (shown == before.hidden_only_by[:, column]).all()
        assert (before.hidden_by[:, column] >= before.hidden_only_by[:, column]).all()


@given(PERSONS, PLACES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_answer_does_not_depend_on_the_order_of_the_facts(seekers, places, random):
    order = random.sample(range(len(places)), len(places))
    people = random.sample(range(len(seekers)), len(seekers))
    mixed, turned = places.take(np.array(order)), seekers.take(np.array(people))
    one = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=5)
    two = rank(turned, mixed, RELATIONS, weights=WEIGHTS, k=5)
    for new, old in enumerate(people):
        assert ids(mixed, two.fits[new]) == ids(places, one.fits[old])
        assert ids(mixed, two.near[new]) == ids(places, one.near[old])
        np.testing.assert_array_equal(two.near_score[new], one.near_score[old])


@given(PERSONS, unlimited(20))
@settings(deadline=None, max_examples=50)
def test_nothing_that_lacks_a_demand_stands_before_something_that_lacks_none(seekers, places):
    answer = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=28)
    for index in range(len(seekers)):
        lacking = [
            lacks(explain(seekers.one(index), places.one(int(row)), RELATIONS, weights=WEIGHTS))
            for row in answer.near[index]
            if row >= 0
        ]
        assert lacking == sorted(lacking)


def test_a_tie_goes_to_the_lower_id():
    places = Opportunities.of([{"ids": number} for number in (30, 10, 20)])
    answer = rank(person(), places, RELATIONS, weights=WEIGHTS, k=2)
    assert ids(places, answer.fits[0]) == [10, 20]


def test_top_keeps_every_tie_at_the_edge_until_the_ids_have_spoken():
    score = np.array([1.0, 3.0, 1.0, 2.0, 1.0])
    assert top(np.arange(5), score, np.array([9, 8, 7, 6, 5]), 3).tolist() == [1, 3, 4]


def test_persons_are_compared_in_blocks_without_a_trace(monkeypatch):
    rows = [{"ids": n, "skills": [n % 5], "occupations": [n % 9]} for n in range(23)]
    seekers = type(person()).of(rows)
    places = Opportunities.of([{"ids": n, "musts": [n % 4], "occupation": n % 9} for n in range(9)])
    whole = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=4)
    monkeypatch.setattr(comparison, "BLOCK_PAIRS", 30)
    parts = rank(seekers, places, RELATIONS, weights=WEIGHTS, k=4)
    for name, value in vars(whole).items():
        np.testing.assert_array_equal(getattr(parts, name), value)


@pytest.mark.parametrize("wrong", [{"k": 0}, {"k": 1, "relaxed": ["skill"]}])
def test_what_the_place_asks_for_cannot_be_relaxed_and_a_list_has_room_for_one(wrong):
    with pytest.raises(ValueError, match=r"relaxed|k is"):
        rank(person(), Opportunities.of([{"ids": 1}]), RELATIONS, weights=WEIGHTS, **wrong)


def test_nobody_and_nothing_give_empty_lists():
    nothing = Opportunities.of([])
    answer = rank(person(), nothing, RELATIONS, weights=WEIGHTS, k=3)
    assert (answer.fits.tolist(), answer.hidden_count.tolist()) == ([[-1, -1, -1]], [0])
    assert (
        len(rank(person().take(np.array([], int)), nothing, RELATIONS, weights=WEIGHTS, k=3).fits)
        == 0
    )
