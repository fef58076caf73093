"""One story: an administrator brings an instrument, the participant answers, both go through it."""

from dataclasses import dataclass

import pytest

from stegvis.casework.people import own_page
from stegvis.casework.people.models import Person
from stegvis.casework.situation.instruments.template import template
from stegvis.casework.situation.models import Answer, Assessment, OwnInstrument
from stegvis.core.accounts.models import Account
from tests.browser.conftest import PHONE
from tests.desk import story

CALLED = "En dag på arbetsplatsen"


@dataclass
class Amina:
    """A participant and the account of her own page."""

    person: Person
    account: Account


@pytest.fixture(scope="module")
def amina(cast):
    person = story.taken(cast).person
    return Amina(person, own_page.let_in(person, by=cast.by(cast.kerstin)))


def step(page, voice, item, label):
    """Say a step of the scale."""
    page.locator(f"#id_{voice}_{item}").get_by_label(label, exact=True).check()


def test_the_administrator_sees_all_faults_then_how_it_is_asked_and_takes_it_in(
    page, cast, sign_in, axe, tmp_path
):
    sign_in(page, cast.admin)
    page.goto("/manage/administration/")
    page.get_by_role("link", name="Frågeinstrument").click()
    axe(page)
    file = tmp_path / "dag.toml"
    file.write_text(template("sv").replace("licence", "license"), "utf-8")
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Gå igenom den").click()
    page.get_by_text("2 fel. Ingenting är sparat.").wait_for()
    axe(page)
    file.write_text(template("sv"), "utf-8")
    page.get_by_role("link", name="Välj en fil").click()
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Gå igenom den").click()
    page.get_by_role("heading", name="Som personen ser det").wait_for()
    axe(page)
    assert not OwnInstrument.objects.exists()
    page.get_by_role("button", name="Läs in det").click()
    page.locator(".message.success").wait_for()
    assert OwnInstrument.objects.get().accepted_by == cast.admin
    axe(page)


def test_the_coordinator_chooses_it_and_lets_the_person_answer_first(
    page, cast, amina, sign_in, axe
):
    sign_in(page, cast.kerstin)
    page.goto(f"/situation/{amina.person.public_id}/areas/begin/")
    page.get_by_role("link", name=CALLED).click()
    page.get_by_label("Personen svarar först på sin egen sida").check()
    axe(page)
    page.locator("main form").get_by_role("button", name="Börja").click()
    page.locator(".message.success").wait_for()
    axe(page)
    assert Assessment.objects.get().asked_on


def test_the_participant_answers_it_on_a_phone(page, amina, sign_in, axe):
    page.set_viewport_size(PHONE)
    sign_in(page, amina.account)
    page.goto("/me/")
    axe(page)
    page.get_by_role("link", name=CALLED).click()
    step(page, "person", "tasks", "Ibland")
    step(page, "person", "breaks", "Oftast")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Skicka mina svar").click()
    page.locator(".message.success").wait_for()
    assert set(Answer.objects.values_list("item", "value")) == {("tasks", 2), ("breaks", 3)}


def test_the_coordinator_fills_it_in_beside_and_both_voices_are_drawn(page, cast, sign_in, axe):
    sign_in(page, cast.kerstin)
    page.goto(f"/situation/areas/{Assessment.objects.get().public_id}/")
    step(page, "coordinator", "tasks", "Oftast")
    step(page, "coordinator", "breaks", "Oftast")
    axe(page)
    page.get_by_role("button", name="Klart").click()
    page.locator(".message.success").wait_for()
    axe(page)
    drawn = page.locator("section", has=page.get_by_role("heading", name=CALLED, exact=True))
    assert drawn.locator("svg.spark circle.own").count() == 2
    assert drawn.locator("svg.spark path.mark").count() == 2
