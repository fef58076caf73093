from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import AddressChange, SignInLink
from stegvis.core.audit import seals
from stegvis.core.audit.models import Seal
from stegvis.core.forms.models import SentForm
from stegvis.core.jobs import queries, registries, schedules, worker
from stegvis.core.jobs.models import Job, Schedule, Status
from tests.strict import writes

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(*parts):
    return datetime(*parts, tzinfo=STOCKHOLM)


@pytest.fixture
def hourly(monkeypatch, cast):
    """Only one kind has a schedule: every hour at ten past."""
    for name in list(registries.KINDS):
        monkeypatch.delitem(registries.KINDS, name)
    kind = registries.Kind("hourly", "Varje timme", lambda run: None, cron="10 * * * *")
    monkeypatch.setitem(registries.KINDS, "hourly", kind)
    with clock.set_to(at(2026, 11, 23, 8, 0)):
        schedules.tick()
    return cast


def started_through(moment):
    """Every schedule as if it had been looked at then."""
    with writes.by_hand():
        Schedule.objects.update(started_through=moment)


def started():
    return [job.minute for job in Job.objects.order_by("minute", "pk")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(2026, 11, 23, 8, 10, 59), at(2026, 11, 23, 8, 10)),
        (at(2026, 11, 23, 8, 9, 59), at(2026, 11, 23, 7, 10)),
        (at(2026, 3, 29, 3, 5), at(2026, 3, 29, 1, 10)),
    ],
    ids=["the minute itself", "the hour before", "the night the clock goes forward"],
)
def test_the_latest_due_minute_is_found_in_local_time(moment, expected):
    assert schedules.latest_due("10 * * * *", moment) == expected


def test_a_schedule_starts_a_job_in_every_tenant_once_however_often_it_is_asked(hourly):
    with clock.set_to(at(2026, 11, 23, 8, 10, 5)):
        assert schedules.tick() == 2
        started_through(at(2026, 11, 23, 8, 0))
        assert schedules.tick() == 0
    assert started() == [at(2026, 11, 23, 8, 10)]
    with tenancy.tenant_scope(hourly.other_tenant.pk):
        assert started() == [at(2026, 11, 23, 8, 10)]
    assert DBTaskResult.objects.count() == 2


def test_missed_hours_are_made_good_once(hourly):
    with clock.set_to(at(2026, 11, 23, 15, 30)):
        schedules.tick()
    assert started() == [at(2026, 11, 23, 15, 10)]


def test_a_stopped_schedule_starts_nothing(hourly):
    with writes.by_hand():
        Schedule.objects.update(is_on=False)
    with clock.set_to(at(2026, 11, 23, 15, 30)):
        assert schedules.tick() == 0


def test_a_due_schedule_that_nobody_starts_shows_as_age(hourly):
    with clock.set_to(at(2026, 11, 23, 8, 30)):
        assert queries.queue_age() == timedelta(minutes=20)


def test_the_log_is_sealed_up_to_two_minutes_ago(cast):
    _run_all(clock.now() + timedelta(hours=2))
    assert Seal.objects.filter(tenant_id=cast.tenant.pk).count() == 1
    assert seals.verify_tenant(cast.tenant.pk) == []
    assert not seals.waiting(cast.tenant.pk, until=clock.now() + timedelta(hours=2))


def test_young_events_are_left_open(cast):
    assert seals.seal_tenant(cast.tenant.pk, until=clock.now() - timedelta(minutes=15)) is None


def test_what_has_expired_is_cleared(cast):
    _send_form(cast)
    accounts.issue_link(cast.kerstin, by=cast.system)
    _propose_address(cast)
    Session.objects.create(session_key="x", session_data="", expire_date=clock.now())
    _run_all(clock.now() + timedelta(days=3))
    assert AddressChange.objects.exists(), "a letter to the old address may still be on its way"
    _run_all(clock.now() + timedelta(days=8))
    assert not AddressChange.objects.exists()
    assert not SentForm.objects.exists()
    assert not SignInLink.objects.exists()
    assert not Session.objects.exists()


def test_what_has_not_expired_stays(cast):
    _send_form(cast)
    accounts.issue_link(cast.kerstin, by=cast.system)
    _run_all(clock.now() + timedelta(hours=3))
    assert SentForm.objects.exists()
    assert SignInLink.objects.exists()


def _send_form(cast):
    with writes.by_hand():
        SentForm.objects.create(tenant_id=cast.tenant.pk, account_id=1, key="x")


def _propose_address(cast):
    accounts.propose_address(
        cast.kerstin, email="new@example.org", expires=clock.now(), by=cast.system
    )


def _run_all(moment):
    """Start every standing job as at the moment, and work the queue empty."""
    schedules.tick()
    started_through(clock.now() - timedelta(days=1))
    with clock.set_to(moment):
        schedules.tick()
        worker.run_worker(once=True)
        assert not Job.objects.exclude(status=Status.DONE).exists()
