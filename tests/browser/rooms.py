"""A file's rooms, and the forms that open in them."""

import pytest
from playwright.sync_api import expect

from stegvis.core.audit import log
from tests.desk import story


@pytest.fixture(scope="module")
def amina(cast):
    """Amina, whom Kerstin coordinates, with a plan that isn't agreed yet."""
    with log.boundary():
        case = story.taken(cast)
        story.met(cast, case)
        story.step(cast, story.planned(cast, case, agreed=False))
    return case.person


@pytest.fixture
def file(page, cast, amina, sign_in):
    """Kerstin at Amina's overview."""
    page.set_default_timeout(15_000)
    sign_in(page, cast.kerstin)
    page.goto(story.page_of(amina))
    return page


def panel(page):
    """The form that is open in the room."""
    return page.locator("#room .here")


def goal_field(page):
    return panel(page).get_by_label("Målet, med personens egna ord")


def ask_for_a_goal(page):
    page.get_by_role("link", name="Lägg till mål").click()
    expect(goal_field(page)).to_be_focused()


def save(page):
    panel(page).get_by_role("button", name="Spara").click()
