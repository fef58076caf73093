"""Lists kept as places come and go are held against a full new search, to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine.facts import FactsError, Opportunities
from stegvis.engine.increments import Kept
from stegvis.engine.matching import Matcher
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place, unlimited

pytestmark = pytest.mark.pure
WEIGHTS = Weights()


def searched(seekers, places, k):
    return Matcher(places, RELATIONS, WEIGHTS).fitting(seekers, k=k)


def kept(seekers, places, k):
    found = searched(seekers, places, k)
    return Kept(seekers, places.ids, RELATIONS, WEIGHTS, found)


def assert_same(one, two):
    np.testing.assert_array_equal(one.rows, two.rows)
    np.testing.assert_array_equal(one.scores, two.scores)


@given(PERSONS, PLACES | unlimited(9), st.integers(1, 5), st.integers(0, 12))
@settings(deadline=None, max_examples=120)
def test_a_new_place_stands_where_a_full_new_search_puts_it(seekers, places, k, old):
    lists = kept(seekers, places.take(np.arange(min(old, len(places)))), k)
    for row in range(len(lists.ids), len(places)):
        before = lists.fitting
        got_it = lists.add(places.take(np.array([row])))
        after = searched(seekers, places.take(np.arange(row + 1)), k)
        assert_same(lists.fitting, after)
        changed = (before.rows != after.rows).any(axis=1)
        assert got_it.tolist() == np.flatnonzero(changed).tolist()


@given(PERSONS, unlimited(6), st.integers(1, 20), st.data())
@settings(deadline=None, max_examples=60)
def test_a_place_that_goes_leaves_the_lists_of_a_full_search_but_for_those_named(
    seekers, places, k, data
):
    gone = data.draw(st.integers(0, len(places) - 1))
    lists = kept(seekers, places, k)
    had_it = (lists.fitting.rows == gone).any(axis=1)
    anew = lists.remove(gone)
    left = np.delete(np.arange(len(places)), gone)
    expected = searched(seekers, places.take(left), k)
    others = np.setdiff1d(np.arange(len(seekers)), anew)
    np.testing.assert_array_equal(
        lists.fitting.rows[others], np.append(left, -1)[expected.rows[others]]
    )
    np.testing.assert_array_equal(lists.fitting.scores[others], expected.scores[others])
    assert had_it[anew].all()


def test_only_who_had_a_full_list_is_searched_anew():
    places = Opportunities.of([{"ids": at} for at in range(4)])
    assert kept(person(), places, 4).remove(2).tolist() == [0]
    assert kept(person(), places, 5).remove(2).tolist() == []


def test_an_id_that_is_taken_and_an_occupation_without_relations_are_refused():
    lists = kept(person(), place(ids=3), 2)
    with pytest.raises(FactsError, match="the same id twice"):
        lists.add(place(ids=3))
    with pytest.raises(FactsError, match="occupation 9 has no relations"):
        lists.add(place(ids=4, occupation=9))
    assert len(lists.ids) == 1
