import numpy as np
import pytest
from hypothesis import given, settings

from stegvis.engine import limits
from stegvis.engine.comparison import Comparison, blocks, compare
from stegvis.engine.explanation import explain
from stegvis.engine.limits import LIMITS, Setter
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place

pytestmark = pytest.mark.pure
HOME = {"latitude": 61.35, "longitude": 16.4}


def broken(seekers, places):
    """The codes of the limits that the one pair breaks."""
    s, o = seekers.one(0), places.one(0)
    return [limit.code for limit in limits.named(limits.broken(s, o, compare(s, o, RELATIONS)))]


@pytest.mark.parametrize(
    ("seeker", "opportunity", "code"),
    [
        ({"age_limits_not_met": 0b10}, {"age_limits": 0b11}, "age"),
        ({"licences": 0b01}, {"licences_by_law": 0b10}, "licence_by_law"),
        ({"licences": 0b01}, {"licences_asked": 0b10}, "licence"),
        ({"capacity": 50}, {"extent": 75}, "capacity"),
        ({"hours_refused": 0b100}, {"hours": 0b110}, "hours"),
        ({"exposures_avoided": 0b1}, {"exposures": 0b1}, "exposure"),
        ({"no_gos": [3]}, {"occupation": 3}, "no_go"),
        ({"earliest_start": 20_010}, {"starts": 20_009}, "start"),
        ({}, {"occupation": 3, "asks_training": 1}, "training"),
        ({"languages": {0: 2}}, {"languages": {0: 3}}, "language"),
        ({"skills": {1: 1}}, {"musts": [1, 2]}, "skill"),
        ({**HOME, "travel_limit": 10}, {"latitude": 61.73, "longitude": 17.1}, "distance"),
    ],
)
def test_each_limit_stands_alone_in_the_way(seeker, opportunity, code):
    assert broken(person(**seeker), place(**opportunity)) == [code]


@pytest.mark.parametrize(
    ("seeker", "opportunity"),
    [
        ({"licences": 0b11}, {"licences_by_law": 0b10, "licences_asked": 0b01}),
        ({"capacity": 75}, {"extent": 75}),
        ({"earliest_start": 20_010}, {"starts": 20_010}),
        ({"occupations": [1]}, {"occupation": 3, "asks_training": 1}),
        ({"languages": {0: 3}}, {"languages": {0: 3}}),
        ({"skills": {1: 0, 2: 3}}, {"musts": [1, 2]}),
        ({"wishes": [3]}, {"occupation": 3}),
    ],
)
def test_what_is_met_stands_in_nobodys_way(seeker, opportunity):
    assert broken(person(**seeker), place(**opportunity)) == []


@given(PLACES)
@settings(deadline=None, max_examples=50)
def test_a_person_of_whom_nothing_is_known_is_never_hidden_by_what_they_ask(places):
    for _, counts in blocks(person(), places, RELATIONS):
        mask = limits.broken(person().columns((-1, 1)), places.columns((1, -1)), counts)
    by_law = limits.mask_of({"licence_by_law"})
    assert not np.any(mask & limits.HIDING_MASK & ~by_law)


@given(PERSONS)
@settings(deadline=None, max_examples=50)
def test_a_place_of_which_nothing_is_known_is_never_hidden(seekers):
    for _, counts in blocks(seekers, place(), RELATIONS):
        mask = limits.broken(seekers.columns((-1, 1)), place().columns((1, -1)), counts)
    assert not mask.any()


@pytest.mark.parametrize(
    ("hectometres", "expected"),
    [
        (849, (False, False)),
        (850, (False, True)),
        (1150, (False, True)),
        (1151, (True, False)),
        (-1, (False, False)),
    ],
)
def test_within_15_per_cent_of_the_limit_the_place_stays_and_the_journey_is_checked(
    hectometres, expected
):
    s = person(travel_limit=100).one(0)
    counts = Comparison(hectometres, *[0] * 10)
    hidden = limits.broken(s, place().one(0), counts) == limits.mask_of({"distance"})
    assert (hidden, limits.check_journey(s, None, counts)) == expected


def test_law_and_person_hide_and_what_the_place_asks_has_a_remedy():
    for limit in LIMITS:
        assert limit.hides == (limit.setter in (Setter.LAW, Setter.PERSON))
        assert bool(limit.remedy) == (limit.setter is Setter.PLACE)


def test_a_relaxed_limit_is_passed_over():
    s, o = person(capacity=20, hours_refused=1).one(0), place(extent=100, hours=1).one(0)
    why = explain(s, o, RELATIONS, weights=Weights(), relaxed=["capacity"])
    assert [limit.code for limit in why.limits] == ["hours"]


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=80)
def test_bulk_and_pair_agree_on_every_count_and_every_limit(seekers, places):
    for rows, counts in blocks(seekers, places, RELATIONS):
        s = seekers.take(np.arange(rows.start, rows.stop)).columns((-1, 1))
        mask = limits.broken(s, places.columns((1, -1)), counts)
        journey = limits.check_journey(s, places.columns((1, -1)), counts)
        shape = mask.shape
        bulk = {name: np.broadcast_to(value, shape) for name, value in counts._asdict().items()}
        for row in range(shape[0]):
            for column in range(shape[1]):
                one, other = seekers.one(rows.start + row), places.one(column)
                pair = compare(one, other, RELATIONS)
                assert pair._asdict() == {name: value[row, column] for name, value in bulk.items()}
                assert limits.broken(one, other, pair) == mask[row, column]
                assert limits.check_journey(one, other, pair) == journey[row, column]
