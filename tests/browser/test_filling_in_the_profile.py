"""One story: a coordinator and a participant fill in the profile together."""

import pytest

from stegvis.casework.situation.models import CompetenceProfile
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand


@pytest.fixture(scope="module")
def amina(cast):
    return cast.person(coordinator=cast.kerstin)


def add(page, box, typed, label):
    """Type in a box and choose with the keyboard."""
    page.locator(f"#id_{box}").press_sequentially(typed)
    choice = page.locator(f"#found_{box} .choice", has_text=label).first
    choice.focus()
    page.keyboard.press("Enter")
    page.locator(f"#rows_{box} li", has_text=label).wait_for()
    assert page.locator(f"#id_{box}").input_value() == ""
    assert page.evaluate("document.activeElement.id") == f"id_{box}"


def test_what_is_typed_finds_its_concept_and_is_saved(page, cast, amina, sign_in, axe):
    sign_in(page, cast.kerstin)
    page.goto(f"/situation/{amina.public_id}/profile/")
    add(page, "occupations", "usk", "Undersköterska, hemtjänst")
    add(page, "wishes", "hälso", "Hälso- och sjukvård")
    add(page, "skills", "omvårdn", "Omvårdnad")
    axe(page)
    page.locator("#rows_occupations input[type=number]").fill("3")
    page.locator("#rows_skills select").select_option("shown")
    page.locator("#id_capacity").fill("50")
    page.keyboard.press("Enter")
    page.locator(".message.success").wait_for()
    profile = CompetenceProfile.objects.get(person=amina)
    assert [entry["years"] for entry in profile.occupations] == [3]
    assert profile.wishes == ["NYW6_mP6_vwf"]
    assert [entry["source"] for entry in profile.skills] == ["shown"]
    assert profile.capacity == 50


def test_enter_in_a_box_offers_choices_and_takes_nothing_away(page, cast, amina, sign_in, axe):
    sign_in(page, cast.kerstin)
    page.set_viewport_size(PHONE)
    page.goto(f"/situation/{amina.public_id}/profile/")
    page.locator("#id_no_gos").press_sequentially("lastbilschaff")
    page.keyboard.press("Enter")
    page.locator(".summary").wait_for()
    assert page.locator("#rows_occupations li").count() == 1
    assert page.locator("#found_no_gos .choice").count() > 3
    axe(page)
    page.locator("#rows_wishes .away").click()
    page.locator("#rows_wishes li").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "id_wishes"


def test_whoever_leaves_with_something_unsaved_is_asked_first(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    here = f"/situation/{amina.public_id}/profile/"
    page.goto(here)
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#id_capacity").fill("75")
    page.get_by_role("link", name="Grupper").click()
    page.wait_for_timeout(500)
    assert (asked, page.url.endswith(here)) == (["beforeunload"], True)
    page.locator("#id_capacity").press("Enter")
    page.locator(".message.success").wait_for()
    page.get_by_role("link", name="Grupper").click()
    page.wait_for_url("**/groups/")
    assert asked == ["beforeunload"]


CV = """2018-2022 Undersköterska, omvårdnad och dokumentation. Truckförare en sommar.
Språk: somaliska, engelska. Körkort B. Har inte C-körkort."""
MOST_FOR_A_PROFILE = 12
"""From the person's page to a saved profile with occupations, skills, languages and limits."""


def test_a_whole_profile_is_filled_in_from_a_cv_in_twelve_interactions(page, cast, sign_in, axe):
    selam = cast.person("Selam", "Tesfay", coordinator=cast.kerstin)
    sign_in(page, cast.kerstin)
    page.goto(f"/situation/{selam.public_id}/profile/")
    hand = Hand(page)
    hand.press_text("Utgå från ett cv")
    hand.write("Klistra in texten ur ett cv", CV)
    hand.press("button", "Gå igenom texten")
    page.get_by_label("Truckförare").wait_for()
    axe(page)
    hand.tick("Truckförare")
    hand.press("button", "Lägg till det som är ikryssat")
    page.locator("#rows_occupations li").wait_for()
    assert page.locator("#pasted").input_value() == ""
    hand.write("Kan arbeta, procent av heltid", "75")
    hand.write("Kan resa, kilometer enkel väg", "20")
    hand.press("button", "Spara profilen")
    page.locator(".message.success").wait_for()
    assert hand.interactions <= MOST_FOR_A_PROFILE
    profile = CompetenceProfile.objects.get(person=selam)
    assert len(profile.occupations) == 1
    assert len(profile.skills) == 2
    assert len(profile.languages) == 3
    assert profile.licences == ["B"]
    assert (profile.capacity, profile.travel_km) == (75, 20)


def test_education_and_hours_are_filled_in_by_hand(page, cast, sign_in, axe):
    hanan = cast.person("Hanan", "Aziz", coordinator=cast.kerstin)
    sign_in(page, cast.kerstin)
    page.goto(f"/situation/{hanan.public_id}/profile/")
    page.get_by_label("Nivå", exact=True).select_option(label="Gymnasial utbildning, 3 år")
    page.get_by_label("Inriktning").select_option(label="Socialt arbete och omsorg")
    page.get_by_label("Avslutad år").fill("2009")
    page.get_by_label("Land", exact=True).select_option(label="Syrien")
    page.get_by_role("button", name="Lägg till en utbildning till").click()
    second = page.get_by_role("group", name="Utbildning 2")
    second.get_by_label("Nivå", exact=True).select_option(label="Eftergymnasial utbildning, 2 år")
    page.get_by_label("Timmar om dagen").fill("5")
    page.get_by_label("Måndag").check()
    page.get_by_label("Börjar tidigast").fill("09:00")
    page.get_by_label("Slutar senast").fill("15:00")
    axe(page)
    page.get_by_role("button", name="Spara profilen").first.click()
    page.locator(".message.success").wait_for()
    profile = CompetenceProfile.objects.get(person=hanan)
    assert [row["level"] for row in profile.education] == ["33", "52"]
    assert (profile.hours_a_day, profile.weekdays) == (5, [0])
