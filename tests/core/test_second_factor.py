"""Staff show a second factor; others don't have to."""

import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value

from stegvis.core import encryption
from stegvis.core.accounts import actions
from stegvis.core.audit.models import AuditEvent

PASSWORD = "en lång ramsa om havet"
APP = "/accounts/security/app/"


@pytest.fixture
def kerstin(cast, settings):
    settings.SECOND_FACTOR = True
    get_adapter().set_password(cast.kerstin, PASSWORD)
    return cast.kerstin


def sign_in(client, email="kerstin@example.org"):
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD})


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def set_up(client, kerstin):
    """Sign in and set up the app; the secret."""
    sign_in(client)
    client.get(APP)
    secret = client.session[SECRET_SESSION_KEY]
    answer = client.post(APP, {"code": code(secret)})
    assert answer["Location"] == "/accounts/security/codes/"
    return secret


def test_staff_with_a_password_alone_get_no_further_than_to_set_up_an_app(kerstin, client):
    sign_in(client)
    for page in ("/", "/employers/", "/account/", "/accounts/security/"):
        assert client.get(page)["Location"] == APP
    assert client.get(APP).status_code == 200


def test_once_it_is_set_up_everything_opens(client, set_up):
    assert client.get("/employers/").status_code == 200


def test_a_wrong_code_sets_nothing_up(kerstin, client):
    sign_in(client)
    client.get(APP)
    assert "Felaktig kod" in client.post(APP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_next_time_the_code_is_asked_for(client, set_up):
    client.post("/accounts/logout/")
    assert sign_in(client)["Location"] == "/accounts/code/"
    assert client.get("/employers/").status_code == 302
    assert client.post("/accounts/code/", {"code": code(set_up, later=1)})["Location"] == "/"
    assert client.get("/employers/").status_code == 200


def test_wrong_codes_are_written_down_and_held_back(client, set_up):
    client.post("/accounts/logout/")
    sign_in(client)
    for _time in range(6):
        answer = client.post("/accounts/code/", {"code": "000000"})
    assert "Vänta 15 minuter" in answer.content.decode()
    assert AuditEvent.objects.filter(code="wrong_code").count() == 5


def test_a_recovery_code_works_once(client, set_up):
    page = client.get("/accounts/security/codes/").content.decode()
    recovery = page.split("<code>")[1].split("</code>")[0]
    for expected in (302, 200):
        client.post("/accounts/logout/")
        sign_in(client)
        assert client.post("/accounts/code/", {"code": recovery}).status_code == expected


def test_a_session_that_began_before_has_to_sign_in_again(kerstin, cast, client, act_as, set_up):
    earlier = act_as(kerstin)
    assert earlier.get("/employers/")["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in earlier.session


def test_a_link_asks_staff_for_the_code_too(cast, client, set_up):
    client.post("/accounts/logout/")
    token = actions.issue_link(cast.kerstin, by=cast.system)
    assert client.post(f"/in/{token}/")["Location"] == "/accounts/code/"
    assert "_auth_user_id" not in client.session


def test_participants_need_no_app(cast, client, settings):
    settings.SECOND_FACTOR = True
    account = actions.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    actions.link_party(account, kind="participant", record_id=cast.person().pk, by=cast.system)
    token = actions.issue_link(account, by=cast.system)
    client.post(f"/in/{token}/")
    assert client.get("/accounts/security/").status_code == 200


def test_the_apps_secret_is_stored_encrypted(set_up):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert set_up not in stored
    assert encryption.decrypt(stored) == set_up


def test_taking_the_app_away_takes_having_shown_it(client, set_up):
    assert client.post(f"{APP}remove/").status_code == 302
    assert not Authenticator.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="accounts.second_factor").order_by("pk")
    assert [event.verb.rpartition(".")[2] for event in verbs] == ["added"] * 2 + ["removed"] * 2
