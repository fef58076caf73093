"""What stands between a person and a place: each limit with its code, its setter, one definition.

What law or the person sets hides the pair ("not right now": counted, and relaxable). What the
place asks for puts the pair on the near list with a remedy. Facts that aren't known hide nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from stegvis.engine.comparison import Comparison
from stegvis.engine.relations import Closeness

JOURNEY_TOLERANCE_PERCENT = 15
"""How far the distance, which is an estimate, may lie from the limit and still be only checked."""


class Setter(Enum):
    """Who sets a limit."""

    LAW = "law"
    PERSON = "person"
    PLACE = "place"


@dataclass(frozen=True)
class Limit:
    """A limit by name; what breaks it stands in `broken`, in the same order."""

    code: str
    setter: Setter
    remedy: str = ""
    """What would mend it, for limits that the place sets."""

    @property
    def hides(self) -> bool:
        """Whether the pair disappears from both lists."""
        return self.setter is not Setter.PLACE


def _age(s: Any, o: Any, _c: Comparison) -> Any:
    return (s.age_limits_not_met & o.age_limits) != 0


def _licence_by_law(s: Any, o: Any, _c: Comparison) -> Any:
    return (o.licences_by_law & ~s.licences) != 0


def _distance(s: Any, _o: Any, c: Comparison) -> Any:
    return (s.travel_limit > 0) & (
        c.distance * 10 > s.travel_limit * (100 + JOURNEY_TOLERANCE_PERCENT)
    )


def _capacity(s: Any, o: Any, _c: Comparison) -> Any:
    return (s.capacity >= 0) & (o.extent > s.capacity)


def _hours(s: Any, o: Any, _c: Comparison) -> Any:
    return (s.hours_refused & o.hours) != 0


def _exposure(s: Any, o: Any, _c: Comparison) -> Any:
    return (s.exposures_avoided & o.exposures) != 0


def _no_go(_s: Any, _o: Any, c: Comparison) -> Any:
    return c.unwanted != 0


def _start(s: Any, o: Any, _c: Comparison) -> Any:
    return (o.starts >= 0) & (o.starts < s.earliest_start)


def _training(_s: Any, o: Any, c: Comparison) -> Any:
    return (o.asks_training == 1) & (o.occupation >= 0) & (c.occupation == Closeness.NONE)


def _licence(s: Any, o: Any, _c: Comparison) -> Any:
    return (o.licences_asked & ~s.licences) != 0


def _language(_s: Any, _o: Any, c: Comparison) -> Any:
    return c.languages_lacking > 0


def _skill(_s: Any, _o: Any, c: Comparison) -> Any:
    return c.musts_certain + c.musts_inferred < c.musts


LIMITS = (
    Limit("age", Setter.LAW),
    Limit("licence_by_law", Setter.LAW),
    Limit("distance", Setter.PERSON),
    Limit("capacity", Setter.PERSON),
    Limit("hours", Setter.PERSON),
    Limit("exposure", Setter.PERSON),
    Limit("no_go", Setter.PERSON),
    Limit("start", Setter.PERSON),
    Limit("training", Setter.PLACE, remedy="education"),
    Limit("licence", Setter.PLACE, remedy="licence"),
    Limit("language", Setter.PLACE, remedy="language_course"),
    Limit("skill", Setter.PLACE, remedy="course"),
)
HIDING = tuple(limit for limit in LIMITS if limit.hides)


def broken(s: Any, o: Any, c: Comparison) -> Any:
    """Which limits the pairs break: a mask, bit i for `LIMITS[i]`.

    Operators alone: for arrays of pairs, for one pair, and for the compiled search.
    """
    return (
        _age(s, o, c) * 1
        | _licence_by_law(s, o, c) * 2
        | _distance(s, o, c) * 4
        | _capacity(s, o, c) * 8
        | _hours(s, o, c) * 16
        | _exposure(s, o, c) * 32
        | _no_go(s, o, c) * 64
        | _start(s, o, c) * 128
        | _training(s, o, c) * 256
        | _licence(s, o, c) * 512
        | _language(s, o, c) * 1024
        | _skill(s, o, c) * 2048
    )


def mask_of(codes: Collection[str]) -> int:
    """The bits of some limits."""
    return sum(1 << bit for bit, limit in enumerate(LIMITS) if limit.code in codes)


HIDING_MASK = mask_of({limit.code for limit in HIDING})
MUSTS_MASK = mask_of({"skill", "training"})
"""Demands on what the person can do; a place that has them all met stands first."""


def named(mask: int) -> tuple[Limit, ...]:
    """The limits in a mask of one pair, in the order of LIMITS."""
    return tuple(limit for bit, limit in enumerate(LIMITS) if mask >> bit & 1)


def check_journey(s: Any, _o: Any, c: Comparison) -> Any:
    """Whether the distance lies so near the travel limit that the journey should be looked up."""
    near = c.distance * 10 >= s.travel_limit * (100 - JOURNEY_TOLERANCE_PERCENT)
    far = c.distance * 10 > s.travel_limit * (100 + JOURNEY_TOLERANCE_PERCENT)
    return (s.travel_limit > 0) & (c.distance >= 0) & near & (far == 0)
