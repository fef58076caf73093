"""A yes, a question from another board and its answer, as each of those in it reads them."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.network import actions
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.accounts.queries import actor_for
from tests.browser.keyboard import is_for_everybody
from tests.desk import story

REASON = "Behövs för att planera studierna"


@pytest.fixture(scope="module")
def amina(cast):
    return story.taken(cast).person


@pytest.fixture(scope="module")
def vera(cast):
    """Somebody of another board, who asks about Amina."""
    return cast.another_board()[1]


@pytest.fixture(scope="module")
def said_yes(cast, amina, vera):
    """That Amina lets the other board read her plan."""
    facts = actions.ConsentFacts(
        to=vera.memberships.get().unit,
        scope="plan",
        purpose="Planera svenskan",
        ends_on=clock.days_from_today(30),
        given_how="phone",
    )
    return actions.record_consent(amina, facts=facts, by=cast.by(cast.kerstin))


@pytest.fixture
def reads(page, sign_in):
    """`reads(account, "/network/requests/")`: signed in, at the address."""

    def at(account, path):
        sign_in(page, account)
        page.goto(path)
        return page

    return at


def test_another_board_asks_and_reads_that_it_waits(reads, amina, vera):
    actions.ask(amina, scope="plan", reason=REASON, by=actor_for(vera))
    page = reads(vera, "/network/requests/")
    expect(page.get_by_text("väntar", exact=True)).to_be_visible()


def test_the_coordinator_finds_the_question_in_my_day(reads, cast, amina, axe):
    page = reads(cast.kerstin, "/")
    is_for_everybody(page, axe)
    page.goto("/network/requests/")
    page.get_by_role("link", name="Amina Warsame").first.click()
    expect(page.get_by_text(REASON)).to_be_visible()


def test_the_person_sees_their_yes_and_takes_it_back(reads, cast, amina, said_yes):
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=amina.pk, by=cast.system)
    page = reads(account, f"/me/consents/{said_yes.public_id}/")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/me/knowers/")
    said_yes.refresh_from_db()
    assert said_yes.withdrawn_at is not None
