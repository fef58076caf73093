"""How somebody stands as one figure over time, for the picture of the journey: both voices.

In between only some areas are asked about, so a figure of what was answered on one day can't be
held against that of another. The figure is the mean of the latest answer about each area that has
been answered so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import fmean
from typing import TypeAlias

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.registries import TimelineEntry
from stegvis.casework.people.models import Person
from stegvis.casework.situation.instruments.definition import LIFE_AREAS, Instrument
from stegvis.casework.situation.models import Answer, Respondent

ROW = "standing"
WORDS: dict[str, Promise] = {
    Respondent.PERSON: _("own view %(mean)s"),
    Respondent.COORDINATOR: _("the coordinator's %(mean)s"),
}
TONES: dict[str, str] = {Respondent.PERSON: "lake", Respondent.COORDINATOR: "plum"}

Said: TypeAlias = tuple[date | None, str, str, int | None]
"""The day, whose voice, about which area, and the step on the scale; None is passed over."""


def said_of(person: Person) -> QuerySet[Answer, Said]:
    """Every step that was said in finished assessments, the oldest first."""
    rows = Answer.objects.filter(
        person=person,
        value__isnull=False,
        assessment__instrument=LIFE_AREAS,
        assessment__taken_on__isnull=False,
    )
    ordered = rows.order_by("assessment__taken_on", "assessment_id", "pk")
    return ordered.values_list("assessment__taken_on", "respondent", "item", "value")


def entries(said: Iterable[Said], used: Instrument) -> list[TimelineEntry]:
    """A point for each voice and each day on which it said something."""
    return [_entry(voice, day, mean, used) for (voice, day), mean in _means(said)]


def _means(said: Iterable[Said]) -> Iterator[tuple[tuple[str, date], float]]:
    latest: dict[str, dict[str, int]] = {}
    means: dict[tuple[str, date], float] = {}
    for day, voice, area, step in said:
        if day is None or step is None:
            continue
        of_voice = latest.setdefault(voice, {})
        of_voice[area] = step
        means[voice, day] = fmean(of_voice.values())
    yield from means.items()


def _entry(voice: str, day: date, mean: float, used: Instrument) -> TimelineEntry:
    label = WORDS[voice] % {"mean": number_format(mean, 1)}
    height = (mean - used.lowest) / (used.highest - used.lowest)
    return TimelineEntry(ROW, label, day, tone=TONES[voice], height=height)
