"""Seats on courses are held against trying every way to give them."""

from itertools import combinations, product
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine.doors.opening import WHOLE
from stegvis.engine.doors.seats import Openings, seat
from stegvis.engine.facts import Lists

pytestmark = pytest.mark.pure
PLACES = 6


def _opens(courses, places=PLACES):
    return st.lists(
        st.lists(st.integers(0, places - 1), max_size=4, unique=True),
        min_size=courses,
        max_size=courses,
    )


@st.composite
def groups(draw, courses=3):
    """What each of a few persons' educations open, competitors and seats."""
    opens = draw(st.lists(_opens(courses), min_size=1, max_size=4))
    competitors = draw(st.lists(st.integers(0, 4), min_size=PLACES, max_size=PLACES))
    seats = draw(st.lists(st.integers(-1, 2), min_size=courses, max_size=courses))
    return opens, np.array(competitors), np.array(seats)


def openings(opens):
    return Openings.of([Lists.of(rows) for rows in opens])


def ways(opens, seats):
    """Every way to give the seats."""
    for takes in product(range(-1, len(seats)), repeat=len(opens)):
        if all(room < 0 or takes.count(one) <= room for one, room in enumerate(seats)):
            yield takes


def together(opens, competitors, takes):
    """What the group can expect: n ÷ (c + n) of each place opened to n."""
    places = [p for rows, one in zip(opens, takes, strict=True) if one >= 0 for p in rows[one]]
    return sum((n := places.count(p)) / (competitors[p] + n) for p in set(places))


def apart(opens, competitors, takes):
    """The same, each person counted by themselves."""
    places = [p for rows, one in zip(opens, takes, strict=True) if one >= 0 for p in rows[one]]
    return sum(1 / (1 + competitors[p]) for p in places)


@given(groups())
@settings(deadline=None, max_examples=100)
def test_seats_are_kept_to_and_their_worth_is_told_as_it_is(group):
    opens, competitors, seats = group
    answer = seat(openings(opens), competitors, seats)
    takes = answer.education.tolist()
    assert tuple(takes) in set(ways(opens, seats))
    expected = [len(rows[one]) if one >= 0 else 0 for rows, one in zip(opens, takes, strict=True)]
    assert answer.opened.tolist() == expected
    told = answer.worth.sum() / WHOLE
    assert told == pytest.approx(together(opens, competitors, takes), abs=1e-4)
    flow = max(apart(opens, competitors, one) for one in ways(opens, seats))
    assert answer.at_most / WHOLE == pytest.approx(flow, abs=1e-4)
    greatest = max(together(opens, competitors, one) for one in ways(opens, seats))
    assert told <= greatest + 1e-4
    assert greatest <= answer.at_most / WHOLE + 1e-4


@given(groups(), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_the_courses_that_are_held_are_worth_what_greed_promises(group, courses):
    opens, competitors, seats = group
    answer = seat(openings(opens), competitors, seats, courses=courses)
    assert len(answer.courses) <= courses
    assert set(answer.education.tolist()) <= {-1, *answer.courses}

    def flow(held):
        room = [n if one in held else 0 for one, n in enumerate(seats)]
        return max(apart(opens, competitors, one) for one in ways(opens, room))

    greatest = max(flow(held) for held in combinations(range(len(seats)), courses))
    assert answer.at_most / WHOLE == pytest.approx(flow(answer.courses), abs=1e-4)
    assert answer.at_most / WHOLE >= (1 - 1 / e) * greatest - 1e-4


def test_two_who_would_open_the_same_place_are_sent_to_different_courses():
    opens = [[[0, 1], [2]], [[0, 1], [3]]]
    answer = seat(openings(opens), np.zeros(PLACES, np.int64), np.array([-1, -1]))
    assert sorted(answer.education.tolist()) == [0, 1]
    assert answer.worth.sum() == 3 * WHOLE


def test_the_seat_goes_to_whom_it_opens_most():
    opens = [[[0]], [[0, 1, 2]]]
    answer = seat(openings(opens), np.zeros(PLACES, np.int64), np.array([1]))
    assert answer.education.tolist() == [-1, 0]


def test_nobody_and_nothing_open_nothing():
    none = np.zeros(0, np.int64)
    assert len(seat(openings([]), none, none).education) == 0
    answer = seat(openings([[]]), none, none, courses=2)
    assert (answer.education.tolist(), answer.courses) == ([-1], ())
    with pytest.raises(ValueError, match="courses is at least 1"):
        seat(openings([]), none, none, courses=0)
