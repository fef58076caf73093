from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.core import clock
from stegvis.engine.explanation import FITS, HIDDEN, NEAR
from stegvis.reference import occupations
from stegvis.work.matching import facts
from stegvis.work.matching.compiling import pose
from stegvis.work.matching.facts import PersonFacts, PlaceFacts
from stegvis.work.matching.judging import WEIGHTS, explain, judge
from stegvis.work.opportunities.models import Opportunity
from tests.work.matching import (
    BOLLNAS,
    CHILD_MINDER,
    CLEANER,
    FIRST,
    LORRY_DRIVER,
    NURSE,
    NURSES_LICENCE,
    PEDAGOGY,
    PUPIL_ASSISTANT,
    SECOND,
    SWEDISH,
    THIRD,
)

pytestmark = pytest.mark.pure


def of(occupation=CHILD_MINDER, **said):
    ssyk4 = occupations.occupation(occupation).ssyk4
    row = Opportunity(pk=7, title="x", occupation=occupation, ssyk4=ssyk4, **said)
    return facts.of_place(row, country="SE")


def test_the_law_demands_the_licence_of_a_driver_and_the_employer_that_of_others():
    driver, carer = of(LORRY_DRIVER, licences=["C"]), of(licences=["B"])
    assert (driver.licences_by_law, driver.licences_asked) == (["C"], [])
    assert (carer.licences_by_law, carer.licences_asked) == ([], ["B"])


def test_the_law_demands_the_licence_of_a_regulated_profession():
    nurse = of(NURSE)
    assert nurse.licences_by_law == [NURSES_LICENCE]
    assert judge(PersonFacts(occupations=[NURSE]), nurse).explanation.list_now == HIDDEN
    licensed = PersonFacts(occupations=[NURSE], licences=[NURSES_LICENCE])
    assert judge(licensed, nurse).explanation.list_now == FITS


def test_one_of_two_licences_that_do_equally_is_enough():
    either = PlaceFacts(number=1, licences_by_law=["Lärarlegitimation|Förskollärarlegitimation"])
    teacher = PersonFacts(licences=["Förskollärarlegitimation"])
    assert judge(teacher, either).explanation.list_now == FITS
    assert judge(PersonFacts(), either).explanation.list_now == HIDDEN


def test_night_work_is_for_those_who_are_eighteen_and_only_that_is_told():
    night = of(exposures=["night_or_shift"])
    with clock.set_to(date(2026, 11, 24)):
        young = facts.age_limits_not_met(date(2008, 11, 25))
        assert facts.age_limits_not_met(date(2008, 11, 24)) == []
    assert judge(PersonFacts(age_limits_not_met=young), night).explanation.list_now == HIDDEN
    assert facts.age_limits_not_met(None) == []


def test_work_from_home_has_no_distance_and_other_places_that_of_their_municipality():
    assert of(is_remote=True, latitude=61.0, longitude=16.0).latitude is None
    assert of(municipality_code=BOLLNAS).latitude == pytest.approx(61.4, abs=0.5)
    assert of(latitude=61.1, longitude=16.2, municipality_code=BOLLNAS).latitude == 61.1


def test_a_first_day_that_has_passed_means_today():
    past = of(starts_on=clock.today() - timedelta(days=40))
    assert past.starts == facts.days(clock.today())


@pytest.mark.parametrize("year", [26, 9999])
def test_a_year_that_nobody_meant_takes_no_list_down(year):
    asked = of(starts_on=date(year, 3, 1))
    known = PersonFacts(earliest_start=facts.days(date(year, 3, 1)))
    assert judge(known, asked).explanation.list_now
    assert judge(PersonFacts(), asked).explanation.list_now


def test_an_ad_that_names_only_a_group_is_near_to_that_groups_occupations():
    row = Opportunity(pk=7, ssyk4=occupations.occupation(CHILD_MINDER).ssyk4)
    asked = facts.of_place(row, country="SE")
    why = judge(PersonFacts(occupations=[CHILD_MINDER]), asked).explanation
    assert why.terms["occupation"] == WEIGHTS.occupation * WEIGHTS.shares[3]


