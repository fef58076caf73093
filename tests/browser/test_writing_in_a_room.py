"""Writing in a room of the file: the form opens where one stands, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases.models import Case, Task
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Activity, Goal
from tests.browser.conftest import DESK, PHONE
from tests.browser.rooms import amina as amina  # noqa: PLC0414
from tests.browser.rooms import ask_for_a_goal, goal_field, panel, save
from tests.desk import story

WORDS = "Jag vill ta körkort i vår"
HEIGHT = "window.scrollY"
FOCUSED = "document.activeElement.dataset.entry ?? document.activeElement.name"


@pytest.fixture(autouse=True)
def impatient(page):
    """What isn't there after some seconds won't come."""
    page.set_default_timeout(15_000)


@pytest.fixture
def plan_page(page, cast, amina, sign_in):
    """Kerstin at Amina's plan."""
    sign_in(page, cast.kerstin)
    page.goto(f"/plans/{amina.public_id}/")
    return page


def test_a_goal_is_written_where_one_stands_and_has_the_focus_when_it_is_there(plan_page, amina):
    page, where = plan_page, plan_page.url
    ask_for_a_goal(page)
    assert page.url == where
    page.keyboard.type(WORDS)
    save(page)
    expect(page.get_by_role("status")).to_have_text("Målet står i planen.")
    goal = Goal.objects.get(words=WORDS)
    assert (page.url, page.evaluate(FOCUSED)) == (where, goal.public_id)
    expect(panel(page)).to_have_count(0)
    expect(page.locator(".file-head")).to_contain_text("Amina Warsame")


def test_a_fault_stands_beside_the_field_with_all_that_was_typed(plan_page, axe):
    page = plan_page
    page.get_by_role("link", name="Lägg till steg").first.click()
    panel(page).get_by_label("Vad vi kallar det").fill("Kurs på kvällen")
    save(page)
    expect(panel(page).get_by_role("alert")).to_be_focused()
    expect(panel(page).locator("#id_measure_type_error")).to_be_visible()
    expect(panel(page).get_by_label("Vad vi kallar det")).to_have_value("Kurs på kvällen")
    axe(page)
    panel(page).get_by_label("Typ av steg").select_option(index=1)
    save(page)
    expect(page.get_by_role("status")).to_have_text("Steget står i planen.")
    assert Activity.objects.filter(title="Kurs på kvällen").count() == 1


def test_nothing_moves_when_it_is_saved(plan_page):
    page = plan_page
    page.set_viewport_size({"width": 1440, "height": 420})
    page.get_by_role("link", name=re.compile("Ändra ?: Praktik på Ekbacken")).click()
    panel(page).locator("#id_place").fill("Ekbackens förskola")
    before = page.evaluate(HEIGHT)
    assert before > 0
    save(page)
    expect(page.get_by_role("status")).to_have_text("Sparat.")
    step = Activity.objects.get(place="Ekbackens förskola")
    assert page.evaluate(FOCUSED) == step.public_id
    assert abs(page.evaluate(HEIGHT) - before) < 420
    expect(page.get_by_role("status")).to_be_in_viewport()


def test_escape_asks_before_it_throws_away(plan_page, axe):
    page, ask = plan_page, plan_page.locator("#lose")
    ask_for_a_goal(page)
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Lägg till mål")).to_be_focused()
    ask_for_a_goal(page)
    page.keyboard.type("Ett mål till")
    page.keyboard.press("Escape")
    expect(ask).to_be_visible()
    axe(page)
    ask.get_by_role("button", name="Skriv vidare").click()
    expect(goal_field(page)).to_have_value("Ett mål till")
    panel(page).get_by_role("link", name="Avbryt").click()
    ask.get_by_role("button", name="Släng").click()
    expect(panel(page)).to_have_count(0)
    ask_for_a_goal(page)
    expect(goal_field(page)).to_have_value("")


def test_the_way_back_and_another_form_lose_nothing(plan_page):
    page, where = plan_page, plan_page.url
    ask_for_a_goal(page)
    page.keyboard.type("Något halvfärdigt")
    page.go_back()
    expect(panel(page)).to_have_count(0)
    assert page.url == where
    page.go_forward()
    expect(goal_field(page)).to_have_value("Något halvfärdigt")
    page.get_by_role("link", name="Lägg till steg").first.click()
    panel(page).get_by_label("Typ av steg").select_option(index=2)
    save(page)
    expect(page.get_by_role("status")).to_have_text("Steget står i planen.")
    ask_for_a_goal(page)
    expect(goal_field(page)).to_have_value("Något halvfärdigt")


