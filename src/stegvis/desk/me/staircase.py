"""The steps of a plan drawn as a staircase, in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 320, 92, 12
FEWEST, MOST = 3, 8


@dataclass(frozen=True)
class Staircase:
    """One line of stairs: the part behind, the part ahead, and the ring where one stands."""

    behind: str
    ahead: str
    x: float
    y: float


def draw(*, steps: int, done: int) -> Staircase:
    """Stairs with a tread for each step and one for the goal; `done` steps are climbed.

    Few steps are drawn with some more to come, many are drawn as MOST.
    """
    risers = min(max(steps, FEWEST), MOST)
    climbed = min(done, risers) if steps <= MOST else round(risers * done / steps)
    run, rise = (WIDTH - 2 * MARGIN) / (risers + 1), (HEIGHT - 2 * MARGIN) / risers
    treads = [(MARGIN + run * n, HEIGHT - MARGIN - rise * n) for n in range(risers + 1)]
    x, y = treads[climbed][0] + run / 2, treads[climbed][1]
    behind = f"M{treads[0][0]:.1f} {treads[0][1]:.1f}"
    for left, up in treads[1 : climbed + 1]:
        behind += f" H{left:.1f} V{up:.1f}"
    ahead = f"M{x:.1f} {y:.1f}"
    for left, up in treads[climbed + 1 :]:
        ahead += f" H{left:.1f} V{up:.1f}"
    end = f" H{WIDTH - MARGIN:.1f}"
    return Staircase(f"{behind} H{x:.1f}", ahead + end, round(x, 1), round(y, 1))
