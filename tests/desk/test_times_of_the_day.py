"""My day says at what times one meets whom today, and has filters that nobody has to save."""

from datetime import datetime, time, timedelta

import pytest

from stegvis.core import clock
from tests.casework.meeting_times import HERE, MONDAY, NOON_BEFORE, begun, booked


@pytest.fixture
def day(client, cast):
    """My day as text, on the Monday of the meeting."""

    def get(query="", *, on=MONDAY):
        with clock.set_to(datetime.combine(on, time(8), HERE)):
            client.force_login(cast.kerstin)
            return client.get(f"/{query}").content.decode()

    return get


@pytest.fixture
def met(cast):
    with clock.set_to(NOON_BEFORE):
        return booked(
            cast, begun(cast), room="Samtalsrum 2", video_link="https://mote.example.org/a"
        )


def agenda(text):
    """What stands on the card of today's times."""
    return (
        text.split("<h2>I dag</h2>")[1].split("</section>")[0] if "<h2>I dag</h2>" in text else ""
    )


def test_todays_times_stand_in_order_with_room_and_link(cast, day, met):
    with clock.set_to(NOON_BEFORE):
        booked(cast, met.case, starts=time(8, 30), ends=time(8, 45))
    text = agenda(day())
    assert text.index("08:30") < text.index("09:00")
    assert "Amina Warsame" in text
    assert "Samtalsrum 2" in text
    assert "https://mote.example.org/a" in text


def test_another_days_times_stand_elsewhere(day, met):
    assert not agenda(day(on=MONDAY + timedelta(days=1)))


def test_a_meeting_is_found_by_its_reason(day, met):
    assert "Amina Warsame" in day("?reason=meeting").split("<tbody>")[1]


def test_a_ready_filter_counts_and_narrows(cast, day):
    with clock.set_to(NOON_BEFORE):
        begun(cast)
    text = day(on=MONDAY + timedelta(days=7))
    ready = text.split('id="ready-new"')[1].split("</a>")[0]
    assert "Ny för mig" in ready
    assert '"figure">1<' in ready
    assert 'id="ready-ending"' not in text, "what finds nobody isn't there"
    assert "Amina Warsame" in day("?reason=new", on=MONDAY + timedelta(days=7))
