"""How somebody stands as one figure over time, for the picture of the journey: both voices.

In between only some areas are asked about, and nobody has to answer. A mean of whatever was said on
a day would move because other areas were asked about, and two voices on different areas can't be
compared. So the figure is the mean of the latest answer about the same areas all along: those that
whoever speaks answered in the first round and every time they were asked since. It begins anew with
a new case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import fmean
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.registries import TimelineEntry
from stegvis.casework.people.models import Person
from stegvis.casework.situation import catalogue
from stegvis.casework.situation.instruments.definition import LIFE_AREAS, Instrument
from stegvis.casework.situation.models import Answer, Respondent

ROW = "standing"
WORDS: dict[str, Promise] = {
    Respondent.PERSON: _("own view %(mean)s of %(highest)s"),
    Respondent.COORDINATOR: _("the coordinator's %(mean)s of %(highest)s"),
}
TONES: dict[str, str] = {Respondent.PERSON: "lake", Respondent.COORDINATOR: "plum"}


class Said(NamedTuple):
    """What one voice answered about an area; `step` None: didn't want to say, or couldn't tell."""

    day: date
    case: int
    version: int
    voice: str
    area: str
    step: int | None


def said_of(person: Person) -> QuerySet[Answer, tuple[date | None, int, int, str, str, int | None]]:
    """Everything that was said in finished rounds with the areas of life, the oldest first."""
    rows = Answer.objects.filter(
        person=person, assessment__instrument=LIFE_AREAS, assessment__taken_on__isnull=False
    )
    ordered = rows.order_by("assessment__taken_on", "assessment_id", "pk")
    return ordered.values_list(
        "assessment__taken_on", "assessment__case_id", "assessment__instrument_version",
        "respondent", "item", "value",
    )  # fmt: skip


def entries(told: Iterable[tuple[object, ...]], used: Instrument) -> list[TimelineEntry]:
    """A point for each voice and each day on which it moved or might have."""
    said = _comparable([Said(*row) for row in told], used)  # type: ignore[arg-type]
    voices = {voice: [one for one in said if one.voice == voice] for voice in WORDS}
    spoken = {voice: rows for voice, rows in voices.items() if rows}
    if not spoken:
        return []
    areas = set.intersection(*(_answered_all_along(rows) for rows in spoken.values()))
    return [
        _entry(voice, day, mean, used)
        for voice, rows in spoken.items()
        for day, mean in _means(rows, areas)
    ]


def _comparable(said: list[Said], used: Instrument) -> list[Said]:
    """Of the latest case, on today's scale."""
    latest = said[-1].case if said else None
    scales = {v: catalogue.instrument(LIFE_AREAS, v) for v in {one.version for one in said}}
    return [
        one for one in said if one.case == latest and scales[one.version].has_the_scale_of(used)
    ]


def _answered_all_along(rows: list[Said]) -> set[str]:
    """What one voice answered in its first round and each time it was asked since."""
    first = {one.area for one in rows if one.day == rows[0].day}
    return first - {one.area for one in rows if one.step is None}


def _means(rows: list[Said], areas: set[str]) -> Iterator[tuple[date, float]]:
    """The mean after each day on which one voice answered about any of these areas."""
    latest: dict[str, int] = {}
    means: dict[date, float] = {}
    for one in rows:
        if one.area in areas and one.step is not None:
            latest[one.area] = one.step
            means[one.day] = fmean(latest.values())
    yield from means.items()


def _entry(voice: str, day: date, mean: float, used: Instrument) -> TimelineEntry:
    label = WORDS[voice] % {"mean": number_format(mean, 1), "highest": used.highest}
    height = (mean - used.lowest) / (used.highest - used.lowest)
    return TimelineEntry(ROW, label, day, tone=TONES[voice], height=height)
