"""How long before a meeting somebody can be reminded, and when that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core import zones


@dataclass(frozen=True)
class Before:
    """A time before, and the words for it."""

    time: timedelta
    words: str | Promise


BEFORE = {
    "week": Before(timedelta(days=7), _("A week before")),
    "day": Before(timedelta(days=1), _("The day before")),
    "hours": Before(timedelta(hours=2), _("Two hours before")),
}
UNLESS_CHOSEN = ["day"]
"""Local routine, for whoever hasn't said."""

AWAKE = time(7), time(21)
EVENING = time(18)
"""Nobody is woken: what falls in the night comes the evening before."""


def due_at(starts_at: datetime, before: str, *, country: str) -> datetime:
    """When somebody is reminded; KeyError for a code that isn't in BEFORE.

    The day before at the same hour by the clocks there, also over a change of summer time.
    """
    start = zones.local(starts_at, country=country)
    due = start - BEFORE[before].time
    if before == "hours":
        due = zones.local(starts_at - BEFORE[before].time, country=country)
    first, last = AWAKE
    if due.time() < first:
        due = datetime.combine(due.date() - timedelta(days=1), EVENING, tzinfo=due.tzinfo)
    elif due.time() > last:
        due = datetime.combine(due.date(), EVENING, tzinfo=due.tzinfo)
    return due.astimezone(starts_at.tzinfo)
