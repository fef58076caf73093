"""What the outbox sends of meetings: neutral, once, and never of a time that no longer stands."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from stegvis.casework.meetings import actions, reminding
from stegvis.casework.meetings.models import Reminder, ReminderChoice
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.jobs import actions as jobs
from stegvis.core.jobs import worker
from stegvis.core.notices.models import Notice, NoticeStatus
from tests.casework.meeting_times import HERE, MONDAY, NOON_BEFORE, at, begun, booked
from tests.casework.pages import look, send_seen


@pytest.fixture(autouse=True)
def _friday():
    with clock.set_to(NOON_BEFORE):
        yield


@pytest.fixture
def case(cast):
    return begun(cast)


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return settings.OUTBOX_DIR


def on_the_way(cast, outbox, moment):
    """What text messages there are once the outbox has been emptied at a moment."""
    with clock.set_to(moment):
        jobs.enqueue("notices.send", by=cast.system)
        worker.run_worker(once=True)
    return [json.loads(path.read_text())["text"] for path in sorted(outbox.glob("*.sms.json"))]


def test_a_reminder_says_when_and_nothing_else(cast, outbox, case):
    meeting = booked(cast, case, starts=time(9, 30), room="Granen")
    assert "Du har en tid i morgon kl 9.30." not in on_the_way(cast, outbox, clock.now())
    day_before = meeting.starts_at - timedelta(days=1)
    told = on_the_way(cast, outbox, day_before)
    assert told.count("Du har en tid i morgon kl 9.30.") == 1
    assert on_the_way(cast, outbox, meeting.starts_at - timedelta(hours=1)) == told


def test_a_moved_meeting_reminds_of_the_new_time_only(cast, outbox, case):
    meeting = booked(cast, case)
    facts = at(cast, day=MONDAY + timedelta(days=2))
    actions.move(meeting, facts=facts, reason="room", seen_version=1, by=cast.by(cast.kerstin))
    old = on_the_way(cast, outbox, datetime(2026, 5, 3, 9, 5, tzinfo=HERE))
    assert "Du har en tid i morgon kl 9." not in old
    new = on_the_way(cast, outbox, datetime(2026, 5, 5, 9, 5, tzinfo=HERE))
    assert new.count("Du har en tid i morgon kl 9.") == 1


def test_a_cancelled_meeting_reminds_of_nothing(cast, outbox, case):
    meeting = booked(cast, case)
    actions.cancel(meeting, reason="room", seen_version=1, by=cast.by(cast.kerstin))
    told = on_the_way(cast, outbox, datetime(2026, 5, 3, 9, 5, tzinfo=HERE))
    assert "Du har en tid i morgon kl 9." not in told
    assert not Reminder.objects.exists()


def test_a_reminder_left_too_late_is_not_sent(cast, outbox, case):
    meeting = booked(cast, case)
    on_the_way(cast, outbox, meeting.starts_at + timedelta(minutes=1))
    notice = Notice.objects.get(recipient_kind="meeting_reminder")
    assert (notice.status, notice.reason) == (NoticeStatus.WITHHELD, "expired")


def test_the_person_chooses_how_long_before_also_for_what_is_booked(cast, act_as, outbox, case):
    booked(cast, case, day=MONDAY + timedelta(days=14))
    account = accounts.create_account(cast.tenant, email="a@example.org", name="A", by=cast.system)
    accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)
    client, person = act_as(account), case.person.public_id
    send_seen(client, "meetings:reminders", person, before=["week", "hours"])
    assert sorted(Reminder.objects.values_list("before", flat=True)) == ["hours", "week"]
    assert Notice.objects.filter(recipient_kind="meeting_reminder").count() == 2
    send_seen(client, "meetings:reminders", person, before=[])
    assert ReminderChoice.objects.get().before == []
    assert not Notice.objects.filter(recipient_kind="meeting_reminder").exists()
    assert look(act_as(cast.bjorn), "meetings:reminders", person).status_code == 403


def test_nobody_protected_without_a_safe_way_is_reminded(cast, outbox, case):
    booked(cast, case)
    people.set_protection(
        case.person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    on_the_way(cast, outbox, datetime(2026, 5, 3, 9, 5, tzinfo=HERE))
    notice = Notice.objects.get(recipient_kind="meeting_reminder")
    assert (notice.status, notice.reason) == (NoticeStatus.WITHHELD, "protected")


def test_a_guest_from_elsewhere_is_invited_and_reminded_by_e_mail(cast, outbox, case):
    booked(cast, case, partners=[actions.Partner("Lena", "lena@skolan.example")])
    on_the_way(cast, outbox, clock.now())
    on_the_way(cast, outbox, datetime(2026, 5, 3, 9, 5, tzinfo=HERE))
    bodies = [letter.body for letter in mail.outbox if letter.to == ["lena@skolan.example"]]
    assert bodies == [
        "Kerstin Norling bjuder in dig till ett möte måndag 4 maj kl 9. Ring om du vill veta mer.",
        "Du har en tid i morgon kl 9.",
    ]
    assert not any("Amina" in letter.body + letter.subject for letter in mail.outbox)


@pytest.mark.parametrize(
    ("starts", "before", "due"),
    [
        (datetime(2026, 5, 4, 9, tzinfo=HERE), "day", datetime(2026, 5, 3, 9, tzinfo=HERE)),
        (datetime(2026, 3, 30, 9, tzinfo=HERE), "day", datetime(2026, 3, 29, 9, tzinfo=HERE)),
        (datetime(2026, 3, 29, 9, tzinfo=HERE), "day", datetime(2026, 3, 28, 9, tzinfo=HERE)),
        (datetime(2026, 10, 26, 9, tzinfo=HERE), "week", datetime(2026, 10, 19, 9, tzinfo=HERE)),
        (datetime(2026, 5, 4, 8, tzinfo=HERE), "hours", datetime(2026, 5, 3, 18, tzinfo=HERE)),
    ],
)
def test_a_reminder_comes_at_the_same_hour_and_wakes_nobody(starts, before, due):
    assert reminding.due_at(starts.astimezone(UTC), before, country="SE") == due
