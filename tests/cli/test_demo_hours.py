"""What happens in the demo is spread over working hours, and never lies ahead."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from stegvis.casework.cases.actions import Heard
from stegvis.cli.demo.happening import run_day_by_day
from stegvis.cli.demo.life import Life
from stegvis.core import clock

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 30)


def moments(hour, day):
    """When ten acts of a day are done, if the demo is made today at an hour."""
    found = []
    with clock.set_to(datetime.combine(TODAY, time(hour, 20))):
        run_day_by_day([(day, lambda: found.append(timezone.localtime(clock.now())))] * 10)
        return found, timezone.localtime(clock.now())


@pytest.mark.parametrize("hour", [1, 7, 12, 16, 23])
def test_todays_acts_have_been(hour):
    found, now = moments(hour, TODAY)
    assert {moment.date() for moment in found} == {TODAY}
    assert found == sorted(found)
    assert found[-1] < now


def test_those_of_a_day_before_are_in_working_hours():
    found, _now = moments(7, date(2026, 11, 27))
    assert {8 <= moment.hour < 17 for moment in found} == {True}


@pytest.mark.parametrize("left", [34, 92, 185, 370])
def test_nobody_is_asked_before_the_day_whatever_day_it_is_today(left):
    """An exit is on a working day, and a follow-up so many days later may be on a Sunday."""
    cast = SimpleNamespace(tenant=SimpleNamespace(country="SE"))
    for place in range(400):
        today = date(2026, 1, 1) + timedelta(days=place)
        life = Life(cast, None, "kerstin", today).leaves(left, "job", "work")
        for days_after in (30, 90, 180, 365):
            life.is_asked(left - days_after, days_after, Heard("not_reached"))
        exit_on, *asked = [day for day, _act in life.happenings]
        due = [exit_on + timedelta(days=days) for days in (30, 90, 180, 365)]
        assert all(on >= day for on, day in zip(asked, due, strict=False)), today
        assert all(on <= today for on in asked), today
