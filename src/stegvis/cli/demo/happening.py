"""Running what happens in the demo, in order of day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from stegvis.cli.demo.life import Happening, Life
from stegvis.core import clock

WORKDAY = timedelta(hours=9)
Progress = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""


def all_of(lives: Iterable[Life]) -> list[Happening]:
    """What happens in all of these lives."""
    return [happening for life in lives for happening in life.happenings]


def run_day_by_day(happenings: list[Happening], progress: Progress | None = None) -> None:
    """Run all that happens, in order of day; those of a day are spread over it in order."""
    done, now = 0, clock.now()
    in_order = sorted(happenings, key=lambda one: one[0])
    for day, of_day in groupby(in_order, key=lambda one: one[0]):
        acts = [act for _day, act in of_day]
        opens, lasts = _hours(day, now)
        for place, act in enumerate(acts):
            with clock.set_to(opens + place * lasts / len(acts)):
                act()
            done += 1
            if progress is not None:
                progress(done, len(in_order))


def _hours(day: date, now: datetime) -> tuple[datetime, timedelta]:
    """When a day begins and how long it lasts: from eight to five, and today's ends now, so that
    nothing is written down that is still to come."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    opens = midnight + timedelta(hours=8)
    if not midnight < now < opens + WORKDAY:
        return opens, WORKDAY
    opens = max(midnight, min(opens, now - WORKDAY))
    return opens, now - opens
