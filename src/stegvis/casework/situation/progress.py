"""How the areas of life have moved, drawn with both voices, in units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.instruments.definition import Instrument, Item
from stegvis.casework.situation.models import Answer, Assessment, Occasion, Respondent

WIDTH, HEIGHT, MARGIN = 260, 72, 10

NOT_SAID = {Respondent.PERSON: _("Don't want to say"), Respondent.COORDINATOR: _("Can't tell")}
"""How an answer without a step is read, and chosen in the form."""


@dataclass(frozen=True)
class Voice:
    """What one of them said: the step in words, and a few words of their own."""

    step: str | Promise
    words: str


@dataclass(frozen=True)
class AreaSaid:
    """What both said about an area on a day."""

    item: Item
    day: date
    person: Voice | None
    coordinator: Voice | None


def said_in(assessment: Assessment) -> list[AreaSaid]:
    """What both said, area by area, in the words of the version it was answered with."""
    used = assessment.definition
    voices = {(a.respondent, a.item): _voice(a, used) for a in assessment.answers.all()}
    day = assessment.taken_on or assessment.begun_on
    return [
        AreaSaid(
            used.item(key),
            day,
            voices.get((Respondent.PERSON, key)),
            voices.get((Respondent.COORDINATOR, key)),
        )
        for key in assessment.items
    ]


def _voice(answer: Answer, used: Instrument) -> Voice:
    if answer.value is None:
        return Voice(NOT_SAID[Respondent(answer.respondent)], answer.words)
    return Voice(f"{answer.value} · {used.anchors[answer.value]}", answer.words)


@dataclass(frozen=True)
class Point:
    """One voice at one time: where it is drawn, and what was said."""

    x: float
    y: float
    day: date
    value: int
    words: str


@dataclass(frozen=True)
class Line:
    """One area: what each voice has said over time, the first to the last.

    `asks_person`: the person's voice is the one that is told in words; else it is the only other.
    """

    item: Item
    person: tuple[Point, ...]
    coordinator: tuple[Point, ...]
    asks_person: bool = True

    @property
    def told(self) -> tuple[Point, ...]:
        """The voice that the words beside the drawing are about."""
        return self.person if self.asks_person else self.coordinator

    @property
    def moved(self) -> int | None:
        """Steps from that voice's first answer to the last; None with less than two."""
        return self.told[-1].value - self.told[0].value if len(self.told) > 1 else None

    @property
    def apart(self) -> int:
        """Steps between what both said last; 0 where only one has spoken."""
        if not (self.person and self.coordinator):
            return 0
        return abs(self.person[-1].value - self.coordinator[-1].value)

    @property
    def person_path(self) -> str:
        """The person's line."""
        return _path(self.person)

    @property
    def coordinator_path(self) -> str:
        """The coordinator's line."""
        return _path(self.coordinator)

    @property
    def diamonds(self) -> list[str]:
        """The coordinator's marks, told from the person's by their shape too."""
        return [
            f"M{p.x:.1f} {p.y - 8:.1f} L{p.x + 8:.1f} {p.y:.1f} L{p.x:.1f} {p.y + 8:.1f} "
            f"L{p.x - 8:.1f} {p.y:.1f} Z"
            for p in self.coordinator
        ]


@dataclass(frozen=True)
class Progress:
    """Every area with its line, and the days on which they were gone through."""

    instrument: Instrument
    lines: tuple[Line, ...]
    days: tuple[date, ...]
    levels: tuple[float, ...]
    """Heights of the scale's steps."""
    rows: tuple[AreaSaid, ...]
    """The same as a table: area by area, day by day."""

    width, height = WIDTH, HEIGHT

    @property
    def better(self) -> int:
        """Areas with a higher step than the first time: of life, those that work better."""
        return sum(1 for line in self.lines if (line.moved or 0) > 0)

    @property
    def worse(self) -> int:
        """Areas with a lower step."""
        return sum(1 for line in self.lines if (line.moved or 0) < 0)

    @property
    def same(self) -> int:
        """Areas that were answered about twice, with the same step."""
        return sum(1 for line in self.lines if line.moved == 0)

    @property
    def has_moved(self) -> bool:
        """Whether anything has been answered twice."""
        return any(line.moved is not None for line in self.lines)


def draw(used: Instrument, assessments: Sequence[Assessment]) -> Progress:
    """Progress over finished assessments, the oldest first, with their answers fetched.

    What was answered on another scale than today's can't be compared: it stands in the table only.
    """
    days = tuple(one.taken_on for one in assessments if one.taken_on is not None)
    points: dict[tuple[str, str], list[Point]] = {}
    for one in assessments:
        if one.taken_on is None or not one.definition.has_the_scale_of(used):
            continue
        x = _x(one.taken_on, days)
        for answer in sorted(one.answers.all(), key=lambda a: a.pk):
            if answer.value is not None:
                point = Point(x, _y(answer.value, used), one.taken_on, answer.value, answer.words)
                points.setdefault((answer.respondent, answer.item), []).append(point)
    lines = tuple(
        Line(
            item,
            tuple(points.get((Respondent.PERSON, item.key), ())),
            tuple(points.get((Respondent.COORDINATOR, item.key), ())),
            used.asks_person,
        )
        for item in used.items
    )
    said = [row for one in assessments for row in said_in(one)]
    order = {key: place for place, key in enumerate(used.item_keys)}
    rows = tuple(sorted(said, key=lambda row: (order.get(row.item.key, len(order)), row.day)))
    return Progress(used, lines, days, tuple(_y(step, used) for step in used.anchors), rows)


def occasion_to_come(finished: Iterable[Assessment]) -> Occasion:
    """What a case's next assessment is: the one at the start, until there is one."""
    started = any(one.occasion == Occasion.START for one in finished)
    return Occasion.BETWEEN if started else Occasion.START


def _x(day: date, days: Sequence[date]) -> float:
    span = (days[-1] - days[0]).days
    share = (day - days[0]).days / span if span else 0.0
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _y(value: int, used: Instrument) -> float:
    share = (value - used.lowest) / (used.highest - used.lowest)
    return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{p.x} {p.y}" for p in points) if len(points) > 1 else ""
