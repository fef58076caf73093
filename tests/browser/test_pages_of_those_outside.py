"""What an employer and a partner see, and how a participant gets a page of their own."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.organisations import actions as organisations
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.placements import actions as placements
from stegvis.work.placements.actions import PlacementFacts
from tests.browser.conftest import DESK, PHONE
from tests.desk import story


@pytest.fixture(scope="module")
def case(cast):
    facts = cases.ReferralFacts(
        source="social_services", reason="Vill arbeta", disclosure_ground="consent"
    )
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


@pytest.fixture(scope="module")
def inger(cast, case):
    """Who signs in for the bakery, where Amina has her half-time."""
    by = cast.by(cast.kerstin)
    bakery = employers.register(EmployerFacts("Bollnäs Bageri", owner=cast.kerstin), by=by)
    facts = PlacementFacts(
        employer=bakery,
        kind="internship",
        starts_on=clock.days_from_today(-30),
        ends_on=clock.days_from_today(30),
        extent=50,
        supervisor_name="Ulla Borg",
    )
    story.agreed(placements.place(case, facts=facts, by=by), by=by)
    return employers.let_in(bakery, name="Inger Ek", email="inger@example.org", by=by)


@pytest.fixture(scope="module")
def lena(cast, case):
    """Who signs in for a school that reads Amina's plan."""
    school = organisations.create_organisation(
        cast.tenant, name="Lärcentrum", kind="school", by=cast.system
    )
    people.grant(
        case.person, organisation=school, scope="plan", ground=Ground.CONSENT, by=cast.system
    )
    record = (PartyKind.PARTNER, school.pk)
    return accounts.let_in(
        cast.tenant, record, name="Lena", email="lena@example.org", by=cast.system
    )


@pytest.fixture
def kerstin(page, cast, sign_in):
    """Kerstin has signed in."""
    sign_in(page, cast.kerstin)


@pytest.fixture
def look(page, axe):
    """`look("/workplace/")`: at a desk and on a phone; axe sees both, nothing sticks out."""

    def at(path):
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.goto(path)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{path} is {wide} wide at {size['width']}"

    return at


def test_an_employer_reads_who_comes_when(page, sign_in, inger, look):
    sign_in(page, inger)
    expect(page.get_by_role("heading", level=1, name="Bollnäs Bageri")).to_be_visible()
    expect(page.get_by_text("Amina Warsame").first).to_be_visible()
    look("/workplace/")


def test_a_partner_reads_what_was_shared(page, sign_in, lena):
    sign_in(page, lena)
    page.get_by_role("link", name="Amina Warsame").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amina")
    page.get_by_role("link", name="Tillbaka till alla").click()
    expect(page.get_by_role("link", name="Amina Warsame")).to_be_visible()


@pytest.mark.usefixtures("kerstin")
def test_a_coordinator_gives_a_participant_a_page_of_their_own(page, context, case, look):
    here = f"/people/{case.person.public_id}/own-page/"
    page.goto(here)
    page.get_by_role("button", name="Öppna en egen sida").click()
    look(here)
    page.get_by_role("button", name="Visa den här").click()
    expect(page.get_by_role("img", name="En QR-kod")).to_be_visible()
    link = page.locator(".link-shown .strong").inner_text()
    context.clear_cookies()
    page.goto(link[link.index("/in/") :])
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", name="Hej Amina")).to_be_visible()
