"""The definitions compiled: the same limits and terms as machine code, a pair at a time.

Only what searches in bulk imports this module, and with it the compiler: see `compiler`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import distance, limits, score
from stegvis.engine.compiler import compiled, let_compiled_code_call
from stegvis.engine.facts import Column, Ints, Lists, Opportunities, Seekers, Table
from stegvis.engine.score import Weights


class Numbers(NamedTuple):
    """`Weights` without its version: what the terms read."""

    must: float
    prior_skills: float
    prior_share: float
    merit: float
    inferred: float
    occupation: float
    wish: float
    shares: tuple[float, float, float, float, float, float]
    distance: float
    unlimited_km: float

    @classmethod
    def of(cls, weights: Weights) -> Numbers:
        """The numbers of a set of weights."""
        return cls(*(getattr(weights, name) for name in cls._fields))


def records(table: Table) -> np.ndarray[Any, Any]:
    """The plain columns as one record per row, with the point on the unit sphere as x, y and z.

    A record lies together in memory and is read as a limit reads a person: `s.capacity`. What no
    limit and no distance reads comes last, so that one line of the processor's cache is enough.
    """
    whole = {name: _least_of(column) for name, column in table.columns_of().items()}
    columns = {name: kind for name, kind in whole.items() if kind is not np.float64}
    columns |= dict.fromkeys(("x", "y", "z", "latitude", "longitude"), np.float64)
    rows = np.zeros(len(table), np.dtype(list(columns.items())))
    for name in whole:
        rows[name] = getattr(table, name)
    assert isinstance(table, Seekers | Opportunities)
    rows["x"], rows["y"], rows["z"] = distance.unit(table.latitude, table.longitude)
    return rows


def _least_of(column: Column) -> type[np.generic]:
    """The smallest type that holds all that a column may."""
    if column.kind is np.float64:
        return np.float64
    kinds = (np.int8, np.int32, np.int64)
    return next(kind for kind in kinds if column.high <= np.iinfo(kind).max)


class Rows(NamedTuple):
    """A list per row as compiled code reads it: row i owns `codes[starts[i]:starts[i + 1]]`."""

    starts: Ints
    codes: NDArray[np.int32]
    values: NDArray[np.int8]

    @classmethod
    def of(cls, lists: Lists) -> Rows:
        """`Lists`, packed tighter."""
        return cls(lists.offsets, lists.codes.astype(np.int32), lists.values.astype(np.int8))


@compiled
def row_of(lists: Rows, row: int) -> tuple[Any, Any]:
    """The codes and the values of one row, as views."""
    first, end = lists.starts[row], lists.starts[row + 1]
    return lists.codes[first:end], lists.values[first:end]


let_compiled_code_call(distance, limits, score)


@compiled
def hectometres(s: Any, o: Any) -> int:
    """`distance.road_hectometres` of two records; -1 where a point is unknown."""
    x, y, z = s.x - o.x, s.y - o.y, s.z - o.z
    found = distance.along_the_road(x**2 + y**2 + z**2)
    return -1 if np.isnan(found) else int(found)
