"""Clock times where somebody works: a day and an hour there as a moment, and back again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError

ZONES = {"SE": ZoneInfo("Europe/Stockholm"), "NO": ZoneInfo("Europe/Oslo")}
"""By country of the authority."""


def moment(day: date, at: time, *, country: str, field: str = "") -> datetime:
    """The moment of a clock time, in UTC. Of an hour that comes twice in autumn, the first.

    NotAllowedNowError, at the field, for an hour that the clocks leap over in spring.
    """
    said = datetime.combine(day, at, tzinfo=ZONES[country])
    there = said.astimezone(UTC)
    if local(there, country=country).replace(tzinfo=None) != said.replace(tzinfo=None):
        raise NotAllowedNowError(
            _("There is no %(time)s that night: the clocks go forward. Choose another time.")
            % {"time": at.strftime("%H:%M")},
            field=field,
        )
    return there


def local(when: datetime, *, country: str) -> datetime:
    """A moment as the clocks there show it."""
    return when.astimezone(ZONES[country])
