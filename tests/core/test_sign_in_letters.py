"""A sign-in link by e-mail: the way in for somebody who has no other yet."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind, SignInLink
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.jobs import actions as jobs
from stegvis.core.jobs import worker
from stegvis.core.notices import actions
from stegvis.core.notices.models import NoticeStatus


def send(account, by):
    notice = actions.send_link(account, by=by)
    worker.run_worker(once=True)
    notice.refresh_from_db()
    return notice


def path(letter):
    return re.search(r"/in/\w+/", letter.body).group()


@pytest.fixture
def amina(cast):
    """A participant with an account, and the person it speaks for."""
    person = cast.person(coordinator=cast.kerstin)
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=person.pk, by=cast.system)
    return account, person


def test_the_letters_link_signs_in_once_by_a_press(cast, client):
    assert send(cast.kerstin, cast.by(cast.admin)).status == NoticeStatus.SENT
    (letter,) = mail.outbox
    assert letter.to == ["kerstin@example.org"]
    assert client.get(path(letter)).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(path(letter))
    assert client.session["_auth_user_id"] == str(cast.kerstin.pk)
    client.logout()
    assert client.post(path(letter)).status_code == 410


def test_the_letter_says_until_when_and_nothing_of_who_or_what(cast):
    with clock.set_to(clock.now().replace(year=2024, month=5, day=6, hour=8, minute=30)):
        send(cast.kerstin, cast.by(cast.admin))
    (letter,) = mail.outbox
    assert "Den fungerar en gång, fram till tisdag 7 maj" in letter.body
    said = f"{letter.subject} {letter.body}".lower()
    for word in ("kerstin", "arne", "stegvis", "arbets", "kommun", "praktik", "samordnare"):
        assert word not in said


def test_the_letter_is_in_the_accounts_language(cast):
    accounts.choose_language(cast.kerstin, language="nb", by=cast.by(cast.kerstin))
    send(cast.kerstin, cast.by(cast.admin))
    assert mail.outbox[0].subject == "Lenken din for å logge inn"


def test_a_link_works_for_a_day(cast, client):
    send(cast.kerstin, cast.by(cast.admin))
    with clock.set_to(clock.now() + timedelta(hours=23)):
        assert client.get(path(mail.outbox[0])).status_code == 200
    with clock.set_to(clock.now() + timedelta(hours=25)):
        assert client.get(path(mail.outbox[0])).status_code == 410


def test_a_letter_waits_while_no_address_is_set_for_its_link(cast, settings):
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["127.0.0.1", ".example.org"]
    notice = send(cast.kerstin, cast.by(cast.admin))
    assert (notice.status, notice.reason) == (NoticeStatus.WAITING, "no_address")
    assert mail.outbox == []
    settings.ALLOWED_HOSTS = [".example.org", "stegvis.example.org"]
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        jobs.enqueue("notices.send", by=cast.system)
        worker.run_worker(once=True)
    assert "\n\nhttps://stegvis.example.org/in/" in mail.outbox[0].body


def test_a_new_link_makes_the_earlier_one_void(cast, client):
    send(cast.kerstin, cast.by(cast.admin))
    send(cast.kerstin, cast.by(cast.admin))
    first, second = mail.outbox
    assert client.get(path(first)).status_code == 410
    assert client.get(path(second)).status_code == 200


def test_a_letter_whose_link_is_replaced_before_it_leaves_stays(cast):
    first = actions.send_link(cast.kerstin, by=cast.by(cast.admin))
    send(cast.kerstin, cast.by(cast.admin))
    first.refresh_from_db()
    assert (first.status, first.reason) == (NoticeStatus.WITHHELD, "expired")
    assert len(mail.outbox) == 1


def test_neither_the_outbox_nor_the_log_holds_what_opens_the_account(cast):
    notice = send(cast.kerstin, cast.by(cast.admin))
    token = path(mail.outbox[0]).split("/")[2]
    kept = [str(notice.__dict__), *AuditEvent.objects.values_list("values", flat=True)]
    assert not any(token in text for text in kept)
    assert SignInLink.objects.get().token_hash != token


def test_a_participant_gets_one_from_who_works_with_them(cast, client, amina):
    account, _person = amina
    send(account, cast.by(cast.kerstin))
    client.post(path(mail.outbox[0]))
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_participant_gets_none_past_the_safe_way(cast, amina):
    account, person = amina
    people.add_contact_way(person, kind="phone", value="070 1740606", is_safe=True, by=cast.system)
    assert send(account, cast.by(cast.kerstin)).reason == "other_way"
    people.add_contact_way(
        person, kind="email", value="Amina@example.org", is_safe=True, by=cast.system
    )
    assert send(account, cast.by(cast.kerstin)).status == NoticeStatus.SENT


def test_a_protected_participant_gets_none_without_a_safe_way(cast, amina):
    account, person = amina
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    assert send(account, cast.by(cast.kerstin)).reason == "protected"
    assert [one.to for one in mail.outbox] == [[cast.kerstin.email]], "the officer alone is told"


def test_only_an_administrator_of_the_authority_sends_staff_theirs(cast, amina):
    account, _person = amina
    for who, by in (
        (cast.bjorn, cast.by(cast.kerstin)),
        (cast.stig, cast.by(cast.admin)),
        (cast.kerstin, cast.by(account)),
    ):
        with pytest.raises(RefusedError):
            actions.send_link(who, by=by)


def test_a_closed_account_gets_none(cast):
    cast.kerstin.is_active = False
    with pytest.raises(NotAllowedNowError):
        actions.send_link(cast.kerstin, by=cast.by(cast.admin))
