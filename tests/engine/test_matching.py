"""The search in bulk is held against ranking every pair, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine import compiled, limits, score
from stegvis.engine.comparison import Comparison, compare
from stegvis.engine.compiled import Numbers, records
from stegvis.engine.compiler import compiled as machine_code
from stegvis.engine.distance import road_hectometres
from stegvis.engine.facts import FactsError, Opportunities, Seekers
from stegvis.engine.matching import Matcher
from stegvis.engine.ranking import rank
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place, unlimited

pytestmark = pytest.mark.pure
WEIGHTS = Weights()
OTHERS = replace(
    WEIGHTS, version="other", must=0.0, distance=40.0, shares=(0.0, 0.0, 0.0, 0.5, 0.5, 1.0)
)


def assert_same(seekers, places, k, weights=WEIGHTS):
    expected = rank(seekers, places, RELATIONS, weights=weights, k=k)
    found = Matcher(places, RELATIONS, weights).fitting(seekers, k=k)
    np.testing.assert_array_equal(found.rows, expected.fits)
    np.testing.assert_array_equal(found.scores, expected.fits_score)


@given(PERSONS, PLACES, st.integers(1, 6), st.sampled_from([WEIGHTS, OTHERS]))
@settings(deadline=None, max_examples=150)
def test_the_search_finds_what_ranking_every_pair_finds(seekers, places, k, weights):
    assert_same(seekers, places, k, weights)


@given(PERSONS, unlimited(30), st.integers(1, 9))
@settings(deadline=None, max_examples=60)
def test_it_does_so_where_nearly_everything_fits_and_much_is_worth_the_same(seekers, places, k):
    assert_same(seekers, places, k)


@machine_code
def _judged(s, o, counts, numbers):
    """Distance, limits broken and score of one pair, by the compiled definitions."""
    return (
        compiled.hectometres(s, o),
        limits.broken(s, o, counts),
        score.total(s, counts, numbers),
    )


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=80)
def test_the_compiled_definitions_are_the_plain_ones(seekers, places):
    people, jobs = records(seekers), records(places)
    for row in range(len(seekers)):
        for column in range(len(places)):
            s, o = seekers.one(row), places.one(column)
            counts = compare(s, o, RELATIONS)
            points = [np.array([v]) for v in (s.latitude, s.longitude, o.latitude, o.longitude)]
            expected = (
                road_hectometres(*points)[0],
                limits.broken(s, o, counts),
                score.total(s, counts, WEIGHTS),
            )
            plain = Comparison(*map(int, counts))
            numbers = Numbers.of(WEIGHTS)
            assert _judged(people[row], jobs[column], plain, numbers) == expected


def test_of_places_rounded_to_the_same_distance_the_lower_id_is_found_wherever_it_lies():
    seekers = person(latitude=60.0, longitude=15.0, travel_limit=1)
    metres = [step / 2 for step in range(1700)]
    places = Opportunities.of(
        [
            {"ids": 5000 - at, "latitude": 60.0, "longitude": 15.0 + crow / 55_597}
            for at, crow in enumerate(metres)
        ]
    )
    for k in (1, 25, 300):
        assert_same(seekers, places, k)


def test_a_bound_counts_the_commonest_conditions_and_every_other_is_judged_all_the_same():
    asked = [{"starts": 20_000 + at, "languages": {at % 3: 1 + at % 5}} for at in range(90)]
    places = Opportunities.of([{"ids": at, **facts} for at, facts in enumerate(asked * 3)])
    assert_same(person(earliest_start=20_080, languages={0: 3, 1: 2, 2: 6}), places, 200)


def drawn(people, places, seed=3):
    """Towns and villages up and down a country, from the far south-west to beyond the date line."""
    random = np.random.default_rng(seed)

    def point():
        return {
            "latitude": float(random.choice([-90, -45, 0, 55.6, 59.3, 59.4, 63.8, 89.95])),
            "longitude": float(random.choice([-180, -179.9, 11.9, 12.2, 18.0, 179.9, 180])),
        }

    def codes(count, most):
        return sorted({int(code) for code in random.integers(0, count, random.integers(0, most))})

    seekers = [
        {
            "ids": number,
            "skills": {code: int(random.integers(0, 4)) for code in codes(6, 6)},
            "occupations": codes(9, 3),
            "wishes": codes(9, 2),
            "travel_limit": int(random.choice([-1, 5, 40, 9000])),
            **point(),
        }
        for number in range(people)
    ]
    opportunities = [
        {
            "ids": (number * 37) % 1009,
            "occupation": int(random.integers(-1, 9)),
            "asks_training": int(random.integers(0, 2)),
            "musts": codes(6, 3),
            "merits": codes(6, 4),
            **(point() if number % 9 else {}),
        }
        for number in range(places)
    ]
    return Seekers.of(seekers), Opportunities.of(opportunities)


def test_whoever_lives_at_a_pole_or_the_date_line_reaches_what_is_near():
    assert_same(*drawn(300, 700), k=5)


def test_the_answer_is_the_same_for_any_number_of_workers_and_told_of_as_it_comes():
    seekers, places = drawn(600, 200)
    matcher, told = Matcher(places, RELATIONS, WEIGHTS), []
    one = matcher.fitting(seekers, k=4, workers=1)
    many = matcher.fitting(seekers, k=4, workers=3, done=told.append)
    np.testing.assert_array_equal(one.rows, many.rows)
    np.testing.assert_array_equal(one.scores, many.scores)
    assert sum(told) == 600


def test_nobody_and_nothing_give_empty_lists():
    nothing, nobody = Opportunities.of([]), Seekers.of([])
    assert Matcher(nothing, RELATIONS, WEIGHTS).fitting(person(), k=2).rows.tolist() == [[-1, -1]]
    assert len(Matcher(place(), RELATIONS, WEIGHTS).fitting(nobody, k=2).rows) == 0


def test_a_list_has_room_for_one_and_every_occupation_its_relations():
    matcher = Matcher(place(), RELATIONS, WEIGHTS)
    with pytest.raises(ValueError, match="k is at least 1"):
        matcher.fitting(person(), k=0)
    with pytest.raises(FactsError, match="wishes: occupation 9 has no relations"):
        matcher.fitting(person(wishes=[9]), k=1)
    with pytest.raises(FactsError, match="occupation: occupation 9 has no relations"):
        Matcher(place(occupation=9), RELATIONS, WEIGHTS)
