"""Signing in with a password: held back after failures, written down, sent nowhere else."""

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client
from django.urls import reverse

from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.views import BACKEND
from stegvis.core.audit.models import AuditEvent, EventKind

PASSWORD = "en lång ramsa om havet"
LOGIN = "/accounts/login/"
LEAVE = "/leave/"


@pytest.fixture
def kerstin(cast):
    get_adapter().set_password(cast.kerstin, PASSWORD)
    return cast.kerstin


def sign_in(client, email="kerstin@example.org", password=PASSWORD, **query):
    return client.post(LOGIN, {"login": email, "password": password}, query_params=query)


def events():
    found = AuditEvent.objects.filter(kind=EventKind.SIGN_IN).exclude(tenant_id=0).order_by("pk")
    return [(event.verb, event.code, event.account_id) for event in found]


def test_leaving_in_haste_needs_no_token_and_is_written_down(kerstin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(kerstin, backend=BACKEND)
    assert client.get(LEAVE).status_code == 405
    assert client.post(LEAVE).status_code == 204
    assert "_auth_user_id" not in client.session
    assert events()[-1] == ("accounts.signed_out", "", kerstin.pk)
    assert client.post(LEAVE).status_code == 204


def test_a_password_signs_in_whatever_the_case_of_the_address(kerstin, client):
    assert sign_in(client, "Kerstin@Example.org")["Location"] == "/"
    assert events() == [("accounts.signed_in", "", kerstin.pk)]


def test_signing_out_is_written_down(kerstin, client):
    sign_in(client)
    client.post("/accounts/logout/")
    assert events()[-1] == ("accounts.signed_out", "", kerstin.pk)


def test_signing_out_takes_more_than_a_link(kerstin, client):
    sign_in(client)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session


def test_a_wrong_password_and_an_unknown_address_are_told_alike(kerstin, client):
    known = sign_in(client, password="fel").content.decode()
    unknown = sign_in(client, "nobody@example.org", "fel").content.decode()
    sentence = "E-postadressen eller lösenordet stämmer inte. Försök igen."
    assert sentence in known
    assert sentence in unknown
    assert events() == [("accounts.sign_in.failed", "wrong_password", kerstin.pk)]
    with tenancy.tenant_scope(tenancy.INSTALLATION):
        assert AuditEvent.objects.filter(code="wrong_password", account_id=None).exists()


def test_after_five_failures_even_the_right_password_waits(kerstin, client):
    for _time in range(5):
        sign_in(client, password="fel")
    answer = sign_in(client)
    assert "Vänta 15 minuter, eller be din administratör om en länk." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert events()[-1] == ("accounts.sign_in.failed", "locked", kerstin.pk)


def test_somebody_else_is_not_held_back_by_it(kerstin, cast, client):
    get_adapter().set_password(cast.maria, PASSWORD)
    for _time in range(6):
        sign_in(client, password="fel")
    assert sign_in(client, "maria@example.org").status_code == 302


def test_the_address_somebody_typed_is_not_kept(kerstin, client):
    sign_in(client, "amina.warsame@example.org", "fel")
    assert not AuditEvent.objects.filter(values__contains="warsame").exists()


def test_a_closed_account_does_not_open(kerstin, cast, client):
    accounts.close_account(kerstin, by=cast.system)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_the_session_of_before_does_not_live_on(kerstin, client):
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "\\\\evil.example"])
def test_nobody_is_sent_elsewhere_after_signing_in(kerstin, client, there):
    assert sign_in(client, next=there)["Location"] == "/"


def test_one_is_sent_to_the_page_one_asked_for(kerstin, client):
    asked = client.get("/employers/")["Location"]
    assert asked == f"{LOGIN}?next=/employers/"
    assert sign_in(client, next="/employers/")["Location"] == "/employers/"


def test_the_accounts_language_is_spoken_after_signing_in(kerstin, cast, client):
    accounts.change_account(
        kerstin, name=kerstin.name, language="nb", seen_version=kerstin.version, by=cast.system
    )
    sign_in(client)
    assert "Slik logger du inn" in client.get("/accounts/security/").content.decode()


def test_a_language_chosen_once_is_kept_for_the_next_machine(kerstin, client):
    sign_in(client)
    client.post(reverse("set_language"), {"language": "en"})
    kerstin.refresh_from_db()
    assert kerstin.language == "en"


@pytest.mark.parametrize(
    "page", ["signup/", "email/", "confirm-email/", "password/reset/", "3rdparty/", "login/code/"]
)
def test_what_is_not_offered_is_not_there(kerstin, client, page):
    sign_in(client)
    assert client.get(f"/accounts/{page}").status_code == 404


def test_a_password_is_changed_with_the_one_before(kerstin, client):
    sign_in(client)
    new = "en annan ramsa om skogen"
    typed = {"oldpassword": "fel", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", typed).status_code == 200
    client.post("/accounts/password/change/", typed | {"oldpassword": PASSWORD})
    kerstin.refresh_from_db()
    assert kerstin.check_password(new)
    assert events()[-1] == ("accounts.password.changed", "", kerstin.pk)


def test_a_common_password_is_refused_in_words(kerstin, client):
    sign_in(client)
    typed = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}
    assert "för vanligt" in client.post("/accounts/password/change/", typed).content.decode()
