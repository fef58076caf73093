"""A coordinator's morning with the keyboard alone: no test here touches the mouse."""

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Task
from stegvis.core import clock
from stegvis.core.audit import log
from tests.browser.conftest import DESK, PHONE
from tests.desk import story

NAMES = [("Amina", "Warsame"), ("Johan", "Ek"), ("Selam", "Tesfay")]
MARKED = "document.activeElement.closest('tr')?.querySelector('.who a').textContent ?? ''"


@pytest.fixture(scope="module", autouse=True)
def caseload(cast):
    """Three persons, each with a call to make today."""
    with log.boundary():
        for name in NAMES:
            case = story.taken(cast, *name)
            story.met(cast, case)
            cases.add_task(
                case, kind="call", due_on=clock.today(), account=cast.kerstin,
                by=cast.by(cast.kerstin),
            )  # fmt: skip


@pytest.fixture
def morning(page, cast, sign_in):
    """Kerstin's page; `morning(keys)` presses them one after the other."""
    sign_in(page, cast.kerstin)

    def press(keys):
        for key in keys.split():
            page.keyboard.press(key)

    return press


def test_rows_are_gone_through_and_opened(page, morning):
    morning("j")
    assert page.evaluate(MARKED) == "Johan Ek"
    morning("j k j j j")
    assert page.evaluate(MARKED) == "Amina Warsame"
    morning("Enter")
    page.wait_for_url("**/person/**")
    assert page.get_by_role("heading", level=1).text_content().startswith("Amina Warsame")


def test_a_note_is_about_the_marked_row(page, morning):
    morning("j n")
    page.wait_for_url("**/journal/**")
    assert "Johan Ek" in page.get_by_role("main").text_content()


def test_several_are_selected_and_given_a_task(page, morning, axe):
    before = Task.objects.count()
    morning("j x j x e Enter")
    page.wait_for_url("**/cases/together/")
    page.get_by_text("För 2 personer").wait_for()
    axe(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESK)
    page.get_by_label("Vad", exact=True).focus()
    page.keyboard.type("Ring")
    for _stop in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "do":
            break
    morning("Enter")
    page.get_by_text("Klart för 2 personer").wait_for()
    assert Task.objects.count() == before + 2


def test_pages_of_the_menu_are_two_keys_away(page, morning):
    morning("g p")
    page.wait_for_url("**/cases/mine/")
    morning("g i")
    page.wait_for_url("**/cases/queue/")
    morning("g d")
    page.wait_for_url(lambda url: url.endswith("/"))


def test_a_filter_is_chosen_and_taken_away_and_the_focus_stays(page, morning):
    page.goto("/cases/mine/")
    morning("f Tab Space Enter")
    page.wait_for_url("**phase=1")
    page.get_by_text("Ingen här passar filtret").wait_for()
    assert page.get_by_role("status").first.text_content().startswith("0 öppna ärenden")
    assert page.evaluate("document.activeElement.id") == "narrow-by"
    page.locator("#chip-1").focus()
    morning("Delete")
    page.wait_for_url(lambda url: "phase" not in url)
    page.get_by_role("link", name="Johan Ek").wait_for()
    assert page.evaluate("document.activeElement.id") == "narrow-by"


def test_the_help_says_every_key_of_the_page_and_closes(page, morning, axe):
    morning("?")
    page.get_by_role("dialog").wait_for()
    told = page.locator("#keys [data-keys]").evaluate_all("rows => rows.map(r => r.dataset.keys)")
    used = page.locator("[data-shortcut]").evaluate_all("all => all.map(e => e.dataset.shortcut)")
    assert set(used) <= set(told)
    axe(page)
    morning("j")
    assert page.evaluate(MARKED) == ""
    morning("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")


def test_no_key_works_while_somebody_types(page, morning):
    morning("/")
    page.keyboard.type("jxng?")
    assert page.locator("input[type=search]").input_value() == "jxng?"
    assert not page.get_by_role("dialog").is_visible()


def test_forty_rows_and_a_phone_are_no_hindrance(page, cast, morning):
    with log.boundary():
        for number in range(37):
            story.taken(cast, f"Person{number}", "Fylld")
    page.goto("/day/?bucket=mine")
    morning(" ".join(["j"] * 40))
    last = page.locator("main table.rows tbody tr").last
    assert last.locator(".who a").evaluate("link => link === document.activeElement")
    assert last.evaluate("row => row.getBoundingClientRect().bottom <= window.innerHeight")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
