from dataclasses import fields

import numpy as np
import pytest

from stegvis.engine.facts import FactsError, Lists, Opportunities, Seekers
from stegvis.engine.relations import Closeness, relate
from tests.engine.populations import RELATIONS, person, place

pytestmark = pytest.mark.pure

WHITELIST = {
    Seekers: {
        "ids",
        "occupations",
        "wishes",
        "no_gos",
        "skills",
        "languages",
        "licences",
        "capacity",
        "hours_refused",
        "exposures_avoided",
        "latitude",
        "longitude",
        "travel_limit",
        "earliest_start",
        "age_limits_not_met",
    },
    Opportunities: {
        "ids",
        "occupation",
        "asks_training",
        "musts",
        "merits",
        "languages",
        "licences_by_law",
        "licences_asked",
        "extent",
        "hours",
        "exposures",
        "latitude",
        "longitude",
        "starts",
        "age_limits",
    },
}


@pytest.mark.parametrize("table", WHITELIST)
def test_the_engine_has_a_field_for_what_is_on_the_whitelist_and_for_nothing_else(table):
    assert {one.name for one in fields(table)} == WHITELIST[table]


@pytest.mark.parametrize("word", ["name", "sex", "birth_date", "birth_country", "days_unemployed"])
def test_what_must_not_count_has_nowhere_to_go(word):
    facts = {one.name: getattr(person(), one.name) for one in fields(Seekers)}
    with pytest.raises(TypeError, match=word):
        Seekers(**facts, **{word: np.array([1])})


def test_a_row_comes_back_as_it_was_given():
    row = place(musts=[5, 2], languages={0: 3}, latitude=61.3).one(0)
    assert (row.musts, row.languages, row.latitude) == ({2: 0, 5: 0}, {0: 3}, 61.3)
    assert (row.occupation, row.licences_asked) == (-1, 0)


def test_rows_can_be_taken_in_another_order():
    lists = Lists.of([{1: 9}, {}, {0: 4, 3: 5}])
    taken = lists.take(np.array([2, 0, 2]))
    assert [taken.row(n) for n in range(3)] == [{0: 4, 3: 5}, {1: 9}, {0: 4, 3: 5}]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"capacity": 101}, "capacity: 101 in row 0 is outside 0 to 100"),
        ({"licences": -1}, "licences: -1 in row 0 is outside"),
        ({"travel_limit": 0}, "travel_limit: 0 in row 0"),
        ({"latitude": float("inf")}, "latitude: inf in row 0"),
        ({"skills": [-3]}, "skills: negative code in row 0"),
    ],
)
def test_facts_that_cannot_be_true_are_refused_by_field_and_row(facts, sentence):
    with pytest.raises(FactsError, match=sentence):
        person(**facts)


def test_the_same_id_twice_is_refused():
    with pytest.raises(FactsError, match="same id twice"):
        Seekers.of([{"ids": 4}, {"ids": 4}])


def test_a_code_repeated_in_a_list_is_refused():
    twice = Lists(np.array([0, 2]), np.array([3, 3]), np.array([0, 0]))
    with pytest.raises(FactsError, match="skills: repeated or unsorted code in row 0"):
        twice.check("skills", 1)


def test_a_column_of_the_wrong_length_is_refused():
    facts = {one.name: getattr(person(), one.name) for one in fields(Seekers)}
    with pytest.raises(FactsError, match=r"capacity: int64 \(2,\) where int64 \(1,\)"):
        Seekers(**{**facts, "capacity": np.array([1, 2])})


def test_the_closest_of_several_kinds_holds_between_two_occupations():
    kinds = [RELATIONS.between([0], other) for other in range(9)]
    assert kinds == [
        Closeness.SAME,
        Closeness.GROUP,
        Closeness.LARGELY,
        Closeness.WIDER_GROUP,
        Closeness.PARTLY,
        *[Closeness.NONE] * 4,
    ]


def test_substitution_has_a_direction():
    assert RELATIONS.between([4], 0) == Closeness.LARGELY
    assert RELATIONS.between([2], 0) == Closeness.WIDER_GROUP


def test_occupations_without_a_group_are_close_to_themselves_only():
    alone = relate(np.array([-1, -1]), np.array([-1, -1]), [])
    assert (alone.between([0], 0), alone.between([0], 1)) == (Closeness.SAME, Closeness.NONE)
