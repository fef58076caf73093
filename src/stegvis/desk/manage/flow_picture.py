"""The flow of twelve months as a picture: bars and a line, in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stegvis.desk.manage.few import Way, together
from stegvis.desk.manage.flow import GROUPS, Span, by_group

WIDTH, LEFT, RIGHT = 760, 64, 12
LINE_TOP, LINE_BOTTOM = 26, 104
AXIS, HALF = 198, 66
"""Where the axis between those who came and those who left stands, and the room above and below."""
FIGURE, MONTH = 18, 16
"""Lines of text below the longest bar: its figure, and then the month."""
BAR, WIDEST_BAR = 0.456, 64
"""Of a column's width, and the widest that a bar is drawn."""
BY_GROUP: Way = tuple((group,) for group in GROUPS)
TONES = {"work": "good", "studies": "plum", "other": "sand"}


def tone(parts: tuple[str, ...]) -> str:
    """The colour of exits by some groups of reasons: that of the first, grey where all are one."""
    return TONES["other"] if "other" in parts else TONES[parts[0]]


@dataclass(frozen=True)
class Piece:
    """A part of a month's bar, and its figure."""

    y: float
    height: float
    tone: str
    count: int

    @property
    def middle(self) -> float:
        """Where its figure stands."""
        return self.y + self.height / 2

    @property
    def holds_figure(self) -> bool:
        """Whether a figure fits in it."""
        return self.height >= FIGURE


@dataclass(frozen=True)
class Column:
    """A span: its bar up (came), its parts down (left), its point on the line (under way)."""

    first: date
    last: date
    x: float
    bar: float
    came: Piece
    left: list[Piece]
    gone: int
    under_way: int
    point: float

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.x + self.bar / 2

    @property
    def foot(self) -> float:
        """Where the bar of those who left ends."""
        return AXIS + sum(piece.height for piece in self.left)


@dataclass(frozen=True)
class Picture:
    """The whole drawing."""

    columns: list[Column]

    width, height = WIDTH, AXIS + HALF + FIGURE + MONTH
    axis, left, right = AXIS, LEFT, WIDTH - RIGHT

    @property
    def line(self) -> str:
        """The points of the line of those under way."""
        return " ".join(f"{column.middle:.1f},{column.point:.1f}" for column in self.columns)


def draw(spans: list[Span], way: Way = BY_GROUP) -> Picture:
    """One column for each span, exits as `way` puts the groups of their reasons together; both
    directions of the bars have the same scale."""
    most = max((max(span.came, span.gone) for span in spans), default=0) or 1
    counts = [span.under_way for span in spans]
    low, high = min(counts), max(counts)
    step = (WIDTH - LEFT - RIGHT) / len(spans)
    bar = min(step * BAR, WIDEST_BAR)
    columns = []
    for place, span in enumerate(spans):
        up = span.came / most * HALF
        share = (span.under_way - low) / (high - low) if high > low else 0.5
        columns.append(
            Column(
                first=span.first,
                last=span.last,
                x=LEFT + step * place + (step - bar) / 2,
                bar=bar,
                came=Piece(AXIS - up, up, "lake", span.came),
                left=_downwards(span, way, most),
                gone=span.gone,
                under_way=span.under_way,
                point=LINE_BOTTOM - share * (LINE_BOTTOM - LINE_TOP - 14),
            )
        )
    return Picture(columns)


def _downwards(span: Span, way: Way, most: int) -> list[Piece]:
    pieces, y = [], float(AXIS)
    counts = together(by_group(span.left), way)
    for parts, count in zip(way, counts, strict=True):
        if count:
            height = count / most * HALF
            pieces.append(Piece(y, height, tone(parts), count))
            y += height
    return pieces


@dataclass(frozen=True)
class Share:
    """A part of a bar that lies down: where it begins and how long it is, in hundredths."""

    x: float
    width: float
    tone: str


def shares(counts: list[tuple[tuple[str, ...], int]]) -> list[Share]:
    """Exits as one bar, by groups of reasons; nothing of none."""
    total, x, found = sum(count for _parts, count in counts), 0.0, []
    for parts, count in counts:
        if count:
            found.append(Share(x, 100 * count / total, tone(parts)))
            x += 100 * count / total
    return found
