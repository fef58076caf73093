"""A participant's phone: on a slow line, read from the right, watched, without scripts."""

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.casework.people.models import Person
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.queries import actor_for
from tests.browser.conftest import PHONE
from tests.desk import story

FIRST_PAGE = 100_000
"""Bytes over the line for everything but fonts (issue 3, section 6)."""


@pytest.fixture(scope="module")
def amina(cast):
    """Amina, who reads Arabic, with a goal, steps and a page of her own."""
    case = story.taken(cast)
    plan = story.planned(cast, case)
    story.step(cast, plan, title="Praktik på Ekbacken")
    people.edit(case.person, seen_version=case.person.version, language="ar", by=cast.system)
    return own_page.let_in(case.person, by=cast.by(cast.kerstin))


@pytest.fixture
def phone(browser, base_url, sign_in):
    """`phone(account, **more)`: a page on a phone, signed in."""
    opened = []

    def signed_in(account, **more):
        context = browser.new_context(base_url=base_url, viewport=PHONE, **more)
        opened.append(context)
        page = context.new_page()
        if account is not None:
            sign_in(page, account)
        return page

    yield signed_in
    for context in opened:
        context.close()


def _bytes_of(page, url):
    """What comes over the line when the page is opened for the first time, by address."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    asked, sizes = {}, {}
    session.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto(url, wait_until="networkidle")
    return {asked[request]: size for request, size in sizes.items() if request in asked}


@pytest.mark.parametrize("url", ["/me/", "/accounts/login/"])
def test_the_first_page_weighs_less_than_100_kb_without_fonts(phone, amina, url):
    sizes = _bytes_of(phone(amina if url == "/me/" else None), url)
    assert any(one.endswith(url) for one in sizes)
    assert any(one.endswith(".css") for one in sizes)
    without_fonts = [size for one, size in sizes.items() if not one.endswith(".woff2")]
    assert sum(without_fonts) < FIRST_PAGE, sizes


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ti", "ltr"), ("uk", "ltr")])
def test_a_page_in_another_script_fits_the_phone_and_holds_for_everybody(
    phone, amina, axe, language, direction
):
    accounts.choose_language(amina, language=language, by=actor_for(amina))
    page = phone(amina)
    for url in ("/me/", "/me/knowers/", "/me/openings/"):
        page.goto(url)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("getComputedStyle(document.body).direction") == direction
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        axe(page)


def test_leaving_in_a_hurry_works_from_the_right(phone, amina):
    accounts.choose_language(amina, language="ar", by=actor_for(amina))
    page = phone(amina)
    page.context.route("https://www.yr.no/**", lambda route: route.fulfill(body="Väder"))
    leave = page.get_by_role("link", name="مغادرة الصفحة")
    box = leave.bounding_box()
    assert box["x"] < PHONE["width"] / 2, "at the outer end of the line"
    before = page.evaluate("history.length")
    leave.click()
    page.wait_for_url("https://www.yr.no/")
    assert page.evaluate("history.length") == before


def test_steps_go_up_the_way_the_page_is_read(phone, amina):
    page = phone(amina)
    mirrored = "getComputedStyle(document.querySelector('.stairs')).transform"
    assert page.evaluate(mirrored).startswith("matrix(-1")


def test_a_page_that_says_nothing_says_nothing_in_arabic_either(phone, cast, amina, axe):
    person = Person.objects.get()
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.system)
    page = phone(amina)
    assert page.title() == "صفحتي – Stegvis"
    assert page.locator("main details[open]").count() == 0
    shown = page.locator("main").inner_text()
    assert "Praktik" not in shown
    assert "Kerstin" not in shown
    axe(page)
    people.edit(person, seen_version=person.version, neutral_mode=False, by=cast.system)


def test_everything_works_without_scripts(phone, amina):
    page = phone(amina, java_script_enabled=False)
    page.locator(".me > summary").click()
    page.get_by_role("button", name="Soomaali").click()
    assert page.locator("html").get_attribute("lang") == "so"
    page.get_by_role("link", name="Yaa wax loo oggol yahay inuu ogaado").click()
    assert page.locator("h1").inner_text() == "Yaa wax loo oggol yahay inuu ogaado"
    page.get_by_role("button", name="Ka bax").click()
    assert page.locator("h1").inner_text() == "Gal"


@pytest.mark.parametrize("language", ["ar", "ti"])
def test_signing_in_with_a_code_fits_the_phone_in_every_script(phone, amina, axe, language):
    page = phone(None, locale=language)
    page.goto("/accounts/login/")
    page.locator("main a[href='/in/']").click()
    axe(page)
    page.locator("#id_address").fill("070-9999999")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/in/code/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
