"""A group's attendance on one screen: few interactions, by keyboard alone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from stegvis.casework.groups.models import Attendance
from tests.browser.hand import Hand
from tests.casework.groups_story import NAMES, joined, workshop

MOST_FOR_TWELVE = 4
"""My day to confirmation, with two who didn't come."""


PATIENCE = 20_000


@pytest.fixture(scope="module")
def group(cast):
    """Twelve in the workshop that Kerstin leads, which meets today."""
    group = workshop(cast)
    for name in NAMES:
        joined(cast, group, name)
    return group


def test_twelve_are_noted_in_four_interactions_from_my_day_two_of_them_absent(
    page, cast, sign_in, group, axe
):
    sign_in(page, cast.kerstin)
    page.goto("/")
    hand = Hand(page)
    hand.press("link", "Anteckna närvaro")
    axe(page)
    hand.choose("Bilal Warsame", "Sjuk")
    hand.choose("Hana Warsame", "Hörde inte av sig")
    hand.press("button", "Spara")
    expect(page.get_by_role("status")).to_contain_text("Närvaron är antecknad", timeout=PATIENCE)
    assert hand.interactions <= MOST_FOR_TWELVE
    assert Attendance.objects.filter(reason="").count() == 10
    axe(page)


def test_attendance_is_noted_by_keyboard_alone(page, cast, sign_in, group):
    sign_in(page, cast.kerstin)
    page.goto(f"/groups/{group.public_id}/attendance/")
    page.get_by_label("Leyla Warsame").focus()
    page.keyboard.type("Vård")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Närvaron är antecknad", timeout=PATIENCE)
    noted = Attendance.objects.get(person__given_name="Leyla")
    assert noted.reason == "child_ill"


def test_attendance_is_noted_without_javascript(new_context, cast, sign_in, group):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, cast.kerstin)
    page.goto(f"/groups/{group.public_id}/attendance/")
    page.get_by_label("Gita Warsame").select_option(label="Arbete eller studier")
    page.get_by_role("button", name="Spara").click()
    assert Attendance.objects.get(person__given_name="Gita").reason == "work_or_studies"
