"""Days on which a unit is open, as the calendars of 2026 and 2027 have them."""

from datetime import date

import pytest

from stegvis.core.working_days import working_day, working_day_before

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("country", "day", "ahead", "back"),
    [
        ("SE", date(2026, 3, 4), date(2026, 3, 4), date(2026, 3, 4)),
        ("SE", date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 6)),
        ("SE", date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 2)),
        ("NO", date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 1)),
        ("SE", date(2026, 5, 14), date(2026, 5, 15), date(2026, 5, 13)),
        ("SE", date(2026, 6, 19), date(2026, 6, 22), date(2026, 6, 18)),
        ("NO", date(2026, 6, 19), date(2026, 6, 19), date(2026, 6, 19)),
        ("SE", date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 23)),
        ("NO", date(2027, 5, 17), date(2027, 5, 18), date(2027, 5, 14)),
        ("SE", date(2027, 5, 17), date(2027, 5, 17), date(2027, 5, 17)),
    ],
)
def test_a_day_is_the_next_or_the_last_that_somebody_works(country, day, ahead, back):
    assert working_day(day, country) == ahead
    assert working_day_before(day, country) == back
