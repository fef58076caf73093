"""How few interactions a coordinator's errands take: from My day, signed in, to the confirmation.

A press, a choice, a way into a field and a key that types nothing count one each; typing none.
"""

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Referral
from stegvis.casework.journal.models import Note
from stegvis.casework.plans.models import Activity, Plan
from stegvis.casework.situation.models import Answer, Respondent
from stegvis.core import clock
from stegvis.core.audit import log
from tests.browser.hand import Hand
from tests.desk import story

MOST = {
    "referral": 9,
    "note": 4,
    "note by keyboard": 7,
    "plan": 10,
    "areas of life": 25,
}


@pytest.fixture(scope="module", autouse=True)
def caseload(cast):
    """Three whom Kerstin coordinates, each with a call to make today."""
    with log.boundary():
        by = cast.by(cast.kerstin)
        for given, family in (("Berit", "Ek"), ("Cecilia", "Lund"), ("Doris", "Falk")):
            case = story.taken(cast, given, family)
            story.met(cast, case)
            cases.add_task(case, kind="call", due_on=clock.today(), account=cast.kerstin, by=by)


@pytest.fixture
def hand(page, cast, sign_in):
    """Kerstin's hand at My day, as it opens."""
    page.set_default_timeout(15_000)

    def opened():
        sign_in(page, cast.kerstin)
        page.goto("/")
        return Hand(page)

    return opened


@pytest.fixture
def told(page):
    """`told(words)`: the confirmation has come."""
    return lambda words: expect(page.get_by_role("status").last).to_contain_text(words)


def test_a_referral_is_registered_into_the_queue_in_few_interactions(hand, told):
    kerstin = hand()
    kerstin.press("link", "Inkommande")
    kerstin.press("link", "Registrera en person")
    expect(kerstin.page.get_by_label("Förnamn")).to_be_focused()
    kerstin.type("Selam")
    kerstin.keys("Tab")
    kerstin.type("Tesfay")
    kerstin.keys("Tab")
    kerstin.type("18900101-9802")
    kerstin.keys("Enter")
    kerstin.choose("Vem som anvisar", "Skolan")
    kerstin.write("Varför", "Vill hitta en utbildning")
    kerstin.press("radio", "Samtycke")
    kerstin.press("button", "Lägg i kön")
    told("Anvisningen ligger i kön")
    assert Referral.objects.get(person__given_name="Selam").is_waiting
    assert kerstin.interactions <= MOST["referral"]


def test_a_note_takes_few_interactions(page, hand, told):
    kerstin = hand()
    kerstin.press("link", "Berit Ek")
    kerstin.press("link", "Anteckna")
    expect(page.get_by_label("Anteckning", exact=True)).to_be_focused()
    kerstin.type("Vi ringde banken tillsammans")
    kerstin.press("radio", "Intern")
    kerstin.press("button", "Spara anteckningen")
    told("Anteckningen är sparad")
    assert Note.objects.get(text="Vi ringde banken tillsammans").person.given_name == "Berit"
    assert kerstin.interactions <= MOST["note"]


def test_a_note_by_keyboard_alone_takes_few_interactions(page, hand, told):
    kerstin = hand()
    kerstin.keys("j", "n")
    page.wait_for_url("**/write/**")
    expect(page.get_by_label("Anteckning", exact=True)).to_be_focused()
    kerstin.type("Ringde, inget svar")
    kerstin.keys("Tab", "ArrowDown", "Tab", "Tab", "Enter")
    told("Anteckningen är sparad")
    assert Note.objects.filter(text="Ringde, inget svar").count() == 1
    assert kerstin.interactions <= MOST["note by keyboard"]


def test_a_plan_with_a_goal_a_step_and_a_yes_takes_few_interactions(page, hand, told, axe):
    kerstin = hand()
    kerstin.press("link", "Cecilia Lund")
    kerstin.press("link", "Börja på planen")
    kerstin.within = page.locator("#room")
    expect(page.get_by_label("Målet, med personens egna ord")).to_be_focused()
    kerstin.type("Jag vill arbeta med blommor")
    kerstin.press("button", "Spara")
    told("Målet står i planen")
    kerstin.press("link", "Lägg till steg")
    kerstin.choose("Typ av steg", "Praktik")
    axe(page)
    kerstin.press("button", "Spara")
    told("Steget står i planen")
    kerstin.press("link", "Kom överens om planen")
    kerstin.press("radio", "På telefon")
    kerstin.press("radio", "Nej")
    kerstin.press("button", "Personen säger ja")
    told("Planen är överenskommen")
    plan = Plan.objects.get(person__given_name="Cecilia")
    assert plan.is_agreed
    assert Activity.objects.get(plan=plan).goal.words == "Jag vill arbeta med blommor"
    assert kerstin.interactions <= MOST["plan"]


def test_ten_areas_of_life_in_both_voices_take_few_interactions(page, hand, told):
    kerstin = hand()
    kerstin.press("link", "Doris Falk")
    kerstin.press("link", "Livsområden")
    kerstin.press("link", "Gå igenom tillsammans")
    kerstin.press("button", "Börja")
    voices = page.locator("fieldset.voice")
    expect(voices).to_have_count(20)
    for number in range(20):
        kerstin.within = voices.nth(number)
        kerstin.within.get_by_role("radio").nth(number % 5).click()
        kerstin.interactions += 1
    kerstin.within = page
    kerstin.press("button", "Klart")
    told("Genomgången är klar")
    seen = Answer.objects.filter(assessment__person__given_name="Doris")
    assert seen.filter(respondent=Respondent.COORDINATOR).count() == 10
    assert kerstin.interactions <= MOST["areas of life"]
