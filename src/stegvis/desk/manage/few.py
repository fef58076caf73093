"""Small groups are protected where figures leave the unit: also against subtraction.

A count of one to four persons is told to nobody. Hiding it would not be enough where a total stands
beside its parts, as it would follow from the rest. So parts are put together until none is of few:
whatever is told then is a sum of parts that may be told, and so is what one gets by subtracting.
Source: facts on analysis, minimum group and disclosure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

FEWEST = 5

Way = tuple[tuple[str, ...], ...]
"""How parts are put together: each tuple is told as one."""


def is_few(count: int) -> bool:
    """Whether a count tells of too few persons. Nobody is no group."""
    return 0 < count < FEWEST


def may_all_be_told(counts: Iterable[int]) -> bool:
    """Whether none of the parts is of few."""
    return not any(is_few(count) for count in counts)


def may_stand_together(counts: Iterable[int]) -> bool:
    """Whether none of few follows by subtracting one from another, where each count is of all that
    a smaller one is of."""
    return may_all_be_told(large - small for small, large in combinations(sorted(counts), 2))


def together(row: Mapping[str, int], way: Way) -> list[int]:
    """The parts of a row, put together."""
    return [sum(row.get(part, 0) for part in parts) for parts in way]


def way_to_tell(row: Mapping[str, int], ways: Sequence[Way]) -> Way | None:
    """The first way in which no part of the row is of few; None when even the whole is."""
    return next((way for way in ways if may_all_be_told(together(row, way))), None)


def is_coarser(way: Way, than: Way) -> bool:
    """Whether each part of `way` is one of `than`, or several of them put together.

    Two ways of the same row may both be told only then: parts that overlap could be subtracted.
    """
    return all(any(set(small) <= set(large) for large in way) for small in than)


def commonest(counts: Iterable[tuple[str, int]]) -> tuple[list[tuple[str, int]], int]:
    """Those large enough to be told, the commonest first, and the sum of all others.

    The smallest that could be told joins the others when these would be of few by themselves.
    """
    ordered = sorted(counts, key=lambda one: (-one[1], one[0]))
    told = [(name, count) for name, count in ordered if count >= FEWEST]
    rest = sum(count for _name, count in ordered if count < FEWEST)
    while told and is_few(rest):
        rest += told.pop()[1]
    return told, rest


def part(count: int, whole: int) -> int | None:
    """A part of a whole that is told; None where it or the rest would be of few."""
    return count if may_all_be_told([count, whole - count, whole]) else None
