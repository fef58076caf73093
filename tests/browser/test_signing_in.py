"""In by a link and out again."""

import pytest

from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_sign_in_page_is_for_everybody(page, axe, size):
    page.set_viewport_size(size)
    page.goto("/accounts/login/")
    axe(page)


def test_a_link_signs_in_and_the_button_signs_out(page, cast, sign_in, console):
    sign_in(page, cast.kerstin)
    console.clear()
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/accounts/login/**")
    page.goto("/accounts/password/change/")
    assert page.url.endswith("/accounts/login/?next=/accounts/password/change/")
