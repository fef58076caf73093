"""A note that is written in a room of the file is kept as a draft there as on its own page."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.journal import queries
from stegvis.casework.journal.models import Draft
from stegvis.core.audit import log
from tests.browser.rooms import panel
from tests.desk import story

WORDS = "Ringde skolan om hösten"


@pytest.fixture(scope="module")
def amina(cast):
    with log.boundary():
        return story.taken(cast).person


@pytest.fixture
def file(page, cast, amina, sign_in):
    """Kerstin at Amina's overview."""
    page.set_default_timeout(15_000)
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    return page


def field(page):
    return panel(page).get_by_label("Anteckning", exact=True)


def write(page, words):
    page.locator(".file-head").get_by_role("link", name="Anteckna").click()
    expect(field(page)).to_be_focused()
    page.keyboard.type(words)


def questions(page):
    """What the browser asks when the page is left."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_a_note_in_a_room_is_a_draft_that_a_crash_does_not_take(file):
    write(file, WORDS)
    expect(panel(file).get_by_text("Utkastet sparat")).to_be_visible()
    expect(field(file)).to_have_value(WORDS)
    with file.expect_response(lambda got: "mera" in (got.request.post_data or "")):
        file.keyboard.type(" och mera")
    file.context.close()
    assert [queries.said_in(one)["text"] for one in Draft.objects.all()] == [f"{WORDS} och mera"]


def test_leaving_a_note_that_is_kept_asks_nothing(file):
    asked = questions(file)
    write(file, WORDS)
    expect(panel(file).get_by_text("Utkastet sparat")).to_be_visible()
    file.goto("/")
    assert not asked


def test_a_note_goes_on_being_kept_when_its_room_is_come_back_to(file):
    write(file, "Först")
    expect(panel(file).get_by_text("Utkastet sparat")).to_be_visible()
    file.go_back()
    expect(panel(file)).to_have_count(0)
    file.go_forward()
    expect(field(file)).to_have_value("Först")
    field(file).press("End")
    with file.expect_response(lambda got: "sedan" in (got.request.post_data or "")) as kept:
        file.keyboard.type(" och sedan")
    assert kept.value.ok


def test_leaving_a_note_that_nothing_keeps_asks(file):
    asked = questions(file)
    file.evaluate("window.htmx.process = () => {}")
    write(file, WORDS)
    file.goto("/")
    assert asked == ["beforeunload"]


def test_leaving_a_note_that_could_not_be_kept_asks(file, console):
    asked = questions(file)
    file.route("**/draft/", lambda route: route.abort())
    write(file, WORDS)
    expect(panel(file).get_by_role("alert")).to_contain_text("kan inte sparas som utkast")
    file.goto("/")
    assert asked == ["beforeunload"]
    console.clear()
