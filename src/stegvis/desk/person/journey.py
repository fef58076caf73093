"""The journey as a picture: where bars, dots and months stand, in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.registries import TimelineEntry

WIDTH, LEFT, RIGHT = 1160, 132, 16
TOP, LANE, LANE_GAP, ROW_GAP, BAR = 30, 22, 5, 14, 22
MONTHS_BACK, MONTHS_AHEAD = 11, 2
CHARACTER = 6.9
"""Width of an average character of the labels, to know whether a label fits its bar."""
MONTH_NAME = 34
"""Width of a month's name, which stands after the month's line."""

ROWS: dict[str, str | Promise] = {
    "steps": _("Steps"),
    "work": _("At work"),
    "contact": _("Contact"),
}


@dataclass(frozen=True)
class Bar:
    """A span, and where its label stands: inside, after or before it."""

    x: float
    y: float
    width: float
    label: str
    tone: str
    ahead: bool
    place: str

    @property
    def text_x(self) -> float:
        """Where the label begins; where it ends when it stands before the bar."""
        return {"inside": self.x + 9, "before": self.x - 6}.get(self.place, self.x + self.width + 6)

    @property
    def text_y(self) -> float:
        """The label's baseline."""
        return self.y + 15.5


@dataclass(frozen=True)
class Dot:
    """A moment."""

    x: float
    y: float
    label: str
    row: str
    day: date


@dataclass(frozen=True)
class Tick:
    """The first day of a month; a January carries its year. Unnamed where it says "today"."""

    x: float
    month: date
    named: bool


@dataclass(frozen=True)
class RowName:
    """What a row of the drawing is about."""

    y: float
    label: str | Promise


@dataclass(frozen=True)
class Journey:
    """The whole drawing."""

    height: float
    today_x: float
    ticks: list[Tick]
    names: list[RowName]
    bars: list[Bar]
    dots: list[Dot]
    earlier: int
    entries: list[TimelineEntry]

    @property
    def width(self) -> int:
        """Width of the drawing."""
        return WIDTH


@dataclass(frozen=True)
class Scale:
    """Days to units between two dates."""

    starts: date
    ends: date

    def x(self, day: date) -> float:
        """Where a day stands; days outside are put at the edge."""
        inside = min(max(day, self.starts), self.ends)
        share = (inside - self.starts).days / (self.ends - self.starts).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def shows(self, entry: TimelineEntry, today: date) -> bool:
        """Whether any of an entry lies inside."""
        ends = (entry.ends or today) if entry.is_span else entry.starts
        return ends >= self.starts and entry.starts <= self.ends


def draw(entries: list[TimelineEntry], *, today: date) -> Journey:
    """Lay the entries out: at most a year back, two months ahead, one lane per overlapping bar."""
    scale = _scale(entries, today)
    shown = [entry for entry in entries if scale.shows(entry, today)]
    names, bars, dots, y = [], [], [], float(TOP)
    for row, label in ROWS.items():
        spans = [entry for entry in shown if entry.row == row and entry.is_span]
        moments = [entry for entry in shown if entry.row == row and not entry.is_span]
        if not spans and not moments:
            continue
        names.append(RowName(y + 15.5, label))
        drawn, lanes = _bars(spans, scale, y, today)
        bars += drawn
        under = y + lanes * (LANE + LANE_GAP)
        dots += [_dot(entry, scale, under) for entry in moments]
        lanes += bool(moments)
        y += lanes * (LANE + LANE_GAP) - LANE_GAP + ROW_GAP
    return Journey(
        height=y,
        today_x=scale.x(today),
        ticks=_ticks(scale, scale.x(today)),
        names=names,
        bars=bars,
        dots=dots,
        earlier=len(entries) - len(shown),
        entries=entries,
    )


def _dot(entry: TimelineEntry, scale: Scale, top: float) -> Dot:
    return Dot(scale.x(entry.starts), top + BAR / 2, str(entry.label), entry.row, entry.starts)


def _scale(entries: list[TimelineEntry], today: date) -> Scale:
    first = min((entry.starts for entry in entries), default=today)
    earliest = max(_month(first), _month(today, -MONTHS_BACK))
    latest_start = _month(today, -2)
    return Scale(min(earliest, latest_start), _month(today, MONTHS_AHEAD + 1))


def _month(day: date, ahead: int = 0) -> date:
    """The first day of the month so many months away."""
    months = day.year * 12 + day.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def _ticks(scale: Scale, today_x: float) -> list[Tick]:
    ticks, month = [], scale.starts
    while month < scale.ends:
        x = scale.x(month)
        middle = x + MONTH_NAME / 2
        ticks.append(Tick(x, month, abs(middle - today_x) > MONTH_NAME))
        month = _month(month, 1)
    return ticks


def _bars(
    spans: list[TimelineEntry], scale: Scale, top: float, today: date
) -> tuple[list[Bar], int]:
    """Each span in the first lane that is free there, counting the room its label takes."""
    free_from: list[float] = []
    bars = []
    for entry in sorted(spans, key=lambda e: e.starts):
        x, width = _extent(entry, scale, today)
        place, left, right = _place(len(str(entry.label)), x, width)
        lane = next((i for i, free in enumerate(free_from) if free <= left), len(free_from))
        free_from[lane : lane + 1] = [right + 4]
        y = top + lane * (LANE + LANE_GAP)
        bars.append(Bar(x, y, width, str(entry.label), entry.tone, entry.starts > today, place))
    return bars, len(free_from)


def _extent(entry: TimelineEntry, scale: Scale, today: date) -> tuple[float, float]:
    """Left edge and width; a span without an end reaches two weeks past today."""
    ends = entry.ends or max(today, entry.starts) + timedelta(days=14)
    x = scale.x(entry.starts)
    return x, max(round(scale.x(ends + timedelta(days=1)) - x, 1), 6.0)


def _place(characters: int, x: float, width: float) -> tuple[str, float, float]:
    """Where a label stands, and from where to where bar and label reach."""
    needed = characters * CHARACTER + 18
    if needed <= width:
        return "inside", x, x + width
    if x + width + needed <= WIDTH:
        return "after", x, x + width + needed
    return "before", x - needed, x + width
