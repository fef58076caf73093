"""The desk's pages in a browser: for everybody, by keyboard, with the back button."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit import log
from tests.browser.conftest import DESK, PHONE
from tests.desk import story

BUCKETS = ["today", "waiting", "still", "mine"]


@pytest.fixture(scope="module", autouse=True)
def amina(cast):
    """Amina: met, planned with, on a placement that ends soon, with a page of her own."""
    with log.boundary():
        case = story.taken(cast)
        story.met(cast, case)
        plan = story.planned(cast, case)
        story.step(cast, plan, kind="language_course", title="Sfi kurs C")
        story.step(cast, plan, ends=clock.days_from_today(9))
        cases.add_task(
            case, kind="call", due_on=clock.today(), account=cast.kerstin, by=cast.by(cast.kerstin)
        )
        story.taken(cast, "Johan", "Ek")
        story.planned(cast, story.taken(cast, "Selam", "Tesfay"), agreed=False)
        queued = cast.person("Fatima", "Haidari")
        cases.refer(queued, unit=cast.unit, facts=story.FACTS, by=cast.system)
        people.open_urgently(case.person, reason="En olycka i dag", by=cast.by(cast.bjorn))
        account = accounts.create_account(
            cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
        )
        accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)
        case.person.own_account = account
        return case.person


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def is_for_everybody(request, page, axe):
    """`is_for_everybody(address)`: nothing for axe to find, and nothing to scroll sideways."""
    page.set_viewport_size(request.param)

    def check(address):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    return check


@pytest.mark.parametrize("bucket", BUCKETS)
def test_my_day(page, cast, sign_in, is_for_everybody, bucket):
    sign_in(page, cast.kerstin)
    is_for_everybody(f"/?bucket={bucket}")


def test_the_persons_page(page, cast, amina, sign_in, is_for_everybody):
    sign_in(page, cast.kerstin)
    is_for_everybody(story.page_of(amina))


def test_the_picture_has_a_table(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    page.get_by_text("Resan som tabell").click()
    assert page.get_by_role("table").get_by_text("Sfi kurs C").is_visible()


def test_the_participants_page_with_a_plan_agreed_on(page, amina, sign_in, is_for_everybody):
    sign_in(page, amina.own_account)
    is_for_everybody("/me/")


def test_the_managers_page_with_an_opening_to_review(page, cast, sign_in, is_for_everybody):
    sign_in(page, cast.maria)
    is_for_everybody("/manage/")


def test_a_list_is_chosen_announced_and_there_again_on_the_way_back(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    lists = page.get_by_role("navigation", name="Listor")
    lists.get_by_role("link", name="Alla mina").click()
    page.wait_for_url("**/?bucket=mine")
    page.locator("#bucket-mine:focus").wait_for()
    assert page.get_by_role("status").first.text_content().startswith("Alla mina: 3 personer")
    page.get_by_role("link", name="Johan Ek").first.click()
    page.wait_for_url("**/person/**")
    page.go_back()
    page.wait_for_url("**/?bucket=mine")
    current = lists.get_by_role("link", name="Alla mina")
    assert current.get_attribute("aria-current") == "page"


def test_a_note_begins_with_one_key(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.keyboard.press("n")
    page.wait_for_url("**/note/")
    expect(page.locator("#narrow")).to_be_focused()
    page.keyboard.type("jo")
    expect(page.locator("#persons li:visible > :first-child > a")).to_have_text(["Johan Ek"])


def test_a_filter_stands_in_the_address(page, cast, amina, sign_in):
    sign_in(page, cast.maria)
    page.goto("/manage/cases/")
    page.get_by_label("Koordinator").select_option(label="Björn Ask")
    page.wait_for_url("**coordinator=**")
    page.get_by_text("Inget ärende passar").wait_for()
    assert page.get_by_role("status").first.text_content() == "0 av 3 ärenden"


def test_leaving_the_page_leaves_no_way_back(page, amina, sign_in):
    page.context.route("https://www.yr.no/**", lambda route: route.fulfill(body="Väder"))
    page.set_viewport_size(PHONE)
    sign_in(page, amina.own_account)
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url("https://www.yr.no/")
    assert page.evaluate("history.length") == before


def test_whoever_left_the_page_is_signed_out(page, amina, sign_in):
    """Pages looked at before are a press on Back away: asked for anew, they show nothing."""
    page.context.route("https://www.yr.no/**", lambda route: route.fulfill(body="Väder"))
    page.set_viewport_size(PHONE)
    sign_in(page, amina.own_account)
    page.get_by_role("link", name="Vem får veta vad").click()
    page.wait_for_url("**/me/knowers/")
    with page.expect_request("**/leave/"):
        page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url("https://www.yr.no/")
    page.wait_for_timeout(500)
    page.go_back()
    assert "Amina" not in page.content()
    assert page.url.split("?")[0].endswith("/login/")


def test_a_page_from_before_the_last_sign_in_signs_out_too(page, amina, sign_in):
    page.context.route("https://www.yr.no/**", lambda route: route.fulfill(body="Väder"))
    sign_in(page, amina.own_account)
    again = page.context.new_page()
    sign_in(again, amina.own_account)
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url("https://www.yr.no/")
    page.wait_for_timeout(500)
    again.goto("/me/")
    assert again.url.split("?")[0].endswith("/login/")


def test_an_administrators_phone_has_the_name_beside_the_menu(page, cast, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(page, cast.admin)
    page.goto("/manage/administration/")
    menu, name, head = (
        page.locator(what).bounding_box()
        for what in (".phone-menu > summary", ".me > summary", ".side")
    )
    assert menu["x"] + menu["width"] <= name["x"]
    assert name["y"] + name["height"] <= head["y"] + head["height"]
    page.locator(".phone-menu > summary").click()
    page.locator(".me > summary").click()
    assert page.get_by_role("button", name="Logga ut").is_visible()


def test_the_keyboard_reaches_the_content_first(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_shortcuts_can_be_turned_off_and_stay_off(page, cast, sign_in):
    sign_in(page, cast.kerstin)
    page.get_by_text("Kerstin Norling").first.click()
    page.get_by_role("button", name="Kortkommandon: på").click()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("/")
    assert page.url.endswith("/")
    assert not page.locator("input[type=search]:focus").count()
    page.get_by_text("Kerstin Norling").first.click()
    page.get_by_role("button", name="Kortkommandon: av").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("input[type=search]:focus").wait_for()


def test_nothing_is_left_for_the_next_one_at_the_computer(page, cast, amina, sign_in):
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    page.get_by_text("Kerstin Norling").first.click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/accounts/login/**")
    page.go_back()
    page.wait_for_url("**/accounts/login/**")
    assert "Warsame" not in page.content()
