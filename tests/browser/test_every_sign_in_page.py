"""Every page on the way in and out: for everybody, and with the keyboard alone."""

import time
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import AddressChange, Role
from tests.browser.keyboard import first_stop_skips, is_for_everybody
from tests.cast import FIRST_DAY
from tests.core.issuer import Issuer, configured

PASSWORD = "en ramsa om havet och vinden"
NOBODY = {"sub": "s-9", "email": "nobody@example.org", "email_verified": True, "name": "Ingen"}


@pytest.fixture(scope="module")
def password(cast):
    """Kerstin's and Björn's way in; Maria has two roles."""
    for account in (cast.kerstin, cast.bjorn):
        get_adapter().set_password(account, PASSWORD)
    actions.give_role(
        cast.unit, account=cast.maria, role=Role.REGISTRAR, starts=FIRST_DAY, by=cast.system
    )
    return PASSWORD


@pytest.fixture
def look(page, axe):
    """`look(heading)`: the page under it is for everybody, its first stop skips to the content."""

    def at(heading):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        is_for_everybody(page, axe)
        first_stop_skips(page)

    return at


@pytest.fixture
def type_in(page):
    """`type_in({label: text})`: with the keyboard alone, sent by Enter in the last one."""

    def at(answers):
        for label, text in answers.items():
            page.get_by_label(label).first.focus()
            page.keyboard.type(text)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    return at


@pytest.fixture
def issuer(settings):
    """The municipality's own sign-in, which knows somebody we don't."""
    with Issuer(dict(NOBODY)) as running:
        settings.SOCIALACCOUNT_PROVIDERS = configured(running.url)
        yield running


def sign_in_with_password(page, type_in, email, password):
    page.goto("/accounts/login/")
    type_in({"E-post": email, "Lösenord": password})


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_the_sign_in_page_and_a_failure(page, password, look, type_in):
    page.goto("/accounts/login/")
    look("Logga in")
    type_in({"E-post": "kerstin@example.org", "Lösenord": "fel"})
    expect(page.get_by_role("alert")).to_contain_text("stämmer inte")
    look("Logga in")


def test_locked_out_after_five_failures(page, password, look, type_in):
    for _time in range(6):
        sign_in_with_password(page, type_in, "bjorn@example.org", "fel")
    expect(page.get_by_role("alert")).to_contain_text("Vänta 15 minuter")
    look("Logga in")


def test_a_link_is_confirmed_and_one_that_is_used_says_so(page, cast, look, console):
    with tenancy.tenant_scope(cast.tenant.pk):
        token = actions.issue_link(cast.maria, by=cast.system)
    page.goto(f"/in/{token}/")
    look("Logga in som Maria Lund?")
    page.get_by_role("main").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/in/" not in url)
    page.goto(f"/in/{token}/")
    look("Länken fungerar inte längre")
    console.clear()


def test_a_new_address_is_confirmed_once(page, cast, look, console):
    with tenancy.tenant_scope(cast.tenant.pk):
        rut = actions.create_account(
            cast.tenant, email="rut@example.org", name="Rut", by=cast.system
        )
        later = clock.now() + timedelta(days=1)
        actions.propose_address(rut, email="rut.ek@example.org", expires=later, by=cast.system)
    link = f"/in/address/{AddressChange.objects.get(account=rut).token}/"
    page.goto(link)
    look("Logga in med den här adressen från och med nu?")
    page.get_by_role("main").get_by_role("button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look("Adressen är bytt")
    page.goto(link)
    look("Länken fungerar inte längre")
    console.clear()


def test_a_role_is_chosen(page, cast, password, sign_in, look):
    sign_in(page, cast.maria)
    page.goto("/account/")
    look("Maria Lund")
    page.get_by_role("button", name="Välj").focus()
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: "/account/" not in url)


def test_what_was_written_is_given_back_to_somebody_signed_out(page, cast, sign_in, look, console):
    sign_in(page, cast.kerstin)
    page.goto("/employers/talk/")
    page.get_by_label("Arbetsgivare").first.fill("Bollnäs Bageri")
    page.get_by_label("Vad som sades").fill("De kan ta emot två i mars, men helst inte samtidigt.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Anteckna samtalet").focus()
    page.keyboard.press("Enter")
    look("Du har blivit utloggad")
    console.clear()


def test_the_municipalitys_own_sign_in_and_what_it_may_answer(page, issuer, cast, look, console):
    page.goto("/accounts/login/")
    look("Logga in")
    page.get_by_role("button", name="Logga in med Kommunens inloggning").focus()
    page.keyboard.press("Enter")
    look("Du har inget konto här än")
    page.goto("/accounts/oidc/municipality/login/")
    look("Logga in med Kommunens inloggning")
    page.goto("/accounts/oidc/municipality/login/callback/?error=server_error&state=gone")
    look("Det gick inte att logga in")
    page.goto("/accounts/oidc/cancelled/")
    look("Inloggningen avbröts")
    page.goto("/accounts/inactive/")
    look("Kontot är stängt")
    console.clear()


def test_an_app_is_set_up_and_asked_for_the_next_time(page, password, look, type_in, settings):
    settings.SECOND_FACTOR = True
    sign_in_with_password(page, type_in, "kerstin@example.org", password)
    look("Koppla en kodapp")
    secret = page.locator(".steps code").inner_text()
    type_in({"Kod": code(secret)})
    look("Reservkoder")
    for address, heading in {
        "security/": "Så loggar du in",
        "security/codes/new/": "Göra nya koder?",
        "security/app/remove/": "Ta bort kodappen?",
        "password/change/": "Byt lösenord",
        "again/": "Är det fortfarande du?",
        "code/again/": "Är det fortfarande du?",
        "logout/": "Logga ut?",
    }.items():
        page.goto(f"/accounts/{address}")
        look(heading)
    page.get_by_role("main").get_by_role("button", name="Logga ut").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sign_in_with_password(page, type_in, "kerstin@example.org", password)
    look("Skriv koden")
    type_in({"Kod": code(secret, later=1)})
    expect(page.get_by_role("heading", level=1)).to_have_text("Min dag")
