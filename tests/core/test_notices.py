import json
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.cli.checking import surroundings
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.jobs import worker
from stegvis.core.jobs.models import Job
from stegvis.core.notices import actions, queries
from stegvis.core.notices.models import Notice, NoticeStatus
from stegvis.core.notices.sms import international
from stegvis.core.notices.texts import TEXTS, written


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """A folder for text messages, and Django's own mailbox for e-mail."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return settings.OUTBOX_DIR


class Unwilling(BaseEmailBackend):
    """A mail server that fails in the way a test has chosen."""

    fault: Exception = smtplib.SMTPServerDisconnected()

    def send_messages(self, email_messages):
        raise self.fault


def tell(cast, person, text="message"):
    notice = actions.tell(("person", person.pk), text=text, by=cast.by(cast.kerstin))
    return sent(notice)


def sent(notice):
    worker.run_worker(once=True)
    notice.refresh_from_db()
    return notice


def texts(outbox):
    return [json.loads(path.read_text()) for path in sorted(outbox.glob("*.sms.json"))]


def test_a_person_gets_a_text_message_that_says_nothing(cast, outbox):
    notice = tell(cast, cast.person())
    assert (notice.status, notice.channel) == (NoticeStatus.SENT, "sms")
    assert texts(outbox) == [
        {"to": "+46701740605", "text": "Du har ett meddelande. Logga in för att läsa det."}
    ]


def test_a_notice_is_written_only_if_the_change_is(cast, outbox):
    from django.db import transaction

    with transaction.atomic():
        actions.tell(("account", cast.maria.pk), text="task", by=cast.system)
        transaction.set_rollback(True)
    worker.run_worker(once=True)
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_the_text_follows_the_recipients_language(cast, outbox):
    person = cast.person()
    people.edit(person, seen_version=person.version, language="no", by=cast.system)
    tell(cast, person)
    assert texts(outbox)[0]["text"] == "Du har en melding. Logg inn for å lese den."


def test_a_language_without_a_catalogue_falls_back_to_the_installations(cast):
    assert written("message", "prs")[1] == "Du har ett meddelande. Logga in för att läsa det."


def test_only_the_safe_way_is_used(cast, outbox):
    person = cast.person()
    people.add_contact_way(
        person, kind="email", value="amina@example.org", is_safe=True, by=cast.system
    )
    tell(cast, person)
    assert mail.outbox[0].to == ["amina@example.org"]
    assert texts(outbox) == []


@pytest.mark.parametrize("level", [Protection.CONFIDENTIAL, Protection.STRICT])
def test_nothing_goes_to_a_protected_person_who_has_not_chosen_a_safe_way(cast, outbox, level):
    person = cast.person()
    notice = actions.tell(("person", person.pk), text="message", by=cast.system)
    people.set_protection(person, level=level, officers=[cast.bjorn], reason="x", by=cast.system)
    sent(notice)
    assert (notice.status, notice.reason) == (NoticeStatus.WITHHELD, "protected")
    assert texts(outbox) == []
    assert [one.to for one in mail.outbox] == [[cast.bjorn.email]], "the officer alone is told"
    people.add_contact_way(person, kind="phone", value="070 1740606", is_safe=True, by=cast.system)
    assert tell(cast, person).status == NoticeStatus.SENT


def test_somebody_reached_by_post_alone_gets_nothing_electronic(cast):
    person = cast.person()
    people.add_contact_way(person, kind="post", value="Storgatan 1", is_safe=True, by=cast.system)
    assert tell(cast, person).reason == "by_post"


def test_no_text_says_who_what_or_where(cast, outbox):
    tell(cast, cast.person())
    for code in TEXTS:
        notice = actions.tell(("account", cast.maria.pk), text=code, by=cast.system)
        sent(notice)
    said = " ".join(f"{m.subject} {m.body}" for m in mail.outbox) + json.dumps(texts(outbox))
    for word in ("Amina", "Warsame", "Maria", "Stegvis", "arbets", "kommun", "http", "praktik"):
        assert word.lower() not in said.lower(), word


def test_a_server_that_does_not_answer_is_tried_again_with_the_same_id(cast, settings):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Unwilling"
    notice = sent(actions.tell(("account", cast.maria.pk), text="task", by=cast.system))
    assert (notice.status, notice.attempts) == (NoticeStatus.WAITING, 1)
    assert notice.reason == "unavailable"
    assert notice.due_at > clock.now()
    settings.EMAIL_BACKEND = backend
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        _work_again(cast)
        notice.refresh_from_db()
    assert (notice.status, notice.attempts) == (NoticeStatus.SENT, 2)
    assert mail.outbox[0].extra_headers["Message-ID"] == notice.provider_id
    assert notice.public_id in notice.provider_id


def test_a_notice_whose_worker_was_killed_while_sending_is_sent_again_with_the_same_key(
    cast, outbox
):
    notice = actions.tell(("person", cast.person().pk), text="message", by=cast.system)
    actions.claim(notice, by=cast.system)
    assert sent(notice).status == NoticeStatus.WAITING
    with clock.set_to(clock.now() + actions.CLAIM):
        _work_again(cast)
    notice.refresh_from_db()
    assert (notice.status, notice.provider_id) == (NoticeStatus.SENT, notice.public_id)


def test_an_address_the_server_refuses_is_not_tried_again(cast, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Unwilling"
    monkeypatch.setattr(Unwilling, "fault", smtplib.SMTPRecipientsRefused({}))
    notice = sent(actions.tell(("account", cast.maria.pk), text="task", by=cast.system))
    assert (notice.status, notice.reason) == (NoticeStatus.FAILED, "refused")


def test_after_the_last_attempt_a_notice_has_failed(cast, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unwilling"
    notice = sent(actions.tell(("account", cast.maria.pk), text="task", by=cast.system))
    for day in range(1, actions.MAX_ATTEMPTS):
        with clock.set_to(clock.now() + timedelta(days=5 * day)):
            _work_again(cast)
    notice.refresh_from_db()
    assert (notice.status, notice.attempts) == (NoticeStatus.FAILED, actions.MAX_ATTEMPTS)


@pytest.fixture
def given_up(cast):
    """A notice to the manager that was tried for the last time."""
    notice = actions.tell(("account", cast.maria.pk), text="task", by=cast.system)
    return actions.note_undelivered(notice, reason="refused", for_good=True, by=cast.system)


def test_a_notice_given_up_is_a_fault_of_the_installation_for_a_week(given_up):
    found = surroundings.undelivered()
    assert not found.ok
    assert "1 never arrived in the last 7 days (refused 1)" in found.says
    with clock.set_to(clock.days_from_today(8)):
        assert surroundings.undelivered().ok


def test_the_administrator_is_told_of_it_without_learning_to_whom(cast, given_up, client):
    client.force_login(cast.admin)
    text = client.get("/manage/administration/").content.decode()
    assert "1 meddelande den senaste veckan kunde inte lämnas fram" in text


def test_one_recipient_that_fails_holds_up_nobody_else(cast, outbox, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unwilling"
    first = actions.tell(("account", cast.maria.pk), text="task", by=cast.system)
    second = actions.tell(("person", cast.person().pk), text="message", by=cast.system)
    assert Job.objects.filter(kind="notices.send").count() == 1
    assert sent(first).status == NoticeStatus.WAITING
    assert sent(second).status == NoticeStatus.SENT


def test_the_log_of_a_person_says_that_they_were_told(cast):
    person = cast.person()
    tell(cast, person)
    verbs = AuditEvent.objects.filter(person_id=person.pk).values_list("verb", flat=True)
    assert {"notices.notice.written", "notices.notice.sent"} <= set(verbs)


def test_an_urgent_opening_tells_the_units_manager_at_once(cast):
    amina = cast.person(coordinator=cast.kerstin)
    people.open_urgently(
        amina, reason="Praktikplatsen ringer, hon har ramlat", by=cast.by(cast.bjorn)
    )
    worker.run_worker(once=True)
    assert [message.to for message in mail.outbox] == [["maria@example.org"]]
    assert "Amina" not in mail.outbox[0].message().as_string()


def test_old_notices_are_forgotten_and_waiting_ones_kept(cast):
    tell(cast, cast.person())
    with clock.set_to(clock.now() + timedelta(days=91)):
        waiting = actions.tell(("account", cast.maria.pk), text="task", by=cast.system)
        actions.clear(queries.old(), by=cast.system)
    assert list(Notice.objects.all()) == [waiting]


@pytest.mark.parametrize(
    ("written_as", "country", "dialled"),
    [
        ("070-174 06 05", "SE", "+46701740605"),
        ("+46 (0)70 174 06 05", "SE", "+46701740605"),
        ("0046701740605", "SE", "+46701740605"),
        ("912 34 567", "NO", "+4791234567"),
    ],
)
def test_a_number_is_dialled_from_anywhere(written_as, country, dialled):
    assert international(written_as, country) == dialled


def _work_again(cast):
    from stegvis.core.jobs import actions as jobs

    jobs.enqueue("notices.send", by=cast.system)
    worker.run_worker(once=True)


@pytest.mark.parametrize("to", ["waiting", "withheld", "failed"])
def test_a_notice_that_is_not_sent_says_why(to):
    notice = Notice(status=NoticeStatus.WAITING)
    with pytest.raises(ValueError, match="without a reason"):
        notice.move(NoticeStatus(to))
    notice.move(NoticeStatus(to), reason="refused")
    assert notice.reason == "refused"


def test_a_notice_that_is_sent_forgets_why_it_was_not():
    notice = Notice(status=NoticeStatus.WAITING, reason="refused")
    notice.move(NoticeStatus.SENT)
    assert notice.reason == ""
