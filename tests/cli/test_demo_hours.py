"""What happens in the demo is spread over working hours, and never lies ahead."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from stegvis.cli.demo.happening import run_day_by_day
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
