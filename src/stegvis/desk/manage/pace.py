"""How soon a unit meets those who come: the queue, the first meeting, the first step.

Everybody of the period is in each figure, also those it hasn't come for: half of all have had it
within so many days, or fewer than half have had it yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from stegvis.casework.cases.queries import counting
from stegvis.casework.meetings import queries as meetings
from stegvis.casework.plans import queries as plans
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks
from stegvis.desk.manage import few
from stegvis.work.placements import queries as placements


@dataclass(frozen=True)
class Pace:
    """How soon something came.

    `base` is everybody (None where a few could be counted by it), `come` those it has come for
    (None where they, or the rest, are of few); `days` is how soon it came for half of everybody,
    None where it hasn't yet.
    """

    base: int | None
    come: int | None
    days: int | None


@dataclass(frozen=True)
class Paces:
    """Those taken from the queue, and the first meeting and step of the cases opened. None: few."""

    taken: Pace | None
    met: Pace | None
    begun: Pace | None


@asks
def paces(actor: Actor, since: date) -> Asking[Paces]:
    """Of the actor's unit since a day: four questions whatever the size."""
    taken, opened = counting.taken_since(actor, since), counting.opened_since(actor, since)
    noted, held = counting.first_meetings(opened), meetings.first_held(actor, opened)
    steps = plans.first_begun(actor, opened)
    placed = placements.first_begun(actor, opened)
    yield taken, noted, held, steps, placed
    starts = {pk: on for pk, on, _met in noted}
    met = _earliest([(pk, on) for pk, _opened, on in noted if on], held)
    return Paces(
        taken=pace([(accepted - received).days for received, accepted in taken], len(taken)),
        met=pace(_days(starts, met), len(starts)),
        begun=pace(_days(starts, _earliest(steps, placed)), len(starts)),
    )


def _earliest(*found: Iterable[tuple[int, date | datetime]]) -> dict[int, date]:
    """The first day of each case, of what several rooms say."""
    first: dict[int, date] = {}
    for rows in found:
        for pk, moment in rows:
            day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
            first[pk] = min(day, first.get(pk, day))
    return first


def _days(starts: dict[int, date], came: dict[int, date]) -> list[int]:
    """Days from the opening of each case; what was there before it came at once."""
    return [max((came[pk] - on).days, 0) for pk, on in starts.items() if pk in came]


def pace(days: list[int], base: int) -> Pace | None:
    """Of the days until it came, for those of the base that it has come for."""
    if base < few.FEWEST:
        return None
    half = (base + 1) // 2
    within = sorted(days)[half - 1] if len(days) >= half else None
    return Pace(base, few.part(len(days), base), within)
