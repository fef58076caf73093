"""What a next step is, said alike by My day, the person's file and the unit's cases."""

import pytest

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.work.matching import actions
from stegvis.work.placements import actions as placements
from tests.desk import story
from tests.work.matching import place

ALARM, WITHOUT = "Inget steg pågår eller är planerat.", "Utan nästa steg"


@pytest.fixture
def case(cast):
    """Somebody with an agreed plan and no step in it."""
    case = story.taken(cast)
    story.met(cast, case)
    story.planned(cast, case)
    return case


@pytest.fixture
def said(cast, act_as, case):
    """`said()`: My day and the file as Kerstin sees them."""

    def get():
        client = act_as(cast.kerstin)
        return [client.get(one).content.decode() for one in ("/day/", story.page_of(case.person))]

    return get


def _proposed(cast, person: Person):
    chosen = place(cast, title="Barnskötare på Björken")
    by = cast.by(cast.kerstin)
    return actions.decide(person, opportunity=chosen, decision="proposed", by=by)


def test_both_say_that_there_is_none(said):
    day, file = said()
    assert WITHOUT in day
    assert ALARM in file


def test_a_yes_to_a_place_is_the_next_step_on_both_until_the_placement_is_registered(
    cast, said, case, act_as
):
    proposal = _proposed(cast, case.person)
    actions.answer(proposal, answer="yes", reason="", how="phone", by=cast.by(cast.kerstin))
    day, file = said()
    assert WITHOUT not in day
    assert "Har sagt ja till en plats" in day
    assert ALARM not in file
    next_card = file.split('id="next-head"')[1].split("</section>")[0]
    assert "Barnskötare på Björken" in next_card
    form = f"/placements/new/{case.person.public_id}/?place={proposal.opportunity.public_id}"
    assert f'href="{form}"' in next_card
    assert "inget steg än" not in act_as(cast.maria).get("/manage/cases/").content.decode()


def test_a_yes_that_became_a_placement_is_no_longer_to_be_registered(cast, said, case, bakery):
    proposal = _proposed(cast, case.person)
    actions.answer(proposal, answer="yes", reason="", how="phone", by=cast.by(cast.kerstin))
    facts = placements.PlacementFacts(
        employer=bakery, kind="internship", starts_on=clock.today(),
        ends_on=clock.days_from_today(60), extent=50, opportunity=proposal.opportunity,
    )  # fmt: skip
    placements.place(case, facts=facts, by=cast.by(cast.kerstin))
    _day, file = said()
    assert "Barnskötare på Björken" not in file.split('id="next-head"')[1].split("</section>")[0]


def test_a_no_leaves_the_person_without_a_step_on_both(cast, said, case):
    actions.answer(
        _proposed(cast, case.person), answer="no", reason="too_far", how="phone",
        by=cast.by(cast.kerstin),
    )  # fmt: skip
    day, file = said()
    assert WITHOUT in day
    assert ALARM in file
