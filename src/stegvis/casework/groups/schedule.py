"""On which days a group meets and when: the week, and the days that differ from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from stegvis.casework.groups.models import Group, hours_between

LONGEST_LOOK = 366


@dataclass(frozen=True)
class Times:
    """From when to when a group meets on a day."""

    day: date
    starts_at: time
    ends_at: time


def times_on(group: Group, day: date) -> Times | None:
    """When the group meets on a day; None when it doesn't. Reads what is prefetched."""
    if day < group.starts_on or (group.ends_on is not None and day > group.ends_on):
        return None
    changed = next((one for one in group.changed_days.all() if one.day == day), None)
    if changed is not None:
        if changed.starts_at is None or changed.ends_at is None:
            return None
        return Times(day, changed.starts_at, changed.ends_at)
    usual = next((one for one in group.weekdays.all() if one.weekday == day.weekday()), None)
    return Times(day, usual.starts_at, usual.ends_at) if usual else None


def days_between(group: Group, first: date, last: date) -> Iterator[Times]:
    """The days of a span on which the group meets, in order; at most a year is looked through."""
    for ahead in range(min((last - first).days + 1, LONGEST_LOOK)):
        times = times_on(group, first + timedelta(days=ahead))
        if times is not None:
            yield times


def hours_per_week(group: Group) -> float:
    """How much a usual week of the group takes."""
    return sum(hours_between(one.starts_at, one.ends_at) for one in group.weekdays.all())
