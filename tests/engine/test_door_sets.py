"""The best set of educations is held against trying every set."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine.doors.educations import Educations
from stegvis.engine.doors.gaps import mended
from stegvis.engine.doors.opening import WHOLE, shares
from stegvis.engine.doors.sets import best_set
from stegvis.engine.facts import Opportunities
from tests.engine.populations import EDUCATIONS, PERSONS, RELATIONS, person, unlimited
from tests.engine.test_doors import fitting_after, gaps

pytestmark = pytest.mark.pure


def best(seeker, places, educations, most, competitors=None):
    share = shares(np.zeros(len(places), np.int64) if competitors is None else competitors)
    mends = mended(educations, RELATIONS)
    return best_set(gaps(seeker, places), mends, educations.ids, share, most=most)


@given(PERSONS, unlimited(6), EDUCATIONS, st.integers(1, 4), st.integers(0, 3))
@settings(deadline=None, max_examples=50)
def test_the_set_is_as_good_as_promised(seekers, places, educations, most, others):
    seeker = seekers.take(np.array([0]))
    competitors = np.arange(len(places)) % 3 * others
    share = shares(competitors)
    answer = best(seeker, places, educations, most, competitors)
    every = [one for n in range(most + 1) for one in combinations(range(len(educations)), n)]
    now, *_ = after = fitting_after(seeker, places, educations, every)
    opens = {one: fits - now for one, fits in zip(every, after, strict=True)}

    def worth(rows):
        return int(share[sorted(rows)].sum())

    assert set(answer.places.tolist()) == opens[tuple(sorted(answer.educations))]
    assert answer.worth == worth(answer.places.tolist())
    greatest = max(map(worth, opens.values()))
    assert answer.worth <= greatest <= answer.at_most
    covered = max(worth(set().union(*(opens[e,] for e in one))) for one in every)
    assert answer.worth >= (1 - 1 / math.e) * covered
    if most == 1:
        assert answer.worth == greatest == answer.at_most


def drawn(seed, places=200, educations=16):
    """Places with gaps of one to three lacks, a few common and most rare."""
    random = np.random.default_rng(seed)
    common = 1 / np.arange(1, 41)

    def codes(most):
        size = random.integers(1, most + 1)
        chosen = random.choice(40, size, replace=False, p=common / common.sum())
        return sorted(chosen.tolist())

    return (
        Opportunities.of([{"ids": at, "musts": codes(3)} for at in range(places)]),
        Educations.of([{"ids": at, "skills": codes(4)} for at in range(educations)]),
    )


@pytest.mark.parametrize("seed", range(6))
def test_on_larger_markets_the_set_is_close_to_the_best_of_all(seed):
    places, educations = drawn(seed)
    answer = best(person(), places, educations, 3)
    asked = [set(places.musts.row(at)) for at in range(len(places))]
    gives = [set(educations.skills.row(at)) for at in range(len(educations))]
    greatest = max(
        sum(one <= set.union(*(gives[row] for row in chosen)) for one in asked)
        for chosen in combinations(range(len(educations)), 3)
    )
    assert 0.9 * greatest * WHOLE <= answer.worth <= greatest * WHOLE <= answer.at_most


def test_two_that_open_nothing_alone_are_found_together():
    places = Opportunities.of(
        [{"ids": 1, "musts": [3]}, *({"ids": 2 + n, "musts": [1, 2]} for n in range(4))]
    )
    educations = Educations.of([{"ids": n, "skills": [n]} for n in (1, 2, 3)])
    answer = best(person(), places, educations, 2)
    assert (answer.educations, answer.worth) == ((0, 1), 4 * WHOLE)
    assert answer.places.tolist() == [1, 2, 3, 4]
    assert best(person(), places, educations, 1).educations == (2,)


def test_of_equal_educations_the_lower_id_is_taken_and_no_more_than_are_of_use():
    educations = Educations.of([{"ids": n, "skills": [1]} for n in (9, 4, 6)])
    places = Opportunities.of([{"ids": 1, "musts": [1]}])
    assert best(person(), places, educations, 3).educations == (1,)


def test_where_nothing_can_be_opened_the_set_is_empty():
    answer = best(person(), Opportunities.of([{"ids": 1, "musts": [1]}]), Educations.of([]), 2)
    assert (answer.educations, len(answer.places), answer.worth, answer.at_most) == ((), 0, 0, 0)


def test_a_set_has_room_for_one():
    with pytest.raises(ValueError, match="most is at least 1"):
        best(person(), Opportunities.of([]), Educations.of([]), 0)
