"""What fits somebody, and the answer to a proposal: for everybody, and with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from stegvis.work.matching.models import Proposal
from tests.browser.conftest import DESK, PHONE
from tests.browser.keyboard import first_stop_skips, is_for_everybody
from tests.work.matching import LORRY_DRIVER, SODERHAMN, enrolled, participant, place


@pytest.fixture(scope="module")
def amina(cast):
    """Amina, for whom some places fit, some are near and one is hidden."""
    for number in range(3):
        place(cast, title=f"Barnskötare {number}", extent_min=50, extent_max=75)
    place(cast, title="Barnskötare, natt", municipality_code=SODERHAMN, seats=4)
    place(cast, title="Fjärrbilsförare", occupation=LORRY_DRIVER, licences=["CE"])
    return enrolled(cast)


@pytest.fixture
def at_what_fits(page, cast, amina, sign_in):
    """Kerstin, at what fits Amina."""
    sign_in(page, cast.kerstin)
    page.goto(f"/matching/{amina.public_id}/")
    return page


def test_the_page_and_all_that_it_opens(at_what_fits, axe):
    page = at_what_fits
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här passar Amina")
    is_for_everybody(page, axe)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    is_for_everybody(page, axe)
    first_stop_skips(page)


def test_a_place_is_opened_and_put_away_with_a_reason_by_keyboard(at_what_fits, axe):
    page = at_what_fits
    page.get_by_role("link", name="Barnskötare 1", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#opened-title")).to_contain_text("Barnskötare 1")
    page.get_by_text("Passar inte, för att …").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Det passar inte").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    is_for_everybody(page, axe)
    page.locator("#does-not-fit select").select_option(label="För långt")
    page.get_by_role("button", name="Det passar inte").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Platsen visas inte längre")
    is_for_everybody(page, axe)


def test_a_proposal_is_answered_for_her_and_by_herself(at_what_fits, cast, amina, sign_in, axe):
    page = at_what_fits
    page.get_by_role("button", name="Föreslå för Amina").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("föreslagen för Amina")
    proposal = Proposal.objects.get(decision="proposed")
    page.goto(f"/matching/proposal/{proposal.public_id}/")
    is_for_everybody(page, axe)
    account = participant(cast, amina)
    sign_in(page, account)
    is_for_everybody(page, axe)
    page.goto(f"/matching/proposal/{proposal.public_id}/?answer=no")
    is_for_everybody(page, axe)


def test_a_menu_opens_closes_with_escape_and_gives_the_focus_back(at_what_fits):
    page = at_what_fits
    for size, menu in ((DESK, "details.me"), (PHONE, "details.phone-menu")):
        page.set_viewport_size(size)
        page.locator(f"{menu} > summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(menu)).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(page.locator(menu)).not_to_have_attribute("open", "")
        expect(page.locator(f"{menu} > summary")).to_be_focused()
