"""What places ask for that either is met or isn't: a bit each, so that one look judges them all.

A condition is a place that asks for one thing only: one licence, one hour, an extent, a language at
a level. Who breaks a limit there breaks it at every place that asks for the same among more. So the
limits are read once per person and condition, and a place is passed by where its bits and the
person's have one in common. Places whose bits are free are judged in full all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import limits
from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Rows, records
from stegvis.engine.compiler import compiled
from stegvis.engine.facts import Ints, Opportunities

MASKS = ("licences_by_law", "licences_asked", "hours", "exposures", "age_limits")
VALUES = ("extent", "starts")
MOST = 63
"""Bits in a positive number. Of more conditions than that, the commonest have one."""


class Conditions(NamedTuple):
    """c conditions, each as a place that asks for nothing else."""

    facts: NDArray[Any]
    """(c,) records, see `compiled.records`."""
    languages: Rows


def conditions_of(places: Opportunities) -> tuple[Conditions, Ints]:
    """The commonest conditions, and which of them each place has: a mask, bit i for the i-th."""
    every = sorted(_each(places), key=lambda one: -len(one[1]))[:MOST]
    masks = np.zeros(len(places), np.int64)
    for bit, (_, rows) in enumerate(every):
        masks[rows] |= np.int64(1) << np.int64(bit)
    asked = Opportunities.of([{"ids": at, **facts} for at, (facts, _) in enumerate(every)])
    return Conditions(records(asked), Rows.of(asked.languages)), masks


def _each(places: Opportunities) -> Iterator[tuple[dict[str, Any], Ints]]:
    """Each condition, as facts of a place, and the rows that have it."""
    for name in MASKS:
        column = getattr(places, name)
        for bit in range(int(column.max(initial=0)).bit_length()):
            yield {name: 1 << bit}, np.flatnonzero(column >> bit & 1)
    for name in VALUES:
        column = getattr(places, name)
        for value, rows in _alike(column, np.arange(len(places))):
            if value >= 0:
                yield {name: value}, rows
    asked = places.languages
    levels = int(asked.values.max(initial=0)) + 1
    for pair, rows in _alike(asked.codes * levels + asked.values, asked.owners):
        yield {"languages": {pair // levels: pair % levels}}, rows


def _alike(values: Ints, owners: Ints) -> Iterator[tuple[int, Ints]]:
    """Each value, and the owners of it."""
    order = np.argsort(values, kind="stable")
    found, first = np.unique(values[order], return_index=True)
    parts = np.split(owners[order], first[1:])
    yield from zip(found.tolist(), parts, strict=False)


@compiled
def unmet(s: Any, spoken: Any, conditions: Conditions) -> int:
    """The conditions that a person doesn't meet: a mask."""
    mask = 0
    for bit in range(len(conditions.facts)):
        lacking = below(conditions.languages, bit, spoken)
        alone = Comparison(-1, 0, 0, 0, 0, 0, 0, lacking, 0, 0, 0)
        mask |= int(limits.broken(s, conditions.facts[bit], alone) != 0) << bit
    return mask


@compiled
def below(asked: Rows, row: int, spoken: Any) -> int:
    """How many languages are spoken below the level that a row asks for."""
    lacking = 0
    for at in range(asked.starts[row], asked.starts[row + 1]):
        lacking += spoken[asked.codes[at]] < asked.values[at]
    return lacking
