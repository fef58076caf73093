"""Writing between two meetings: few interactions, and nothing lost to a crash."""

import re

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.journal import queries
from stegvis.casework.journal.models import Draft, Note
from tests.browser.hand import Hand

MOST_FOR_A_JOB_TALK = 4
SAID = cases.ReferralFacts(source="af", reason="Vill börja arbeta", disclosure_ground="consent")
TEXT = "Ringde Ekbacken, de vill träffa Amina på torsdag"


@pytest.fixture(scope="module")
def amina(cast):
    referral = cases.refer(cast.person(), unit=cast.unit, facts=SAID, by=cast.system)
    case = cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    return case.person


@pytest.fixture
def writing(page, cast, sign_in, amina):
    """Kerstin's page with a new note about Amina."""
    sign_in(page, cast.kerstin)
    page.goto(f"/journal/{amina.public_id}/write/")
    return page


def field(page):
    return page.get_by_label("Anteckning", exact=True)


def write_and_keep(page, text):
    """Type until the page has kept what was typed to its last word."""
    last = text.split()[-1]
    with page.expect_response(
        lambda got: got.url.endswith("/draft/") and last in (got.request.post_data or "")
    ) as kept:
        field(page).press_sequentially(text)
    assert kept.value.ok
    expect(page.get_by_text("Utkastet sparat")).to_be_visible()


def test_a_job_talk_takes_at_most_four_interactions_from_my_day(page, cast, sign_in, amina):
    sign_in(page, cast.kerstin)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Ny anteckning")
    hand.press("link", "jobbsamtal Amina Warsame")
    expect(field(page)).to_be_focused()
    page.keyboard.type(TEXT)
    hand.press("radio", "Intern")
    hand.press("button", "Spara anteckningen")
    expect(page.get_by_role("status")).to_contain_text("Anteckningen är sparad")
    note = Note.objects.get(text=TEXT)
    assert (note.kind, note.is_shared) == ("job_talk", False)
    assert hand.interactions <= MOST_FOR_A_JOB_TALK
    assert not Draft.objects.exists()


def test_what_was_written_when_the_browser_died_is_there_to_go_on_with(
    writing, cast, sign_in, amina, new_context
):
    field(writing).press_sequentially("Hon vill ")
    expect(writing.get_by_text("Utkastet sparat")).to_be_visible()
    write_and_keep(writing, "börja på torsdag")
    writing.context.close()
    again = new_context().new_page()
    sign_in(again, cast.kerstin)
    again.goto(f"/journal/{amina.public_id}/write/")
    again.get_by_role("link", name="Skriv vidare").click()
    expect(field(again)).to_have_value("Hon vill börja på torsdag")
    again.get_by_label("Intern").check()
    again.get_by_role("button", name="Spara anteckningen").click()
    expect(again.get_by_role("status")).to_contain_text("Anteckningen är sparad")
    assert not Draft.objects.exists()


def test_a_server_that_is_gone_is_told_and_takes_nothing(writing, cast, console):
    writing.route("**/draft/", lambda route: route.abort())
    field(writing).press_sequentially("Ett")
    expect(writing.get_by_role("alert")).to_contain_text("kan inte sparas som utkast")
    writing.unroute("**/draft/")
    write_and_keep(writing, " och sedan")
    expect(writing.get_by_role("alert")).to_be_hidden()
    assert queries.said_in(Draft.objects.get())["text"] == "Ett och sedan"
    console.clear()


def test_a_session_that_ended_keeps_what_was_kept_and_says_so(writing, cast, console):
    write_and_keep(writing, "Före utloggningen")
    writing.context.clear_cookies(name="sessionid")
    field(writing).press_sequentially(", och efter")
    expect(writing.get_by_role("alert")).to_contain_text("har du blivit utloggad")
    expect(field(writing)).to_have_value("Före utloggningen, och efter")
    kept = [queries.said_in(one)["text"] for one in Draft.objects.all()]
    assert "Före utloggningen" in kept
    writing.context.close()
    console.clear()


def test_a_template_is_put_after_what_is_written(writing):
    field(writing).press_sequentially("Vi sågs.")
    writing.get_by_role("button", name="Uppföljning").click()
    expect(field(writing)).to_have_value(re.compile(r"^Vi sågs\.\n\nSå har det gått sedan sist:"))


def test_a_press_that_came_to_nothing_may_be_tried_again(page, cast, sign_in, amina):
    sign_in(page, cast.kerstin)
    page.clock.install()
    page.goto(f"/journal/{amina.public_id}/write/")
    field(page).fill("Andra försöket")
    page.get_by_label("Intern").check()
    page.route("**/write/", lambda route: route.fulfill(status=204))
    button = page.get_by_role("button", name="Spara anteckningen")
    with page.expect_response("**/write/"):
        button.click()
    page.unroute("**/write/")
    page.clock.run_for(8_000)
    button.click()
    expect(page.get_by_role("status")).to_contain_text("Anteckningen är sparad")
