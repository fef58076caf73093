"""From an employer to a placement, as a coordinator does it, with the budgets of interactions."""

import re

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.employers.models import EmployerContact
from stegvis.work.placements.models import Placement
from tests.browser.hand import Hand
from tests.browser.keyboard import is_for_everybody

MOST_FOR_A_TALK = 4
MOST_FOR_A_PLACEMENT = 12


@pytest.fixture(scope="module")
def amina(cast):
    facts = cases.ReferralFacts(
        source="social_services", reason="Vill arbeta", disclosure_ground="consent"
    )
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria)).person


@pytest.fixture(scope="module")
def bakery(cast):
    facts = EmployerFacts(
        "Bollnäs Bageri", number="5560125790", municipality_code="2183", contact_name="Inger Ek"
    )
    return employers.register(facts, by=cast.by(cast.kerstin))


def test_a_talk_is_logged_in_four_interactions_from_my_day(page, cast, sign_in, bakery):
    sign_in(page, cast.kerstin)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Arbetsgivare")
    hand.write("Arbetsgivare", "Bollnäs Bageri")
    hand.write("Vad som sades", "De kan ta emot två i mars")
    hand.press("button", "Anteckna samtalet")
    page.wait_for_url(f"**/employers/{bakery.public_id}/")
    expect(page.get_by_text("De kan ta emot två i mars")).to_be_visible()
    assert EmployerContact.objects.get().account == cast.kerstin
    assert hand.interactions <= MOST_FOR_A_TALK


def test_what_is_typed_brings_suggestions(page, cast, sign_in, bakery):
    sign_in(page, cast.kerstin)
    page.goto("/employers/")
    page.get_by_label("Arbetsgivare", exact=True).press_sequentially("bolln")
    option = page.locator("#id_employer_options option")
    expect(option).to_have_attribute("value", "Bollnäs Bageri")


def test_a_place_is_offered_with_what_it_asks_for(page, cast, sign_in, axe, bakery):
    sign_in(page, cast.kerstin)
    page.goto(f"/employers/{bakery.public_id}/")
    hand = Hand(page)
    hand.press("link", "Ny plats")
    hand.write("Rubrik", "Bageribiträde, förmiddagar")
    hand.write("Yrke", "bagare")
    hand.write("Omfattning, minst, %", "25")
    hand.write("Omfattning, högst, %", "50")
    hand.write("Språk", "Svenska A2")
    page.get_by_label("Tunga lyft").check()
    hand.press("button", "Spara")
    page.wait_for_url(re.compile(r"/places/[a-z0-9]{16}/$"))
    expect(page.get_by_text("Svenska A2")).to_be_visible()
    expect(page.get_by_text("Tunga lyft")).to_be_visible()
    is_for_everybody(page, axe)


def test_a_placement_is_registered_in_twelve_interactions_from_my_day(
    page, cast, sign_in, amina, bakery
):
    sign_in(page, cast.kerstin)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Alla mina")
    hand.press("link", "Amina Warsame")
    hand.press("link", "Registrera en placering")
    hand.write("Arbetsgivare", "Bollnäs Bageri")
    hand.choose("Typ", "Språkpraktik")
    hand.write("Första dag", page.get_by_label("Första dag").input_value())
    hand.write("Sista dag", page.get_by_label("Sista dag").input_value())
    hand.write("Omfattning, %", "75")
    hand.write("Handledare", "Inger Ek")
    hand.write("Var", "Storgatan 1, Bollnäs")
    hand.press("button", "Registrera")
    page.wait_for_url(re.compile(r"/placements/[a-z0-9]{16}/$"))
    row = Placement.objects.get()
    assert (row.person, row.employer, row.kind) == (amina, bakery, "language_internship")
    assert hand.interactions <= MOST_FOR_A_PLACEMENT


def test_a_form_with_faults_says_them_where_they_are(page, cast, sign_in, axe, bakery):
    sign_in(page, cast.kerstin)
    page.goto("/employers/new/")
    page.get_by_label("Namn", exact=True).fill("Bageriet i Bollnäs")
    page.get_by_label("Organisationsnummer").fill("556012-5790")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Bollnäs Bageri har redan det här numret")
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Bageriet i Bollnäs")
    axe(page)
