"""Signing in at the municipality's identity provider."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount

from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account
from stegvis.core.audit.models import AuditEvent, EventKind
from tests.core.issuer import LOGIN, Issuer, come_back, configured, leave, new_key, sign_in

KERSTIN = {"sub": "s-1", "email": "Kerstin@example.org", "email_verified": True, "name": "Kerstin"}


@pytest.fixture
def issuer(settings):
    with Issuer(dict(KERSTIN)) as running:
        settings.SOCIALACCOUNT_PROVIDERS = configured(running.url)
        yield running


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_the_provider(cast, client, issuer):
    page = client.get("/accounts/login/").content.decode()
    assert "Logga in med Kommunens inloggning" in page
    assert f'action="{LOGIN}' in page


def test_nobody_is_sent_away_by_a_mere_link(cast, client, issuer):
    assert issuer.url not in client.get(LOGIN).content.decode()


def test_an_identity_whose_address_is_vouched_for_opens_the_account_with_it(cast, client, issuer):
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.kerstin.pk)
    event = AuditEvent.objects.get(verb="accounts.signed_in")
    assert "socialaccount" in event.values
    assert AuditEvent.objects.filter(verb="accounts.identity.linked").count() == 1


def test_afterwards_the_identity_counts_whatever_the_address(cast, client, issuer):
    sign_in(client)
    client.logout()
    issuer.claims |= {"email": "kerstin.ny@example.org", "email_verified": False}
    sign_in(client)
    assert client.session["_auth_user_id"] == str(cast.kerstin.pk)


def test_of_an_identity_only_its_subject_is_kept(cast, client, issuer):
    issuer.claims["personnummer"] = "195901232602"
    sign_in(client)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("s-1", {})


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": None},
    ],
    ids=str,
)
def test_an_unknown_identity_makes_no_account(cast, client, issuer, claims):
    issuer.claims |= claims
    before = Account.objects.count()
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "ingen har öppnat ett konto åt dig" in answer.content.decode()
    assert not is_in(client)
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)
    with tenancy.tenant_scope(tenancy.INSTALLATION):
        assert AuditEvent.objects.filter(kind=EventKind.SIGN_IN, code="unknown_identity").exists()


def test_an_address_given_to_somebody_else_does_not_open_the_account_again(cast, client, issuer):
    sign_in(client)
    client.logout()
    issuer.claims["sub"] = "s-2"
    assert sign_in(client).status_code == 403
    assert not is_in(client)


def test_a_closed_account_stays_closed(cast, client, issuer):
    accounts.close_account(cast.kerstin, by=cast.system)
    assert sign_in(client).status_code == 403
    assert not is_in(client)


def test_an_account_closed_after_it_was_linked_stays_closed(cast, client, issuer):
    sign_in(client)
    client.logout()
    accounts.close_account(cast.kerstin, by=cast.system)
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert not is_in(client)


def test_an_answer_without_the_state_of_this_session_is_refused(cast, client, issuer):
    address = leave(client)
    client.cookies.clear()
    assert come_back(client, address).status_code == 401
    assert not is_in(client)


def test_an_answer_works_once(cast, client, issuer):
    back = requests.get(leave(client), allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    client.get(f"{parts.path}?{parts.query}")
    client.logout()
    assert client.get(f"{parts.path}?{parts.query}").status_code == 401


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"sub": "s-other"},
    ],
    ids=str,
)
def test_a_token_with_a_false_claim_is_refused(cast, client, issuer, lies):
    issuer.lies = lies
    issuer.told = {"sub": "s-1"}
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "gav inget användbart svar" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_token_signed_by_another_key_is_refused(cast, client, issuer):
    issuer.signs_with = new_key()
    assert sign_in(client).status_code == 401
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(cast, client, issuer):
    issuer.server.shutdown()
    issuer.server.server_close()
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert "Försök igen" in answer.content.decode()
    issuer.__enter__()


def test_a_no_at_the_provider_leads_back(cast, client, issuer):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(
        f"{LOGIN}callback/", {"error": "access_denied", "state": state}, follow=True
    )
    assert "Inloggningen avbröts" in answer.content.decode()


def test_the_address_decides_nothing_but_where_to_go_afterwards(cast, client, issuer):
    asked = parse_qs(urlsplit(leave(client, scope="admin", auth_params="prompt=none")).query)
    assert set(asked["scope"][0].split()) == {"email", "openid", "profile"}
    assert "prompt" not in asked
    assert sign_in(client, next="/employers/", process="connect")["Location"] == "/employers/"


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_sent_elsewhere_after_signing_in(cast, client, issuer, there):
    assert sign_in(client, next=there)["Location"] == "/"


def test_staff_who_come_from_the_provider_need_no_second_factor_here(
    cast, client, issuer, settings
):
    settings.SECOND_FACTOR = True
    sign_in(client)
    assert client.get("/employers/").status_code == 200


def test_an_unknown_provider_is_no_page(cast, client, issuer):
    assert client.post("/accounts/oidc/elsewhere/login/").status_code == 404
