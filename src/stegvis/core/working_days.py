"""Days on which a unit is open: no Saturday, no Sunday, no public holiday of the country.

In Sweden the eves of Midsummer, Christmas and New Year count as holidays too, as for annual leave
(semesterlagen 1977:480, 3 a §).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE_DAY = timedelta(days=1)


def working_day(day: date, country: str) -> date:
    """The day itself, or the next on which somebody works there."""
    return _calendar(country).get_nth_working_day(day - ONE_DAY, 1)


def working_day_before(day: date, country: str) -> date:
    """The day itself, or the last one before it on which somebody works there."""
    return _calendar(country).get_nth_working_day(day + ONE_DAY, -1)


@cache
def _calendar(country: str) -> HolidayBase:
    from holidays import country_holidays  # noqa: PLC0415  (a command that counts no days is quick)

    eves = ("de_facto",) if country == "SE" else ()
    return country_holidays(country, categories=("public", *eves))
