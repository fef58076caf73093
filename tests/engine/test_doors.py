"""What an education opens is held against giving it to the person and ranking again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.engine import limits
from stegvis.engine.doors.educations import Educations, educated
from stegvis.engine.doors.gaps import Kind, gaps_of, lack, mended, told
from stegvis.engine.doors.opening import WHOLE, doors, opened, shares
from stegvis.engine.facts import FactsError, Opportunities, Seekers
from stegvis.engine.ranking import judge
from stegvis.engine.score import Weights
from tests.engine.populations import EDUCATIONS, PERSONS, PLACES, RELATIONS, person, place

pytestmark = pytest.mark.pure
WEIGHTS = Weights()


def gaps(seeker, places):
    """One person's gaps, from judging every place."""
    (judged,) = judge(seeker, places, RELATIONS, weights=WEIGHTS)
    return gaps_of(seeker, places, judged.broken[0])


def fitting_after(seeker, places, educations, sets):
    """For each set of educations, the rows of the places that fit the person who has them."""
    after = [educated(seeker, educations, np.array(one, int)) for one in sets]
    table = Seekers.joined([replace(one, ids=np.array([at])) for at, one in enumerate(after)])
    (judged,) = judge(table, places, RELATIONS, weights=WEIGHTS)
    return [set(np.flatnonzero(mask == 0).tolist()) for mask in judged.broken]


def opened_by(seeker, places, educations):
    return opened(gaps(seeker, places), mended(educations, RELATIONS))


@given(PERSONS, PLACES, EDUCATIONS)
@settings(deadline=None, max_examples=60)
def test_an_education_opens_what_fits_after_it_and_did_not_before(seekers, places, educations):
    seeker = seekers.take(np.array([0]))
    each = [[row] for row in range(len(educations))]
    now, *after = fitting_after(seeker, places, educations, [[], *each])
    opens = opened_by(seeker, places, educations)
    for row, fits in enumerate(after):
        assert set(opens.row(row)) == fits - now
        assert now <= fits, "an education shuts nothing"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"musts": [1, 2]}, {"skills": [2]}),
        ({"licences_asked": 0b10}, {"licences": 0b10}),
        ({"licences_by_law": 0b10}, {"licences": 0b11}),
        ({"languages": {0: 3}}, {"languages": {0: 4}}),
        ({"occupation": 3, "asks_training": 1}, {"occupations": [2]}),
    ],
)
def test_each_kind_of_gap_is_closed_by_what_mends_it(asked, given):
    seeker, places = person(skills=[1], languages={0: 2}), place(**asked)
    educations = Educations.of([{"ids": 1, **given}, {"ids": 2}])
    assert opened_by(seeker, places, educations).sizes.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ({"capacity": 50}, {"extent": 75}),
        ({"exposures_avoided": 1}, {"exposures": 1}),
        ({"no_gos": [3]}, {"occupation": 3}),
        ({"age_limits_not_met": 1}, {"age_limits": 1}),
    ],
)
def test_no_education_opens_what_the_person_or_their_age_hides(own, asked):
    places = place(musts=[1], **asked)
    assert opened_by(person(**own), places, Educations.of([{"ids": 1, "skills": [1]}])).sizes == 0
    assert len(gaps(person(**own), places).places) == 0


def test_a_place_counts_less_the_more_others_it_fits():
    places = Opportunities.of(
        [{"ids": 1, "musts": [1]}] + [{"ids": 2 + at, "musts": [2]} for at in range(3)]
    )
    educations = Educations.of([{"ids": 7, "skills": [1]}, {"ids": 8, "skills": [2]}])
    opens, ids = opened_by(person(), places, educations), educations.ids
    alone = doors(opens, ids, shares(np.zeros(4, np.int64)))
    assert [(one.education, one.worth) for one in alone] == [(1, 3 * WHOLE), (0, WHOLE)]
    crowded = doors(opens, ids, shares(np.array([0, 3, 4, 9])))
    assert [(one.education, one.worth) for one in crowded] == [(0, WHOLE), (1, 550_000)]
    assert crowded[1].places.tolist() == [1, 2, 3]


def test_of_equal_doors_the_lower_id_comes_first_and_what_opens_nothing_is_left_out():
    educations = Educations.of([{"ids": n, "skills": [1]} for n in (9, 4)] + [{"ids": 1}])
    opens = opened_by(person(), place(musts=[1]), educations)
    found = doors(opens, educations.ids, shares(np.zeros(1, np.int64)))
    assert [educations.ids[one.education] for one in found] == [4, 9]


@given(st.sampled_from(Kind), st.integers(0, 2**31 - 1), st.integers(0, 6))
def test_a_lack_is_read_back_as_it_was_packed(kind, code, level):
    assert told(lack(kind, code, level)) == (kind, code, level)


def test_what_education_mends_is_what_the_place_or_the_law_asks_of_what_one_can():
    for limit in limits.LIMITS:
        mends = gaps_of(person(), place(), np.array([limits.mask_of([limit.code])])).places
        assert (len(mends) == 1) == (bool(limit.remedy) or limit.code == "licence_by_law")


def test_nothing_and_no_educations_open_nothing():
    nothing, none = Opportunities.of([]), Educations.of([])
    assert opened_by(person(), nothing, Educations.of([{"ids": 1}])).sizes.tolist() == [0]
    assert len(opened_by(person(), place(musts=[1]), none)) == 0


def test_every_occupation_has_its_relations():
    with pytest.raises(FactsError, match="occupations: occupation 9 has no relations"):
        mended(Educations.of([{"ids": 1, "occupations": [9]}]), RELATIONS)