def test_a_form_on_its_way_comes_once_and_what_is_typed_ahead_sets_nothing_off(plan_page):
    page, held = plan_page, []

    def hold(route):
        held.append(route)

    page.route("**/goal/", hold)
    page.get_by_role("link", name="Lägg till mål").dblclick()
    for key in ("n", "?", "g"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    expect(goal_field(page)).to_be_focused()
    expect(page.locator("#keys")).to_be_hidden()
    assert panel(page).count() == 1


def test_rooms_and_the_way_back_between_them_keep_what_is_typed(plan_page):
    page = plan_page
    ask_for_a_goal(page)
    page.keyboard.type("Kvar när jag kommer tillbaka")
    tabs = page.get_by_role("navigation", name="Delar av akten")
    tabs.get_by_role("link", name="Anteckningar").click()
    page.wait_for_url("**/notes/")
    page.go_back()
    page.wait_for_url("**/plans/**")
    expect(goal_field(page)).to_have_value("Kvar när jag kommer tillbaka")
    page.go_forward()
    page.wait_for_url("**/notes/")
    expect(page.get_by_role("heading", name="Anteckningar", level=1)).to_be_visible()
    tabs.get_by_role("link", name="Plan").click()
    expect(goal_field(page)).to_have_value("Kvar när jag kommer tillbaka")


def test_a_line_that_is_down_or_a_session_that_ended_takes_nothing(
    plan_page, console, cast, sign_in, axe
):
    page = plan_page
    ask_for_a_goal(page)
    page.keyboard.type("Trots allt som hände vill jag börja om")
    page.route("**/goal/", lambda route: route.abort())
    save(page)
    expect(panel(page).get_by_role("alert")).to_contain_text("Det gick inte att skicka")
    console.clear()
    expect(goal_field(page)).to_have_value("Trots allt som hände vill jag börja om")
    page.unroute("**/goal/")
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(panel(page).get_by_role("alert")).to_contain_text("Du har blivit utloggad")
    console.clear()
    expect(goal_field(page)).to_have_value("Trots allt som hände vill jag börja om")
    axe(page)
    with page.expect_popup() as opened:
        panel(page).get_by_role("link", name="Logga in i en ny flik").click()
    opened.value.wait_for_url("**/login/**")
    sign_in(opened.value, cast.kerstin)
    opened.value.close()
    save(page)
    expect(page.get_by_role("status")).to_have_text("Målet står i planen.")
    assert Goal.objects.filter(words="Trots allt som hände vill jag börja om").count() == 1
    console.clear()


def test_two_who_write_at_once_see_both_versions(plan_page, cast):
    page = plan_page
    goal = Goal.objects.get(words="Jag vill arbeta med barn igen")
    page.get_by_role("link", name="Ändra orden").first.click()
    expect(goal_field(page)).to_be_focused()
    by = cast.by(cast.kerstin)
    plans.reword_goal(goal, words="Barn och unga", seen_version=goal.version, by=by)
    goal_field(page).fill("Bara barn")
    save(page)
    expect(panel(page).get_by_role("region", name="Båda versionerna")).to_contain_text(
        "Barn och unga"
    )
    save(page)
    expect(page.get_by_role("status")).to_have_text("Sparat.")
    goal.refresh_from_db()
    assert goal.words == "Bara barn"


def test_a_task_is_added_and_done_without_leaving_the_overview(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    where = page.url
    page.get_by_role("link", name="Lägg till en uppgift").click()
    panel(page).get_by_label("Vad", exact=True).select_option(index=1)
    panel(page).get_by_label("Med fler ord").fill("Fråga om bussen")
    panel(page).get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("status")).to_have_text("Uppgiften är tillagd.")
    task = Task.objects.get(text="Fråga om bussen")
    assert (page.url, page.evaluate(FOCUSED)) == (where, task.public_id)
    page.locator(f"[data-entry='{task.public_id}']").get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Klart.")
    task.refresh_from_db()
    assert task.done_on
    assert page.url == where


def test_what_is_changed_from_above_or_in_the_notes_leads_back_to_the_same_room(plan_page, amina):
    page, where = plan_page, plan_page.url
    page.get_by_role("link", name="Ändra personuppgifter").click()
    panel(page).get_by_label("Förnamn").fill("Aminah")
    save(page)
    expect(page.get_by_role("status")).to_have_text("Sparat.")
    expect(page.locator(".file-head")).to_contain_text("Aminah Warsame")
    assert page.url == where
    page.goto(f"/person/{amina.public_id}/notes/")
    page.locator("#room a[href*='/journal/note/']").first.click()
    panel(page).get_by_label("Anteckning", exact=True).fill("Vi sågs i går")
    panel(page).locator("form button[type=submit]").first.click()
    expect(page.get_by_role("status")).to_contain_text("Anteckningen är rättad")
    assert page.url.endswith("/notes/")
    expect(page.locator("#room .notes li").first).to_be_focused()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_open_in_a_room_is_for_everybody(plan_page, amina, axe, size):
    page = plan_page
    page.set_viewport_size(size)
    for address, opener in (
        (story.page_of(amina), "Boka ett möte"),
        (story.page_of(amina), "Avsluta ärendet"),
        (story.page_of(amina), "Ändra personuppgifter"),
        (f"/plans/{amina.public_id}/", "Lägg till studier"),
        (f"/plans/{amina.public_id}/", "Kom överens om planen"),
        (f"/network/{amina.public_id}/", "Registrera samtycke"),
        (f"/situation/{amina.public_id}/areas/", "Gå igenom tillsammans"),
    ):
        page.goto(address)
        page.get_by_role("link", name=opener).first.click()
        expect(panel(page)).to_be_in_viewport()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], opener


def test_without_javascript_the_form_is_a_page_of_its_own(new_context, cast, amina, sign_in):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, cast.kerstin)
    page.goto(f"/plans/{amina.public_id}/")
    page.get_by_role("link", name="Lägg till mål").click()
    page.get_by_label("Målet, med personens egna ord").fill("Utan skript")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_have_text("Målet står i planen.")
    assert Goal.objects.filter(words="Utan skript").exists()


def test_a_case_ends_where_one_stands_and_the_page_says_so(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    where = page.url
    page.get_by_role("link", name="Avsluta ärendet").click()
    for label, index in (
        ("Varför ärendet avslutas", 1),
        ("Vad personen gör nu", 1),
        ("Hur vi vet det", 1),
    ):
        panel(page).get_by_label(label).select_option(index=index)
    panel(page).get_by_role("button", name="Avsluta ärendet").click()
    expect(page.get_by_role("status")).to_contain_text("Ärendet är avslutat")
    assert page.url == where
    assert not Case.objects.get(person=amina).is_open
