"""The score: a sum of whitelisted terms. The terms are the explanation.

Health, capacity and language are limits only and never give points (see `limits`). Each term is
written once, with operators alone: for an array of pairs, for one pair, and compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from stegvis.engine.comparison import Comparison
from stegvis.engine.limits import JOURNEY_TOLERANCE_PERCENT


@dataclass(frozen=True)
class Weights:
    """Every number of the score. Change one, and the version changes with it."""

    version: str = field(default="2026-11", metadata={"about": "Name of this set of weights"})
    must: float = field(
        default=60.0, metadata={"about": "Points when everything the place demands is met"}
    )
    prior_skills: float = field(
        default=1.0,
        metadata={"about": "Imagined demands added to the real ones, so that one of one isn't all"},
    )
    prior_share: float = field(
        default=0.25, metadata={"about": "How much of the imagined demands counts as met"}
    )
    merit: float = field(default=12.0, metadata={"about": "Points when every welcome skill is met"})
    inferred: float = field(
        default=0.5, metadata={"about": "What an inferred skill counts for beside a stated one"}
    )
    occupation: float = field(
        default=25.0, metadata={"about": "Points when the person has the very occupation"}
    )
    wish: float = field(
        default=15.0, metadata={"about": "Points when the person wants the very occupation"}
    )
    shares: tuple[float, float, float, float, float, float] = field(
        default=(0.0, 0.2, 0.25, 0.5, 0.75, 1.0),
        metadata={
            "about": "Share of both by closeness: none, wider group, partly substitutable, "
            "same group, largely substitutable, same"
        },
    )
    distance: float = field(
        default=10.0, metadata={"about": "Points next door, falling to none at the travel limit"}
    )
    unlimited_km: float = field(
        default=50.0, metadata={"about": "Stands for the travel limit when none was asked"}
    )

    def __post_init__(self) -> None:
        numbers = [getattr(self, one.name) for one in fields(self) if one.name != "version"]
        if min(*self.shares, *(n for n in numbers if isinstance(n, float))) < 0:
            raise ValueError("weights are never negative")
        if list(self.shares) != sorted(self.shares) or self.shares[0] != 0:
            raise ValueError("shares begin at 0 and grow with closeness")
        if self.prior_skills <= 0 or self.unlimited_km <= 0:
            raise ValueError("prior_skills and unlimited_km are divided by")
        if not 0 < self.inferred <= 1 or not 0 <= self.prior_share < 1:
            raise ValueError("inferred lies in (0, 1] and prior_share in [0, 1)")


def _must(_s: Any, c: Comparison, w: Weights) -> Any:
    met = c.musts_certain + w.inferred * c.musts_inferred + w.prior_skills * w.prior_share
    return w.must * (met / (c.musts + w.prior_skills))


def _merit(_s: Any, c: Comparison, w: Weights) -> Any:
    met = c.merits_certain + w.inferred * c.merits_inferred
    return w.merit * (met / (c.merits + w.prior_skills))


def _occupation(_s: Any, c: Comparison, w: Weights) -> Any:
    return w.occupation * share(c.occupation, w)


def _wish(_s: Any, c: Comparison, w: Weights) -> Any:
    return w.wish * share(c.wish, w)


def share(kind: Any, w: Weights) -> Any:
    """The share of a closeness. One summand is not 0, so that the sum is that share exactly."""
    none, wider_group, partly, group, largely, same = w.shares
    return (
        none * (kind == 0)
        + wider_group * (kind == 1)
        + partly * (kind == 2)
        + group * (kind == 3)
        + largely * (kind == 4)
        + same * (kind == 5)
    )


def way(s: Any, c: Comparison, w: Weights) -> Any:
    """From the full weight next door through 0 at the limit to slightly below beyond it."""
    limit_km = s.travel_limit * (s.travel_limit > 0) + w.unlimited_km * (s.travel_limit <= 0)
    left = 1 - (c.distance / 10) / limit_km
    least = -JOURNEY_TOLERANCE_PERCENT / 100
    return w.distance * (left * (left >= least) + least * (left < least)) * (c.distance >= 0)


TERMS: dict[str, Callable[[Any, Comparison, Weights], Any]] = {
    "must": _must,
    "occupation": _occupation,
    "wish": _wish,
    "merit": _merit,
    "distance": way,
}
"""Every term, in the order in which they are shown and summed."""


def terms(s: Any, c: Comparison, weights: Weights) -> dict[str, Any]:
    """Every term's points: arrays (persons, places), or plain floats for one pair."""
    return {code: term(s, c, weights) for code, term in TERMS.items()}


def total(s: Any, c: Comparison, w: Weights) -> Any:
    """The score: the terms added from the left in float64, so that the sum is always the same."""
    return _must(s, c, w) + _occupation(s, c, w) + _wish(s, c, w) + _merit(s, c, w) + way(s, c, w)


def weights_table(weights: Weights) -> str:
    """The weights as a Markdown table for the documentation."""
    lines = ["| Weight | Value | What it does |", "|---|---|---|"]
    for one in fields(weights):
        value = getattr(weights, one.name)
        shown = " · ".join(f"{v:g}" for v in value) if isinstance(value, tuple) else value
        lines.append(f"| `{one.name}` | {shown} | {one.metadata['about']} |")
    return "\n".join(lines)
