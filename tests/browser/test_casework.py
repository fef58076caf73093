"""From a newcomer at the door to the last follow-up, in a browser: budgets, keyboard, everybody."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.journal import actions as journal
from stegvis.casework.journal.models import Note
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from tests.browser.hand import Hand
from tests.cast import NO_CHILD

MOST_FOR_A_NEWCOMER = 4
MOST_FOR_A_REFUSAL = 5
SAID = cases.ReferralFacts(
    source="social_services", reason="Vill börja arbeta", disclosure_ground="consent"
)


def refer(cast, given="Amina", family="Warsame"):
    return cases.refer(cast.person(given, family), unit=cast.unit, facts=SAID, by=cast.system)


@pytest.fixture(scope="module")
def amina(cast):
    """Amina, whom Kerstin meets, with a note and an agreed plan that has changed since."""
    by = cast.by(cast.kerstin)
    case = cases.take(refer(cast), coordinator=cast.kerstin, by=cast.by(cast.maria))
    journal.write(case, facts=journal.NoteFacts("talk", "Vi sågs 🙂 مرحبا", True), by=by)
    plan = plans.start(case, by=by)
    goal = plans.set_goal(plan, words="Jag vill arbeta med barn igen", by=by)
    facts = plans.ActivityFacts("internship", "Praktik på Ekbacken", starts_on=clock.today())
    plans.add_activity(plan, facts=facts, goal=goal, by=by)
    plans.agree(plan, how="phone", follow_up_on=clock.days_from_today(60), child=NO_CHILD, by=by)
    plans.set_goal(plan, words="Jag vill ta körkort", by=by)
    return case.person


@pytest.fixture
def outsider(page, cast, sign_in):
    """`outsider()`: Björn, who has no task with Amina, signs in."""
    return lambda: sign_in(page, cast.bjorn)


def line_of(page, name):
    """The line of the queue that somebody stands in."""
    return page.get_by_role("row").filter(has_text=name)


def test_a_newcomer_is_assigned_in_four_interactions_from_my_day(page, cast, sign_in, amina):
    refer(cast, "Fatima", "Haidari")
    sign_in(page, cast.maria)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Inkommande")
    expect(line_of(page, "Fatima Haidari")).to_contain_text("har minst att göra · 0 ärenden")
    hand.press("button", "Ge till Björn Ask")
    expect(page.get_by_role("status")).to_contain_text("Björn Ask")
    assert Case.objects.get(person__given_name="Fatima").coordinator.account == cast.bjorn
    assert hand.interactions <= MOST_FOR_A_NEWCOMER


def test_who_speaks_the_language_is_proposed_and_given_the_case_in_four_interactions(
    page, cast, sign_in, amina
):
    cases.tell_languages(cast.kerstin, languages=["so"], by=cast.by(cast.kerstin))
    facts = people.NewPerson("Hodan", "Jama", no_number_reason="waiting", language="so")
    hodan = people.register(cast.unit, facts=facts, by=cast.system)
    cases.refer(hodan, unit=cast.unit, facts=SAID, by=cast.system)
    sign_in(page, cast.maria)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Inkommande")
    expect(line_of(page, "Hodan Jama")).to_contain_text("talar somaliska · 1 ärende")
    hand.press("button", "Ge till Kerstin Norling")
    expect(page.get_by_role("status")).to_contain_text("Kerstin Norling")
    assert Case.objects.get(person=hodan).coordinator.account == cast.kerstin
    assert hand.interactions <= MOST_FOR_A_NEWCOMER
    cases.tell_languages(cast.kerstin, languages=[], by=cast.by(cast.kerstin))


def test_a_referral_is_refused_with_a_coded_reason_in_few_interactions(page, cast, sign_in):
    referral = refer(cast, "Igor", "Petrov")
    sign_in(page, cast.maria)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Inkommande")
    hand.press("link", "Igor Petrov")
    hand.press_text("Avböj anvisningen")
    hand.choose("Orsak", "Personen tackar nej")
    hand.press("button", "Avböj anvisningen")
    expect(page.get_by_role("status")).to_contain_text("Anvisningen är avböjd")
    referral.refresh_from_db()
    assert (referral.is_waiting, referral.refusal_reason) == (False, "declined")
    assert hand.interactions <= MOST_FOR_A_REFUSAL


def test_somebody_is_registered_and_referred_in_one_flow(page, cast, sign_in):
    sign_in(page, cast.kerstin)
    page.goto("/people/register/")
    page.get_by_label("Förnamn").fill("Selam")
    page.get_by_label("Efternamn").fill("Tesfay")
    page.get_by_label("Personnummer", exact=True).fill("18900101-9803")
    page.get_by_role("button", name="Registrera och ta emot").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Sista siffran")
    expect(page.get_by_label("Förnamn")).to_have_value("Selam")
    page.get_by_label("Personnummer", exact=True).fill("18900101-9802")
    page.get_by_role("button", name="Registrera och ta emot").click()
    page.get_by_label("Vem som anvisar").select_option(label="Skolan")
    page.get_by_label("Varför").fill("Vill hitta en utbildning")
    page.get_by_label("Samtycke").check()
    page.get_by_role("button", name="Lägg i kön").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inkommande")
    expect(page.get_by_role("link", name="Selam Tesfay")).to_be_visible()


def test_a_note_is_written_by_keyboard_alone_and_a_double_click_writes_one(
    page, cast, sign_in, amina
):
    sign_in(page, cast.kerstin)
    page.goto(f"/person/{amina.public_id}/")
    page.keyboard.press("n")
    expect(page.get_by_label("Anteckning", exact=True)).to_be_focused()
    page.keyboard.type("Ringde om praktiken")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Anteckningen är sparad")
    note = Note.objects.get(text="Ringde om praktiken")
    assert not note.is_shared
    page.goto(f"/journal/{amina.public_id}/write/")
    page.get_by_label("Anteckning", exact=True).fill("Två klick")
    page.get_by_label("Intern").check()
    page.get_by_role("button", name="Spara anteckningen").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Anteckningen är sparad")
    assert Note.objects.filter(text="Två klick").count() == 1


def test_a_session_that_ends_while_writing_gives_the_note_back(page, cast, sign_in, amina, console):
    sign_in(page, cast.kerstin)
    page.goto(f"/journal/{amina.public_id}/write/")
    page.get_by_label("Anteckning", exact=True).fill("En lång anteckning om hela samtalet")
    page.get_by_label("Intern").check()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Spara anteckningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har blivit utloggad")
    written = page.get_by_label("Det du skrev")
    expect(written).to_have_value("En lång anteckning om hela samtalet")
    console.clear()


def test_what_is_refused_and_what_is_urgent_is_for_everybody_too(
    page, outsider, axe, amina, console
):
    outsider()
    page.goto(f"/person/{amina.public_id}/")
    axe(page)
    page.get_by_role("link", name="Jag behöver öppna").click()
    axe(page)
    page.get_by_label("Varför kan det inte vänta?").fill("Hon har ramlat på praktiken")
    page.get_by_role("button", name="Öppna akten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amina")
    console.clear()


def test_a_person_is_found_by_name_and_the_name_is_in_no_address(page, cast, sign_in, axe, amina):
    sign_in(page, cast.kerstin)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("warsame")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Amina Warsame")).to_be_visible()
    assert "warsame" not in page.url
    axe(page)
    assert Person.objects.filter(given_name="Amina").exists()
