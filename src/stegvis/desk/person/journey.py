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
CURVES = 46
"""Height of a row of curves: between the lowest and the highest of the scale."""
LINE = 13
"""Height of a line of text, which the labels of two curves keep apart."""
MONTH_NAME = 34
"""Width of a month's name, which stands after the month's line."""

ROWS: dict[str, str | Promise] = {
    "steps": _("Steps"),
    "work": _("At work"),
    "standing": _("How it is"),
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
class Curve:
    """Points of a scale joined over time; the last one's label stands after it."""

    tone: str
    dots: list[Dot]
    text_y: float

    @property
    def path(self) -> str:
        """The line through the points."""
        return "M" + " L".join(f"{dot.x} {dot.y}" for dot in self.dots)

    @property
    def label(self) -> str:
        """What the last point says."""
        return self.dots[-1].label

    @property
    def is_before(self) -> bool:
        """Whether the label has room only before the last point."""
        return self.dots[-1].x + len(self.label) * CHARACTER > WIDTH - RIGHT

    @property
    def text_x(self) -> float:
        """Where the label begins, or ends when it stands before the last point."""
        return self.dots[-1].x + (-9 if self.is_before else 9)


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
    curves: list[Curve]
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
    names, bars, dots, curves, y = [], [], [], [], float(TOP)
    for row, label in ROWS.items():
        spans = [entry for entry in shown if entry.row == row and entry.is_span]
        points = [entry for entry in shown if entry.row == row and entry.height is not None]
        moments = [entry for entry in shown if entry.row == row and entry not in spans + points]
        if not spans and not points and not moments:
            continue
        names.append(RowName(y + 15.5, label))
        if points:
            curves += _curves(points, scale, y)
            y += CURVES + ROW_GAP
            continue
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
        curves=curves,
        earlier=len(entries) - len(shown),
        entries=entries,
    )


def _dot(entry: TimelineEntry, scale: Scale, top: float) -> Dot:
    return Dot(scale.x(entry.starts), top + BAR / 2, str(entry.label), entry.row, entry.starts)


def _curves(points: list[TimelineEntry], scale: Scale, top: float) -> list[Curve]:
    """A curve for each tone; of two labels that would meet, the lower one gives way."""
    by_tone: dict[str, list[Dot]] = {}
    for entry in sorted(points, key=lambda one: one.starts):
        y = round(top + CURVES * (1 - (entry.height or 0.0)), 1)
        dot = Dot(scale.x(entry.starts), y, str(entry.label), entry.row, entry.starts)
        by_tone.setdefault(entry.tone, []).append(dot)
    curves, free = [], 0.0
    for tone, dots in sorted(by_tone.items(), key=lambda one: one[1][-1].y):
        text_y = max(dots[-1].y + 4, free)
        free = text_y + LINE
        curves.append(Curve(tone, dots, text_y))
    return curves


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
