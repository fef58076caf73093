"""The pages about one's own sign-in hold for everybody, at a desk and on a phone."""

import pytest

from tests.browser.conftest import DESK, PHONE

PAGES = ["/account/", "/accounts/security/", "/accounts/security/app/", "/accounts/password/set/"]


def test_a_failed_sign_in_is_told_where_it_happened(page, cast, axe):
    page.goto("/accounts/login/")
    page.get_by_label("E-post").fill("kerstin@example.org")
    page.get_by_label("Lösenord").fill("fel")
    page.locator("main button.ds-button").click()
    assert page.get_by_text("E-postadressen eller lösenordet stämmer inte").is_visible()
    axe(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_about_ones_own_sign_in(page, cast, sign_in, axe, size):
    page.set_viewport_size(size)
    sign_in(page, cast.kerstin)
    for address in PAGES:
        page.goto(address)
        axe(page)
