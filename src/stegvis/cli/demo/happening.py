"""Running what happens in the demo, in order of day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
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
    done = 0
    in_order = sorted(happenings, key=lambda one: one[0])
    for day, of_day in groupby(in_order, key=lambda one: one[0]):
        acts = [act for _day, act in of_day]
        opens = timezone.make_aware(datetime.combine(day, time(8)))
        for place, act in enumerate(acts):
            with clock.set_to(opens + place * WORKDAY / len(acts)):
                act()
            done += 1
            if progress is not None:
                progress(done, len(in_order))
