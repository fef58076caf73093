"""What the engine may know: columns and lists of integers, and nothing else.

This schema is the whitelist. A name, a sex, an age, a country of birth or the time without work
has no field here and can't be read; years in an occupation are left out too, since they stand in
for age. Codes are integers that the caller has given out; the engine knows no word for any.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from types import SimpleNamespace
from typing import Annotated, Any, Self, get_type_hints

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

UNKNOWN = -1
"""Stands in an integer column for "not known" or "no limit asked"."""


@dataclass(frozen=True)
class Column:
    """What a column may hold: its type, its least and greatest value, and "not known"."""

    low: float
    high: float
    unknown: float = UNKNOWN
    kind: type[np.int64] | type[np.float64] = np.int64


Mask = Annotated[Ints, Column(0, 2**62 - 1, unknown=0)]
"""At most 62 bits, so that it stays positive; nothing said is 0."""
Code = Annotated[Ints, Column(0, 2**31 - 1)]
Flag = Annotated[Ints, Column(0, 1)]
Percent = Annotated[Ints, Column(0, 100)]
Kilometres = Annotated[Ints, Column(1, 20_000)]
LAST_DAY = 10**6
Day = Annotated[Ints, Column(0, LAST_DAY)]
"""Days since 1970-01-01."""
Latitude = Annotated[Floats, Column(-90, 90, unknown=math.nan, kind=np.float64)]
Longitude = Annotated[Floats, Column(-180, 180, unknown=math.nan, kind=np.float64)]


class FactsError(ValueError):
    """Facts that can't be true: names the field, the row and what is wrong with it."""


class Certainty(IntEnum):
    """Where a skill comes from. An inferred one is met, but counts for less."""

    INFERRED = 0
    STATED = 1
    SHOWN = 2
    CERTIFIED = 3


@dataclass(frozen=True)
class Lists:
    """A list of codes per row, each code at most once, ascending.

    `offsets` (rows + 1) int64; row i owns `codes[offsets[i]:offsets[i + 1]]` and as many `values`.
    """

    offsets: Ints
    codes: Ints
    values: Ints

    @classmethod
    def of(cls, rows: Iterable[Iterable[int] | Mapping[int, int]]) -> Lists:
        """Pack rows given as codes, or as code → value (0 where none is given)."""
        packed = [
            sorted(row.items() if isinstance(row, Mapping) else dict.fromkeys(row, 0).items())
            for row in rows
        ]
        sizes = np.array([len(row) for row in packed], dtype=np.int64)
        flat = np.array([pair for row in packed for pair in row], dtype=np.int64).reshape(-1, 2)
        return cls(
            offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)]),
            codes=np.ascontiguousarray(flat[:, 0]),
            values=np.ascontiguousarray(flat[:, 1]),
        )

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def sizes(self) -> Ints:
        """How many codes each row has, (rows,)."""
        return np.diff(self.offsets)

    @property
    def owners(self) -> Ints:
        """The row of each entry, (entries,)."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def width(self) -> int:
        """One more than the greatest code."""
        return int(self.codes.max(initial=-1)) + 1

    def row(self, index: int) -> dict[int, int]:
        """Code → value of one row."""
        part = slice(int(self.offsets[index]), int(self.offsets[index + 1]))
        return dict(zip(self.codes[part].tolist(), self.values[part].tolist(), strict=True))

    def take(self, rows: Ints) -> Lists:
        """The lists of some rows, in that order."""
        sizes, entries = self.sizes[rows], self.entries(rows)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
        return Lists(offsets, self.codes[entries], self.values[entries])

    @classmethod
    def joined(cls, parts: Sequence[Lists]) -> Lists:
        """One after the other."""
        sizes = np.concatenate([part.sizes for part in parts])
        return cls(
            offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)]),
            codes=np.concatenate([part.codes for part in parts]),
            values=np.concatenate([part.values for part in parts]),
        )

    def entries(self, rows: Ints) -> Ints:
        """Where in `codes` the entries of some rows lie, row after row."""
        sizes = self.sizes[rows]
        ends = np.cumsum(sizes, dtype=np.int64)
        return np.arange(sizes.sum()) + np.repeat(self.offsets[rows] - ends + sizes, sizes)

    def check(self, name: str, rows: int) -> None:
        """FactsError unless the lists are whole, sorted, without repeats and `rows` long."""
        if len(self) != rows:
            raise FactsError(f"{name}: {len(self)} rows where {rows} were expected")
        whole = self.offsets[0] == 0 and self.offsets[-1] == len(self.codes) == len(self.values)
        if not whole or np.any(self.sizes < 0):
            raise FactsError(f"{name}: offsets don't match the codes")
        if np.any(self.codes < 0):
            raise FactsError(f"{name}: negative code in row {self._first_row(self.codes < 0)}")
        repeats = (np.diff(self.codes) <= 0) & (np.diff(self.owners) == 0)
        if np.any(repeats):
            raise FactsError(f"{name}: repeated or unsorted code in row {self._first_row(repeats)}")

    def _first_row(self, wrong: NDArray[np.bool_]) -> int:
        return int(self.owners[int(np.argmax(wrong))])


class Table:
    """What both sides share: columns and lists of one length."""

    ids: Ints

    def __post_init__(self) -> None:
        if len(np.unique(self.ids)) != len(self.ids):
            raise FactsError("ids: the same id twice")
        for name, value in self._parts().items():
            if isinstance(value, Lists):
                value.check(name, len(self))
        for name, column in self.columns_of().items():
            _check(name, getattr(self, name), len(self), column)

    @classmethod
    def columns_of(cls) -> dict[str, Column]:
        """Each plain column's name and what it may hold, in field order."""
        hints = get_type_hints(cls, include_extras=True).items()
        return {name: hint.__metadata__[0] for name, hint in hints if hasattr(hint, "__metadata__")}

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> Self:
        """Pack rows given as field → value; whatever a row leaves out is unknown."""
        parts: dict[str, Any] = {"ids": np.array([row["ids"] for row in rows], dtype=np.int64)}
        for name, column in cls.columns_of().items():
            given = [row.get(name, column.unknown) for row in rows]
            parts[name] = np.array(given, dtype=column.kind)
        for one in fields(cls):  # type: ignore[arg-type]
            if one.name not in parts:
                parts[one.name] = Lists.of([row.get(one.name, ()) for row in rows])
        return cls(**parts)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """One table after the other, at least one; no id may occur twice."""
        whole = [part._parts() for part in parts]
        return cls(
            **{
                name: Lists.joined([part[name] for part in whole])
                if isinstance(value, Lists)
                else np.concatenate([part[name] for part in whole])
                for name, value in whole[0].items()
            }
        )

    def _parts(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self, shape: tuple[int, int]) -> SimpleNamespace:
        """The plain columns, reshaped so that persons lie along rows and places along columns."""
        return SimpleNamespace(
            **{n: v.reshape(shape) for n, v in self._parts().items() if not isinstance(v, Lists)}
        )

    def one(self, index: int) -> SimpleNamespace:
        """One row: plain numbers, and a code → value dictionary per list."""
        return SimpleNamespace(
            **{
                name: value.row(index) if isinstance(value, Lists) else value[index].item()
                for name, value in self._parts().items()
            }
        )

    def take(self, rows: Ints) -> Self:
        """The same table with only these rows, in that order."""
        return type(self)(
            **{
                name: value.take(rows) if isinstance(value, Lists) else value[rows]
                for name, value in self._parts().items()
            }
        )


