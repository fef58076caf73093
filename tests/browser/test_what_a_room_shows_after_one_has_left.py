"""What is sent from a room and answered when the writer has gone to another one."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases.models import Task
from stegvis.casework.papers.models import Paper
from tests.browser.rooms import amina as amina  # noqa: PLC0414
from tests.browser.rooms import ask_for_a_goal, goal_field, panel, save
from tests.browser.rooms import file as file  # noqa: PLC0414

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
UPLOAD = "#room form[enctype]"
OWN = '<form method="post" id="own"><label>Eget <input name="own"></label></form>'


def tab(page, name):
    return page.get_by_role("navigation", name="Delar av akten").get_by_role("link", name=name)


def go_to(page, name):
    tab(page, name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.fixture
def slow(file):
    """Whatever is posted waits until `slow()`."""
    held = []

    def hold(route):
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    file.route("**/*", hold)

    def let_go():
        for route in held:
            route.continue_()
        held.clear()
        file.unroute("**/*")

    return let_go


def ask_for_a_task(page, words, *, due=""):
    page.get_by_role("link", name="Lägg till en uppgift").click()
    panel(page).get_by_label("Med fler ord").fill(words)
    if not due:
        panel(page).get_by_label("Vad", exact=True).select_option(index=1)
    panel(page).get_by_role("button", name="Lägg till").click()


def test_a_form_refused_meanwhile_stands_with_its_faults_where_it_was_sent_from(file, slow):
    ask_for_a_task(file, "Utan slag", due="none")
    go_to(file, "Plan")
    slow()
    expect(file.locator("#room > [role=alert]")).to_contain_text("sparades inte")
    expect(tab(file, "Översikt")).to_have_accessible_name("Översikt (inte sparat)")
    tab(file, "Översikt").click()
    expect(panel(file).get_by_role("alert")).to_be_visible()
    expect(panel(file).get_by_label("Med fler ord")).to_have_value("Utan slag")
    panel(file).get_by_label("Vad", exact=True).select_option(index=1)
    panel(file).get_by_role("button", name="Lägg till").click()
    expect(file.get_by_role("status")).to_have_text("Uppgiften är tillagd.")
    assert Task.objects.filter(text="Utan slag").count() == 1


def test_a_form_of_the_room_itself_that_is_refused_meanwhile_is_not_emptied(file, slow):
    go_to(file, "Dokument")
    choose(file, "brev.pdf", body=b"<html>")
    file.locator(UPLOAD).locator("button[type=submit]").click()
    go_to(file, "Plan")
    slow()
    expect(file.locator("#room > [role=alert]")).to_contain_text("sparades inte")
    expect(tab(file, "Dokument")).to_have_accessible_name("Dokument (inte sparat)")
    tab(file, "Dokument").click()
    expect(file.locator(f"{UPLOAD} .summary")).to_be_visible()
    assert file.locator(f"{UPLOAD} select").input_value()


def choose(page, name, *, body=PDF):
    page.locator(f"{UPLOAD} input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": body}
    )
    page.locator(f"{UPLOAD} select").first.select_option(index=1)


def test_a_second_document_from_a_room_that_was_kept_is_stored_too(file, slow):
    go_to(file, "Dokument")
    file.evaluate(f"document.getElementById('room').insertAdjacentHTML('beforeend', `{OWN}`)")
    file.get_by_label("Eget").fill("Halvt ifyllt")
    choose(file, "ett.pdf")
    file.locator(UPLOAD).locator("button[type=submit]").click()
    go_to(file, "Plan")
    slow()
    expect(file.locator("#room > [role=status]")).to_be_visible()
    tab(file, "Dokument").click()
    expect(file.get_by_label("Eget")).to_have_value("Halvt ifyllt")
    choose(file, "två.pdf")
    file.locator(UPLOAD).locator("button[type=submit]").click()
    expect(file.get_by_role("status")).to_be_visible()
    names = {paper.document.name for paper in Paper.objects.all()}
    assert names == {"ett.pdf", "två.pdf"}


def test_what_is_on_its_way_can_not_be_changed(file, slow):
    ask_for_a_task(file, "Som det skickades")
    file.keyboard.type("n? och mer")
    expect(panel(file)).to_have_attribute("inert", "")
    assert panel(file).get_by_label("Med fler ord").input_value() == "Som det skickades"
    expect(file.locator("#keys")).to_be_hidden()
    slow()
    expect(file.get_by_role("status")).to_have_text("Uppgiften är tillagd.")
    assert Task.objects.filter(text="Som det skickades").exists()


def test_a_form_that_could_not_be_sent_has_its_focus_again(file, console):
    file.goto(file.url.replace("/person/", "/plans/"))
    ask_for_a_goal(file)
    file.keyboard.type("Något")
    file.route("**/goal/", lambda route: route.abort())
    save(file)
    expect(panel(file).get_by_role("alert")).to_be_visible()
    expect(panel(file).get_by_role("button", name="Spara")).to_be_focused()
    console.clear()


def test_pressing_the_tab_of_the_room_one_is_in_takes_nothing(file):
    go_to(file, "Plan")
    ask_for_a_goal(file)
    file.keyboard.type("Står kvar")
    for _again in range(3):
        tab(file, "Plan").click()
        file.wait_for_timeout(400)
    expect(goal_field(file)).to_have_value("Står kvar")
