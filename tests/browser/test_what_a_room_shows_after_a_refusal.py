"""What a room shows when the server refuses: never another page over what is being written."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.plans.models import Goal
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit import log
from tests.browser.rooms import ask_for_a_goal, goal_field, panel, save
from tests.desk import story

WORDS = "Jag vill börja på kvällskursen"


@pytest.fixture(scope="module")
def amina(cast):
    """Amina, whom Kerstin, who manages the unit too, coordinates; her plan isn't agreed yet."""
    role = {"role": Role.UNIT_MANAGER, "starts": clock.today()}
    with log.boundary():
        accounts.give_role(cast.unit, account=cast.kerstin, by=cast.system, **role)
        case = story.taken(cast)
        story.step(cast, story.planned(cast, case, agreed=False))
    return case.person


@pytest.fixture
def plan_page(page, cast, amina, sign_in, console):
    """Kerstin at Amina's plan, with a goal half written. What is refused is no fault here."""
    page.set_default_timeout(15_000)
    sign_in(page, cast.kerstin)
    page.goto(f"/plans/{amina.public_id}/")
    ask_for_a_goal(page)
    page.keyboard.type(WORDS)
    yield page
    console.clear()


def in_another_tab(page, account, sign_in, *, role=""):
    other = page.context.new_page()
    sign_in(other, account)
    if role:
        other.goto("/account/")
        other.get_by_role("listitem").filter(has_text=role).get_by_role("button").click()
    other.close()


def open_a_step(page):
    page.get_by_role("link", name="Lägg till steg").first.click()


def ask_again_for_the_goal(page):
    page.locator("a[data-here][href$='/goal/']").first.click()
    expect(goal_field(page)).to_have_value(WORDS)


def test_a_form_that_is_gone_is_told_beside_what_is_written(plan_page):
    page = plan_page
    gone = "(form) => form.setAttribute('action', '/plans/aaaaaaaaaaaaaaaa/goal/')"
    panel(page).locator("form").first.evaluate(gone)
    save(page)
    expect(panel(page).get_by_role("alert")).to_contain_text("Det du skrev står kvar här")
    expect(goal_field(page)).to_have_value(WORDS)


def test_a_page_that_is_gone_leaves_what_is_written_elsewhere(plan_page):
    page = plan_page
    page.route(
        "**/step/**", lambda one: one.fulfill(status=404, body="<main id='content'><h1>Borta")
    )
    open_a_step(page)
    expect(page.locator("#room > [role=alert]")).to_contain_text("Borta.")
    expect(goal_field(page)).to_have_value(WORDS)


def test_a_form_that_is_asked_for_when_the_session_has_ended_leaves_what_is_written(
    plan_page, cast, sign_in
):
    page, where = plan_page, plan_page.url
    page.context.clear_cookies(name="sessionid")
    open_a_step(page)
    expect(page.locator("#room > [role=alert]")).to_contain_text("Du har blivit utloggad")
    assert page.url == where
    in_another_tab(page, cast.kerstin, sign_in)
    open_a_step(page)
    expect(panel(page).get_by_label("Typ av steg")).to_be_visible()
    expect(page.locator("#room > [role=alert]")).to_have_count(0)
    ask_again_for_the_goal(page)


def test_a_page_from_before_the_last_sign_in_sends_what_is_written(plan_page, cast, sign_in):
    page = plan_page
    in_another_tab(page, cast.kerstin, sign_in)
    save(page)
    expect(page.get_by_role("status")).to_have_text("Målet står i planen.")
    assert Goal.objects.filter(words=WORDS).count() == 1


def test_what_one_has_written_is_not_sent_as_somebody_else(plan_page, cast, sign_in):
    page, before = plan_page, Goal.objects.count()
    in_another_tab(page, cast.maria, sign_in)
    save(page)
    expect(panel(page).get_by_role("alert")).to_contain_text("Du har blivit utloggad")
    expect(goal_field(page)).to_have_value(WORDS)
    assert Goal.objects.count() == before


def test_the_way_back_from_a_refusal_draws_the_file(plan_page):
    page = plan_page
    page.keyboard.press("Escape")
    page.locator("#lose").get_by_role("button", name="Släng").click()
    expect(panel(page)).to_have_count(0)
    page.route(
        "**/step/**", lambda one: one.fulfill(status=404, body="<main id='content'><h1>Borta")
    )
    open_a_step(page)
    expect(page.get_by_role("heading", name="Borta")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Plan")).to_be_visible()


def test_what_one_has_written_is_not_sent_in_another_role(plan_page, cast, sign_in):
    page, before = plan_page, Goal.objects.count()
    in_another_tab(page, cast.kerstin, sign_in, role="Enhetschef")
    save(page)
    expect(panel(page).get_by_role("alert")).to_contain_text("Du har blivit utloggad")
    expect(goal_field(page)).to_have_value(WORDS)
    assert Goal.objects.count() == before
