"""What waits in the outbox while somebody's safe way changes, and a worker that sends it then."""

import json

import pytest
from django.core import mail

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.casework.people.models import Protection
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.jobs import worker
from stegvis.core.notices import actions as notices
from stegvis.core.notices.models import Notice, NoticeStatus


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """A folder for text messages."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return settings.OUTBOX_DIR


@pytest.fixture
def amina(cast):
    """Amina, with a page of her own."""
    person = cast.person(coordinator=cast.kerstin)
    own_page.let_in(person, by=cast.by(cast.kerstin))
    return person


@pytest.fixture
def link(cast, amina):
    """A link to her page that waits for the worker."""
    own_page.send_link(amina, by=cast.by(cast.kerstin))
    return Notice.objects.get()


@pytest.fixture
def message(cast, amina):
    """A message to her that waits for the worker."""
    return notices.tell(("person", amina.pk), text="message", by=cast.by(cast.kerstin))


def neutral(cast, person):
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.by(cast.kerstin))


def protected(cast, person):
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )


def safe(cast, person, value="trygg@example.org"):
    people.add_contact_way(
        person, kind="email", value=value, is_safe=True, by=cast.by(cast.kerstin)
    )


def work(notice):
    worker.run_worker(once=True)
    notice.refresh_from_db()
    return notice.status, notice.reason


def sms(outbox):
    return [json.loads(path.read_text())["text"] for path in outbox.glob("*.sms.json")]


def to_amina():
    return [letter for letter in mail.outbox if letter.to == ["trygg@example.org"]]


def test_a_link_sent_before_neutral_mode_is_chosen_does_not_leave(cast, amina, link, outbox):
    neutral(cast, amina)
    assert work(link) == (NoticeStatus.WITHHELD, "neutral")
    assert sms(outbox) == []


def test_in_neutral_mode_a_link_by_the_safe_way_does_not_turn_to_the_phone(cast, amina, outbox):
    neutral(cast, amina)
    safe(cast, amina)
    own_page.send_link(amina, by=cast.by(cast.kerstin))
    people.use_any(amina.contact_ways.get(is_safe=True), by=cast.by(cast.kerstin))
    assert work(Notice.objects.get()) == (NoticeStatus.WITHHELD, "neutral")
    assert sms(outbox) == mail.outbox == []


def test_a_link_sent_before_protection_does_not_leave(cast, amina, link, outbox):
    protected(cast, amina)
    assert work(link) == (NoticeStatus.WITHHELD, "protected")
    assert sms(outbox) == []


def test_a_link_sent_before_a_safe_way_is_chosen_leads_nowhere_any_more(cast, amina, link, outbox):
    safe(cast, amina)
    assert work(link) == (NoticeStatus.WITHHELD, "expired")
    assert sms(outbox) == mail.outbox == []


def test_a_message_turns_to_the_way_that_has_become_the_safe_one(cast, amina, message, outbox):
    neutral(cast, amina)
    safe(cast, amina)
    assert work(message)[0] == NoticeStatus.SENT
    assert (sms(outbox), len(to_amina())) == ([], 1)


def test_in_neutral_mode_a_message_says_what_it_always_says_nothing(cast, amina, message, outbox):
    neutral(cast, amina)
    work(message)
    assert sms(outbox) == ["Du har ett meddelande. Logga in för att läsa det."]


def test_the_language_is_that_of_the_moment_it_leaves(cast, amina, message, outbox):
    people.edit(amina, seen_version=amina.version, language="no", by=cast.by(cast.kerstin))
    work(message)
    assert sms(outbox) == ["Du har en melding. Logg inn for å lese den."]


def test_a_letter_to_the_address_of_an_account_is_held_in_neutral_mode_too(cast):
    person = cast.person(coordinator=cast.kerstin)
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=person.pk, by=cast.system)
    notice = notices.send_link(account, by=cast.by(cast.kerstin))
    neutral(cast, person)
    assert work(notice) == (NoticeStatus.WITHHELD, "neutral")
    assert mail.outbox == []
