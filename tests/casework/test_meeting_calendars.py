"""Calendars say “Bokad” and nothing else, and hear of every change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from stegvis.casework.meetings import actions
from stegvis.casework.meetings.calendars import calendar_of
from stegvis.casework.meetings.models import CalendarLink
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from tests.casework.meeting_times import MONDAY, NOON_BEFORE, at, begun, booked
from tests.casework.pages import look, send


@pytest.fixture(autouse=True)
def _friday():
    with clock.set_to(NOON_BEFORE):
        yield


@pytest.fixture
def meeting(cast):
    return booked(cast, begun(cast), room="Granen", video_link="https://video.example/hemligt")


@pytest.fixture
def feed(cast):
    """`feed()`: the answer at the address of Kerstin's calendar."""
    token = actions.make_link(cast.kerstin, by=cast.by(cast.kerstin))
    return lambda: Client().get(f"/meetings/calendar/{token}.ics")


def events(answer):
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_calendar_gets_times_and_one_word(feed, meeting):
    answer = feed()
    (event,) = events(answer)
    assert event["summary"] == "Bokad"
    assert event["dtstart"].dt == datetime(2026, 5, 4, 7, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 5, 4, 8, tzinfo=UTC)
    assert set(event) == {"UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED",
                          "SEQUENCE", "STATUS", "TRANSP", "CLASS"}  # fmt: skip
    said = answer.content.decode()
    for word in ("Amina", "Warsame", "Granen", "video", "Kerstin", "Arbetsmarknad", "Hälsinge"):
        assert word not in said


def test_a_move_and_a_cancellation_reach_the_calendar_as_the_same_event(cast, feed, meeting):
    (first,) = events(feed())
    by = cast.by(cast.kerstin)
    moved = at(cast, day=MONDAY + timedelta(days=1))
    actions.move(meeting, facts=moved, reason="room", seen_version=1, by=by)
    (second,) = events(feed())
    actions.cancel(meeting, reason="room", seen_version=meeting.version, by=by)
    (third,) = events(feed())
    assert first["uid"] == second["uid"] == third["uid"]
    assert [e["sequence"] for e in (first, second, third)] == [0, 1, 2]
    assert second["dtstart"].dt == datetime(2026, 5, 5, 7, tzinfo=UTC)
    assert [e["status"] for e in (second, third)] == ["CONFIRMED", "CANCELLED"]


def test_only_ones_own_times_are_told(cast, feed, meeting):
    booked(cast, begun(cast, "Johan"), account=cast.maria)
    assert len(events(feed())) == 1
    booked(cast, begun(cast, "Sara"), account=cast.maria, colleagues=[cast.kerstin])
    assert len(events(feed())) == 2


def test_the_address_is_secret_shown_once_and_taken_back(cast, act_as):
    client = act_as(cast.kerstin)
    address = client.post("/meetings/calendar/").context["address"]
    assert Client().get(address).status_code == 200
    assert address not in look(client, "meetings:subscription").content.decode()
    assert address.rpartition(".ics")[0][-43:] not in CalendarLink.objects.get().secret_hash
    other = client.post("/meetings/calendar/").context["address"]
    assert Client().get(address).status_code == 404
    send(client, "meetings:end_subscription")
    assert Client().get(other).status_code == 404


@pytest.mark.parametrize("token", ["x", "x.y", "{}.", "{}.fel"])
def test_a_wrong_address_is_none_at_all(cast, token):
    address = f"/meetings/calendar/{token.format(cast.kerstin.public_id)}.ics"
    assert Client().get(address).status_code == 404


def test_whoever_has_no_role_any_longer_is_told_nothing(cast, feed, meeting):
    role = cast.kerstin.memberships.get()
    accounts.end_role(role, ends=clock.days_from_today(-1), by=cast.system)
    assert feed().status_code == 404


def test_the_person_takes_the_meeting_along_without_a_word_of_what(cast, act_as, meeting):
    account = accounts.create_account(cast.tenant, email="a@example.org", name="A", by=cast.system)
    accounts.link_party(account, kind="participant", record_id=meeting.person_id, by=cast.system)
    (event,) = events(look(act_as(account), "meetings:file", meeting.public_id))
    assert event["summary"] == "Bokad"
    assert look(act_as(account), "meetings:subscription").status_code == 403


def test_in_norway_a_calendar_says_so_in_norwegian(meeting):
    assert b"SUMMARY:Opptatt" in calendar_of([meeting], country="NO")
