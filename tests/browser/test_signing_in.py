"""In by a link and out again."""


def test_a_link_signs_in_and_the_button_signs_out(page, cast, sign_in, console):
    sign_in(page, cast.kerstin)
    console.clear()
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/accounts/login/**")
    page.goto("/accounts/password/change/")
    assert page.url.endswith("/accounts/login/?next=/accounts/password/change/")
