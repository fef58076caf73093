from datetime import timedelta

from django.urls import reverse

from stegvis.core import clock
from stegvis.core.accounts import actions, views
from stegvis.core.accounts.models import SignInLink


def address(cast, **more):
    token = actions.issue_link(cast.kerstin, by=cast.system, **more)
    return reverse("accounts:link", args=[token])


def test_a_link_signs_in_only_when_the_button_is_pressed(cast, client):
    url = address(cast)
    assert "Kerstin Norling" in client.get(url).content.decode()
    assert "_auth_user_id" not in client.session
    client.post(url)
    assert client.session["_auth_user_id"] == str(cast.kerstin.pk)


def test_a_link_works_once(cast, client):
    url = address(cast)
    client.post(url)
    assert client.post(url).status_code == 410


def test_a_link_expires(cast, client):
    url = address(cast)
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        assert client.get(url).status_code == 410


def test_a_demo_link_is_nothing_outside_the_demo(cast, client, settings):
    url = address(cast, token="demo-kerstin", is_demo=True, expires=clock.now() + timedelta(days=1))
    settings.TESTING = False
    assert client.get(url).status_code == 410
    settings.DEMO = True
    assert client.get(url).status_code == 200


def test_the_policy_allows_nothing_from_elsewhere(cast, client):
    policy = client.get(address(cast)).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_of_two_who_press_at_once_one_is_signed_in(cast, client, monkeypatch):
    url = address(cast)
    held = SignInLink.objects.get()
    client.post(url)
    monkeypatch.setattr(views, "_usable_link", lambda _token: held)
    client.logout()
    assert client.post(url).status_code == 410
    assert "_auth_user_id" not in client.session