@dataclass(frozen=True)
class Seekers(Table):
    """Persons, n rows. What a person asks for or must avoid limits; it never gives points.

    UNKNOWN (-1), NaN for a point, an empty list or an empty mask mean that nothing was said, and
    then nothing is held against anybody.
    """

    ids: Ints
    """(n,) the order of last resort; no meaning beyond it."""
    occupations: Lists
    """Occupations the person has worked or trained in. No years."""
    wishes: Lists
    """Occupations the person wants."""
    no_gos: Lists
    """Occupations the person doesn't want, groups already spelled out."""
    skills: Lists
    """Skill → `Certainty`."""
    languages: Lists
    """Language → level, 1 (A1) to 6 (C2)."""
    licences: Mask
    """(n,) licences held, those implied by a higher one included."""
    capacity: Percent
    """(n,) the most the person can work, per cent of full time."""
    hours_refused: Mask
    """(n,) times of day and week the person can't work."""
    exposures_avoided: Mask
    """(n,) what the person's health or belief rules out at work."""
    latitude: Latitude
    """(n,) home."""
    longitude: Longitude
    """(n,) home."""
    travel_limit: Kilometres
    """(n,) the farthest the person travels one way by road, whole kilometres."""
    earliest_start: Day
    """(n,) first possible day."""
    age_limits_not_met: Mask
    """(n,) the legal age limits that the person does *not* meet; never the age."""


@dataclass(frozen=True)
class Opportunities(Table):
    """Places, m rows: jobs, internships, courses. Unknown facts ask for nothing."""

    ids: Ints
    """(m,) breaks ties: the lower id comes first."""
    musts: Lists
    """Skills that must be met."""
    merits: Lists
    """Skills that are welcome."""
    languages: Lists
    """Language → least level, 1 (A1) to 6 (C2)."""
    occupation: Code
    """(m,) occupation code."""
    asks_training: Flag
    """(m,) 1 where the work asks for training or experience in the occupation."""
    licences_by_law: Mask
    """(m,) licences that the law demands for the work."""
    licences_asked: Mask
    """(m,) licences that the place asks for."""
    extent: Percent
    """(m,) the least extent offered, per cent of full time."""
    hours: Mask
    """(m,) times of day and week that the work covers."""
    exposures: Mask
    """(m,) what the work exposes to."""
    latitude: Latitude
    """(m,) where the work is."""
    longitude: Longitude
    """(m,) where the work is."""
    starts: Day
    """(m,) day the work begins."""
    age_limits: Mask
    """(m,) the legal age limits that the work falls under."""


def _check(name: str, values: NDArray[Any], rows: int, column: Column) -> None:
    if values.shape != (rows,) or values.dtype != column.kind:
        found, wanted = f"{values.dtype} {values.shape}", f"{np.dtype(column.kind)} ({rows},)"
        raise FactsError(f"{name}: {found} where {wanted} was expected")
    unknown = (values == column.unknown) | np.isnan(values)
    right = unknown | ((values >= column.low) & (values <= column.high))
    if not np.all(right):
        row = int(np.argmin(right))
        raise FactsError(
            f"{name}: {values[row]} in row {row} is outside {column.low:g} to {column.high:g}"
        )
