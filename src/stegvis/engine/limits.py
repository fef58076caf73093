"""What stands between a person and a place: each limit with its code, its setter, one definition.

What law or the person sets hides the pair ("not right now": counted, and relaxable). What the
place asks for puts the pair on the near list with a remedy. Facts that aren't known hide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
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
    """`breaks(seeker, place, comparison)` is written with operators that suit arrays and numbers.

    So the one definition serves every pair at once and one pair with its reasons.
    """

    code: str
    setter: Setter
    breaks: Callable[[Any, Any, Comparison], Any]
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
    return c.musts_lacking > 0


LIMITS = (
    Limit("age", Setter.LAW, _age),
    Limit("licence_by_law", Setter.LAW, _licence_by_law),
    Limit("distance", Setter.PERSON, _distance),
    Limit("capacity", Setter.PERSON, _capacity),
    Limit("hours", Setter.PERSON, _hours),
    Limit("exposure", Setter.PERSON, _exposure),
    Limit("no_go", Setter.PERSON, _no_go),
    Limit("start", Setter.PERSON, _start),
    Limit("training", Setter.PLACE, _training, remedy="education"),
    Limit("licence", Setter.PLACE, _licence, remedy="licence"),
    Limit("language", Setter.PLACE, _language, remedy="language_course"),
    Limit("skill", Setter.PLACE, _skill, remedy="course"),
)
BY_CODE = {limit.code: limit for limit in LIMITS}
HIDING = tuple(limit for limit in LIMITS if limit.hides)


def broken(s: Any, o: Any, c: Comparison, *, relaxed: Collection[str] = ()) -> Any:
    """Which limits the pairs break: a mask, bit i for `LIMITS[i]`; relaxed ones don't count."""
    mask = c.unwanted * 0
    for bit, limit in enumerate(LIMITS):
        if limit.code not in relaxed:
            mask = mask | (limit.breaks(s, o, c) * (1 << bit))
    return mask


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
