import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine.comparison import blocks, compare
from stegvis.engine.explanation import explain
from stegvis.engine.score import TERMS, Weights, terms, total, weights_table
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place

pytestmark = pytest.mark.pure
WEIGHTS = Weights()
HOME = {"latitude": 61.35, "longitude": 16.4}


def points(seekers, places, weights=WEIGHTS):
    s, o = seekers.one(0), places.one(0)
    return {k: float(v) for k, v in terms(s, compare(s, o, RELATIONS), weights).items()}


def test_a_pair_worked_out_by_hand():
    """Five demands all met: 60 * (5 + 0.25) / 6 = 52.5; a largely substitutable occupation:
    25 * 0.75 = 18.75; a wish in the same group: 15 * 0.5 = 7.5; one welcome skill of two, only
    inferred: 12 * 0.5 / 3 = 2; next door: 10. Together 90.75."""
    seeker = person(
        **HOME,
        occupations=[0],
        wishes=[3],
        skills={0: 1, 1: 2, 2: 3, 3: 1, 4: 1, 5: 0},
        travel_limit=30,
    )
    opportunity = place(**HOME, occupation=2, musts=[0, 1, 2, 3, 4], merits=[5, 9])
    expected = {"must": 52.5, "occupation": 18.75, "wish": 7.5, "merit": 2.0, "distance": 10.0}
    assert points(seeker, opportunity) == pytest.approx(expected, abs=1e-12)
    assert sum(points(seeker, opportunity).values()) == pytest.approx(90.75, abs=1e-12)


def test_one_of_one_is_not_worth_as_much_as_eight_of_eight():
    everything = person(skills=dict.fromkeys(range(8), 1))
    few, many = place(musts=[0]), place(musts=list(range(8)))
    assert points(everything, few)["must"] == 37.5
    assert points(everything, many)["must"] == pytest.approx(60 * 8.25 / 9)


def test_an_inferred_skill_is_met_but_counts_for_half():
    assert points(person(skills={0: 0}), place(musts=[0]))["must"] == 22.5


@pytest.mark.parametrize(
    ("kilometres_north", "limit", "expected"),
    [(0, 50, 10.0), (20, 40, 5.0), (44, 40, -1.0), (400, 40, -1.5), (25, -1, 5.0)],
)
def test_distance_falls_from_full_next_door_to_nothing_at_the_limit(
    kilometres_north, limit, expected
):
    """One degree of latitude is 111.195 km as the crow flies, 149.335 km by road."""
    there = {"latitude": 61.0 + kilometres_north / 149.335, "longitude": 16.4}
    seeker = person(latitude=61.0, longitude=16.4, travel_limit=limit)
    assert points(seeker, place(**there))["distance"] == pytest.approx(expected, abs=0.03)


def test_an_unknown_point_neither_gives_nor_takes():
    assert points(person(travel_limit=10), place(**HOME))["distance"] == 0.0


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=60)
def test_the_score_is_the_sum_of_its_terms_to_the_last_bit_in_bulk_and_for_a_pair(seekers, places):
    for rows, counts in blocks(seekers, places, RELATIONS):
        s = seekers.take(np.arange(rows.start, rows.stop)).columns((-1, 1))
        bulk = total(s, counts, WEIGHTS)
        for row in range(bulk.shape[0]):
            for column in range(bulk.shape[1]):
                why = explain(
                    seekers.one(rows.start + row), places.one(column), RELATIONS, weights=WEIGHTS
                )
                assert why.score == bulk[row, column]
                assert sum(why.terms.values()) == why.score
                assert list(why.terms) == list(TERMS)


def naive(s, o):
    """The same arithmetic, written again from the documentation."""

    def met(asked):
        return sum((1.0 if s.skills[code] else 0.5) for code in asked if code in s.skills)

    def share(held):
        closest = max((RELATIONS.close.row(one).get(o.occupation, 0) for one in held), default=0)
        return [0, 0.2, 0.25, 0.5, 0.75, 1][closest]

    phi, other = math.radians(s.latitude), math.radians(o.latitude)
    across = math.radians(o.longitude - s.longitude)
    cosine = math.sin(phi) * math.sin(other) + math.cos(phi) * math.cos(other) * math.cos(across)
    kilometres = 1.343 * 6371.0088 * math.acos(min(cosine, 1.0))
    limit = s.travel_limit if s.travel_limit > 0 else 50
    near = 0.0 if math.isnan(kilometres) else max(1 - kilometres / limit, -0.15)
    return (
        60 * (met(o.musts) + 0.25) / (len(o.musts) + 1)
        + 25 * share(s.occupations)
        + 15 * share(s.wishes)
        + 12 * met(o.merits) / (len(o.merits) + 1)
        + 10 * near
    )


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=60)
def test_the_score_is_what_the_documentation_says(seekers, places):
    """But for the rounding of the distance to hundreds of metres."""
    for row in range(len(seekers)):
        for column in range(len(places)):
            s, o = seekers.one(row), places.one(column)
            rounding = 10 * 0.051 / max(s.travel_limit, 1)
            why = explain(s, o, RELATIONS, weights=WEIGHTS)
            assert why.score == pytest.approx(naive(s, o), abs=rounding + 1e-3)


@given(PERSONS, PLACES, st.data())
@settings(deadline=None, max_examples=120)
def test_taking_a_named_reason_away_lowers_the_score(seekers, places, data):
    s, o = seekers.one(0), places.one(0)
    why = explain(s, o, RELATIONS, weights=WEIGHTS)
    reasons = [
        *({"skills": _without(s.skills, [code])} for code in {**why.musts_met, **why.merits_met}),
        *_all_of("occupations", s.occupations, why.closest_occupations),
        *_all_of("wishes", s.wishes, why.closest_wishes),
        *([{"latitude": float("nan")}] if why.terms["distance"] > 0 else []),
    ]
    if reasons:
        vars(s).update(data.draw(st.sampled_from(reasons)))
        assert explain(s, o, RELATIONS, weights=WEIGHTS).score < why.score


def _without(row, codes):
    return {code: value for code, value in row.items() if code not in codes}


def _all_of(name, row, named):
    return [{name: _without(row, named)}] if named else []


@given(PERSONS, PLACES, st.data())
@settings(deadline=None, max_examples=60)
def test_health_capacity_hours_and_language_never_give_a_point(seekers, places, data):
    s, o = seekers.one(0), places.one(0)
    before = points(seekers, places)
    s.capacity = data.draw(st.sampled_from([-1, 10, 100]))
    s.exposures_avoided = data.draw(st.integers(0, 7))
    s.hours_refused = data.draw(st.integers(0, 7))
    s.age_limits_not_met = data.draw(st.integers(0, 7))
    s.licences = data.draw(st.integers(0, 7))
    s.languages = data.draw(st.dictionaries(st.integers(0, 2), st.integers(1, 6)))
    assert terms(s, compare(s, o, RELATIONS), WEIGHTS) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"must": -1.0},
        {"shares": (0.0, 0.3, 0.2, 0.5, 0.75, 1.0)},
        {"prior_skills": 0.0},
        {"inferred": 1.5},
    ],
)
def test_weights_that_would_turn_a_reason_around_are_refused(wrong):
    with pytest.raises(ValueError, match=r"weights|shares|prior_skills|inferred"):
        replace(WEIGHTS, **wrong)


def test_the_documentation_shows_the_weights_in_force():
    page = Path(__file__).parents[2] / "docs" / "explanation" / "matching.md"
    assert weights_table(WEIGHTS) in page.read_text(encoding="utf-8")
