"""The flow of twelve months as a picture: bars and a line, in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stegvis.desk.manage.flow import GROUPS, Flow, by_group

WIDTH, LEFT, RIGHT = 760, 64, 12
LINE_TOP, LINE_BOTTOM = 26, 104
AXIS, HALF = 198, 66
"""Where the axis between those who came and those who left stands, and the room above and below."""
FIGURE, MONTH = 18, 16
"""Lines of text below the longest bar: its figure, and then the month."""
BAR = 26
TONES = {"work": "good", "studies": "plum", "other": "sand"}


@dataclass(frozen=True)
class Piece:
    """A part of a month's bar, and its figure."""

    y: float
    height: float
    tone: str
    count: int


@dataclass(frozen=True)
class Column:
    """A month: its bar up (came), its parts down (left), its point on the line (under way)."""

    month: date
    x: float
    came: Piece
    left: list[Piece]
    gone: int
    under_way: int
    point: float

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.x + BAR / 2

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


def draw(flow: Flow) -> Picture:
    """One column for each month; both directions of the bars have the same scale."""
    most = max((max(month.came, month.gone) for month in flow.months), default=0) or 1
    counts = [month.under_way for month in flow.months]
    low, high = min(counts), max(counts)
    step = (WIDTH - LEFT - RIGHT) / len(flow.months)
    columns = []
    for place, month in enumerate(flow.months):
        up = month.came / most * HALF
        share = (month.under_way - low) / (high - low) if high > low else 0.5
        columns.append(
            Column(
                month=month.first,
                x=LEFT + step * place + (step - BAR) / 2,
                came=Piece(AXIS - up, up, "lake", month.came),
                left=_downwards(by_group(month.left), most),
                gone=month.gone,
                under_way=month.under_way,
                point=LINE_BOTTOM - share * (LINE_BOTTOM - LINE_TOP - 14),
            )
        )
    return Picture(columns)


def _downwards(groups: dict[str, int], most: int) -> list[Piece]:
    pieces, y = [], float(AXIS)
    for group in GROUPS:
        if count := groups.get(group, 0):
            height = count / most * HALF
            pieces.append(Piece(y, height, TONES[group], count))
            y += height
    return pieces
