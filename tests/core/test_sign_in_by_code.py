"""Signing in with a code: for the one whose number it is, and telling nobody else anything."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.core import clock, tenancy
from stegvis.core.accounts.actions.codes import MOST_TRIES
from stegvis.core.accounts.models import CodeAddress, CodeRequest, SignInCode
from stegvis.core.addresses import one_form
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.jobs import worker
from tests.every_url.walk import TOKEN

ASK, ENTER = reverse("accounts:code_ask"), reverse("accounts:code")
NUMBER = "070-1740605"


@pytest.fixture
def amina(cast):
    """Amina, whose number codes go to."""
    person = cast.person(coordinator=cast.kerstin)
    own_page.let_in(person, by=cast.by(cast.kerstin))
    own_page.allow_codes(person, by=cast.by(cast.kerstin))
    return person


@pytest.fixture
def outbox(tmp_path, settings):
    settings.OUTBOX_DIR = tmp_path
    return tmp_path


def sent(outbox):
    """The text messages so far, once the worker has done what waits."""
    worker.run_worker(once=True)
    worker.run_worker(once=True)
    return [json.loads(Path(one).read_text("utf-8")) for one in sorted(outbox.glob("*.json"))]


def code_in(message):
    return re.search(r"\b\d{6}\b", message["text"]).group()


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_code_to_the_number_signs_in(client, amina, outbox):
    response = client.post(ASK, {"address": "+46 70 174 06 05"}, follow=True)
    assert "Om numret eller adressen är känd här" in response.content.decode()
    (message,) = sent(outbox)
    assert message["to"] == "+46701740605"
    code = code_in(message)
    client.post(ENTER, {"code": f"{code[:3]} {code[3:]}"})
    assert client.session["_auth_user_id"] == str(CodeAddress.objects.get().account_id)


def test_the_message_says_nothing_but_the_code(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    (message,) = sent(outbox)
    assert re.sub(r"\d{6}", "000000", message["text"]) == (
        "Din kod är 000000. Den gäller i 10 minuter. Ge den inte till någon."
    )


def test_a_number_nobody_has_is_answered_alike_and_sent_nothing(client, amina, outbox):
    faces = []
    for number in (NUMBER, "070-9999999"):
        asked = client.post(ASK, {"address": number})
        shown = client.get(ENTER)
        wrong = client.post(ENTER, {"code": "000000"})
        faces.append(
            [asked.status_code, asked.url]
            + [TOKEN.sub(b"", page.content) for page in (shown, wrong)]
        )
    assert faces[0] == faces[1]
    assert len(sent(outbox)) == 1


def test_asking_does_the_same_work_for_a_number_nobody_has(client, amina):
    client.post(ASK, {"address": "070-1111111"})
    counted = []
    for number in (NUMBER, "070-9999999"):
        with CaptureQueriesContext(connection) as queries:
            client.post(ASK, {"address": number})
        counted.append([re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in queries])
    assert counted[0] == counted[1]


def test_a_code_works_once_and_for_ten_minutes(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    session = client.session["stegvis_code"]
    with clock.set_to(clock.now() + timedelta(minutes=10, seconds=1)):
        client.post(ENTER, {"code": code})
    assert not is_signed_in(client)
    client.post(ENTER, {"code": code})
    assert is_signed_in(client)
    client.logout()
    again = client.session
    again["stegvis_code"] = session
    again.save()
    client.post(ENTER, {"code": code})
    assert not is_signed_in(client)


def test_after_some_wrong_tries_the_right_code_is_of_no_use(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(MOST_TRIES):
        client.post(ENTER, {"code": wrong})
    response = client.post(ENTER, {"code": code})
    assert "Koden stämmer inte" in response.content.decode()
    assert not is_signed_in(client)


def test_a_code_works_in_no_other_browser_than_the_one_that_asked(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    other = type(client)()
    assert other.post(ENTER, {"code": code}).url == ASK
    other.post(ASK, {"address": NUMBER})
    other.post(ENTER, {"code": code})
    assert not is_signed_in(other)


@pytest.mark.parametrize("number", [NUMBER, "070-9999999"])
def test_whoever_asks_again_and_again_is_told_to_wait_known_or_not(client, amina, number):
    for _time in range(3):
        assert client.post(ASK, {"address": number}).status_code == 302
    response = client.post(ASK, {"address": number})
    assert response.status_code == 429
    assert "Vänta 15 minuter" in response.content.decode()
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        assert client.post(ASK, {"address": number}).status_code == 302


@pytest.mark.parametrize("typed", ["", "hej", "070", "någon@", "1" * 40])
def test_what_is_neither_a_number_nor_an_address_is_said_at_the_field(client, db, typed):
    response = client.post(ASK, {"address": typed})
    assert response.status_code == 200
    assert 'id="id_address_error"' in response.content.decode()
    assert not CodeRequest.objects.exists()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_isnt_six_digits_costs_no_try(client, amina, typed):
    client.post(ASK, {"address": NUMBER})
    client.post(ENTER, {"code": typed})
    assert CodeRequest.objects.get().tries == 0


def test_nothing_is_sent_to_a_number_that_is_no_longer_the_persons(client, cast, amina, outbox):
    way = amina.contact_ways.get()
    people.remove_contact_way(way, by=cast.by(cast.kerstin))
    people.add_contact_way(amina, kind="phone", value="070-1740606", by=cast.by(cast.kerstin))
    client.post(ASK, {"address": NUMBER})
    assert sent(outbox) == []


def test_a_new_safe_way_ends_the_codes_to_the_earlier_one(client, cast, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    people.add_contact_way(
        amina, kind="email", value="amina@example.org", is_safe=True, by=cast.by(cast.kerstin)
    )
    client.post(ENTER, {"code": code})
    assert not is_signed_in(client)
    assert not CodeAddress.objects.exists()


def test_a_code_goes_by_e_mail_where_that_is_the_way(client, cast, amina, outbox):
    people.add_contact_way(
        amina, kind="email", value="amina@example.org", is_safe=True, by=cast.by(cast.kerstin)
    )
    own_page.allow_codes(amina, by=cast.by(cast.kerstin))
    client.post(ASK, {"address": "Amina@Example.org"})
    assert sent(outbox) == []
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.org"]
    client.post(ENTER, {"code": code_in({"text": letter.body})})
    assert is_signed_in(client)


def test_nobody_protected_or_watched_is_let_in_by_an_unsafe_number(cast):
    person = cast.person(coordinator=cast.kerstin)
    own_page.let_in(person, by=cast.by(cast.kerstin))
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.system)
    with pytest.raises(NotAllowedNowError):
        own_page.allow_codes(person, by=cast.by(cast.kerstin))


def test_closing_the_page_ends_the_codes(client, cast, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    own_page.let_out(amina, by=cast.by(cast.kerstin))
    client.post(ENTER, {"code": code})
    assert not is_signed_in(client)


def test_two_on_one_number_get_a_code_each(client, cast, amina, outbox):
    other = cast.person("Idil", "Warsame", coordinator=cast.kerstin)
    own_page.let_in(other, by=cast.by(cast.kerstin))
    own_page.allow_codes(other, by=cast.by(cast.kerstin))
    client.post(ASK, {"address": NUMBER})
    messages = sent(outbox)
    assert len({code_in(one) for one in messages}) == 2
    client.post(ENTER, {"code": code_in(messages[1])})
    assert is_signed_in(client)


def test_a_job_that_was_killed_and_runs_again_sends_one_code(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    assert len(sent(outbox)) == 1
    assert len(sent(outbox)) == 1
    assert SignInCode.objects.count() == 1


def test_the_log_says_who_signed_in_how_and_that_a_try_failed(client, amina, outbox):
    client.post(ASK, {"address": NUMBER})
    code = code_in(sent(outbox)[0])
    client.post(ENTER, {"code": "000000" if code != "000000" else "111111"})
    client.post(ENTER, {"code": code})
    assert AuditEvent.objects.filter(verb="accounts.signed_in").count() == 1
    with tenancy.tenant_scope(tenancy.INSTALLATION):
        failed = AuditEvent.objects.filter(verb="accounts.sign_in.failed")
        assert [one.code for one in failed] == ["wrong_code"]


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("070-174 06 05", "0701740605"), ("+46 (0)70-1740605", "0701740605"),
        ("0046701740605", "0701740605"), ("+47 412 34 567", "41234567"), ("41234567", "41234567"),
        ("+358 40 1234567", "+358401234567"), ("٠٧٠-١٧٤ ٠٦ ٠٥", "0701740605"),
        ("Amina@Example.org", "amina@example.org"),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(typed, form):
    assert one_form(typed) == form


def test_the_desk_says_whether_codes_lead_in_and_ends_them(client, cast, amina):
    client.force_login(cast.kerstin)
    page = reverse("people:own_page", args=[amina.public_id])
    assert "Loggar in med kod" in client.get(page).content.decode()
    client.post(reverse("people:own_page_do", args=[amina.public_id]), {"do": "stop_codes"})
    assert not CodeAddress.objects.exists()
    assert "Låt personen logga in med kod" in client.get(page).content.decode()