def test_a_language_asked_for_without_level_needs_at_least_the_beginning():
    asked = of(languages=[{"id": SWEDISH, "level": ""}])
    assert judge(PersonFacts(languages={SWEDISH: 1}), asked).explanation.list_now == FITS
    assert judge(PersonFacts(), asked).explanation.list_now == NEAR


def test_an_unknown_licence_can_not_be_tested_and_hides_nothing():
    assert of(licences=["no_such_concept"]).licences_asked == []


def test_a_wish_may_be_a_whole_field_of_working_life():
    wish = judge(PersonFacts(wishes=[PEDAGOGY]), of(CHILD_MINDER)).explanation
    assert wish.terms["wish"] == WEIGHTS.wish * WEIGHTS.shares[3]
    assert judge(PersonFacts(wishes=[PEDAGOGY]), of(CLEANER)).explanation.terms["wish"] == 0


def test_a_field_that_is_ruled_out_rules_out_its_occupations():
    person = PersonFacts(no_gos=[PEDAGOGY])
    assert judge(person, of(CHILD_MINDER)).explanation.list_now == HIDDEN
    assert judge(person, of(CLEANER)).explanation.list_now == FITS


CONCEPTS = st.sampled_from([CHILD_MINDER, PUPIL_ASSISTANT, CLEANER, NURSE, LORRY_DRIVER])
SOME = st.lists(CONCEPTS, unique=True, max_size=3)
WANTED = st.lists(st.one_of(st.just(PEDAGOGY), CONCEPTS), unique=True, max_size=3)
SKILLS = st.dictionaries(st.sampled_from([FIRST, SECOND, THIRD]), st.integers(0, 3))
PERSONS = st.builds(
    PersonFacts,
    occupations=SOME,
    wishes=WANTED,
    no_gos=WANTED,
    skills=SKILLS,
    languages=st.dictionaries(st.sampled_from([SWEDISH, "other"]), st.integers(1, 6)),
    licences=st.lists(st.sampled_from(["B", "C", NURSES_LICENCE]), unique=True),
    capacity=st.sampled_from([None, 25, 100]),
    exposures_avoided=st.lists(st.sampled_from(["noise", "cold_or_heat"]), unique=True),
    latitude=st.sampled_from([None, 61.3]),
    longitude=st.just(16.4),
    travel_limit=st.sampled_from([None, 10, 100]),
)
PLACES = st.builds(
    PlaceFacts,
    number=st.integers(1, 9),
    occupation=st.one_of(st.just(""), CONCEPTS),
    asks_training=st.booleans(),
    musts=SKILLS.map(sorted),
    merits=SKILLS.map(sorted),
    languages=st.dictionaries(st.just(SWEDISH), st.integers(1, 6)),
    licences_by_law=st.sampled_from([[], ["C"], [f"{NURSES_LICENCE}|other"]]),
    extent=st.sampled_from([None, 50]),
    exposures=st.lists(st.sampled_from(["noise", "heights"]), unique=True),
    latitude=st.sampled_from([None, 61.5]),
    longitude=st.just(16.1),
)


@given(PERSONS, st.lists(PLACES, min_size=1, max_size=4, unique_by=lambda p: p.number))
@settings(deadline=None, max_examples=60)
def test_what_is_kept_of_a_pair_gives_the_answer_that_the_whole_list_gives(person, places):
    whole = pose(person, places)
    seeker = whole.seekers.one(0)
    for row, place in enumerate(places):
        listed = explain(seeker, whole.places.one(row), whole.relations, weights=WEIGHTS)
        alone = judge(person, place).explanation
        assert (alone.score, alone.terms, alone.list_now) == (
            listed.score,
            listed.terms,
            listed.list_now,
        )
        assert [one.code for one in alone.limits] == [one.code for one in listed.limits]


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=60)
def test_facts_survive_being_kept_as_json(person, place):
    assert PersonFacts.from_json(person.as_json()) == person
    assert PlaceFacts.from_json(place.as_json()) == place
