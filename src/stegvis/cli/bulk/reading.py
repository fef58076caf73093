"""Reads people and places from CSV; whatever is wrong is told by file, row and column."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from stegvis.cli.bulk import columns
from stegvis.cli.bulk.columns import CERTAINTIES, LEVELS, Column, vocabulary_of
from stegvis.cli.bulk.rows import Cell, rows_of, whole_number
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.errors import BadInputError
from stegvis.engine.doors.educations import Educations
from stegvis.engine.facts import Column as TableColumn
from stegvis.engine.facts import Lists, Opportunities, Seekers
from stegvis.reference import driving_licences, languages

MOST_WORDS = 62
MOST_ID = 2**63 - 1

Side = TypeVar("Side", Seekers, Opportunities, Educations)


@dataclass
class Codes:
    """What the words in the files are as integers."""

    taxonomy: Taxonomy
    bits: dict[str, dict[str, int]] = field(
        default_factory=lambda: {name: {} for name in columns.VOCABULARIES}
    )
    """Words of places by vocabulary. A word that no place has is in nobody's way."""

    @cached_property
    def occupations(self) -> dict[str, int]:
        """By taxonomy id."""
        return {one: at for at, one in enumerate(self.taxonomy.jobs)}

    @cached_property
    def skills(self) -> dict[str, int]:
        """By taxonomy id."""
        return {one: at for at, one in enumerate(self.taxonomy.skills)}

    @cached_property
    def languages(self) -> dict[str, int]:
        """By ISO 639-1."""
        numbers = {one: at for at, one in enumerate(self.taxonomy.languages)}
        return {
            iso: numbers[one.concept_id]
            for iso, one in languages.languages_by_iso().items()
            if one.concept_id in numbers
        }


@dataclass(kw_only=True)
class _Cell(Cell):
    """A cell of people or places."""

    limits: Mapping[str, TableColumn]
    """What the engine takes in each column."""
    makes_words: bool
    """Whether its words are new ones."""


def read_places(file: Path, codes: Codes, told: Callable[[int], object]) -> Opportunities:
    """The places of a file, and their words among the codes. BadInputError names row and column."""
    return _read(file, columns.PLACES, Opportunities, codes, told)


def read_people(file: Path, codes: Codes, told: Callable[[int], object]) -> Seekers:
    """The people of a file, after the places. BadInputError names row and column."""
    return _read(file, columns.PEOPLE, Seekers, codes, told)


def read_educations(file: Path, codes: Codes, told: Callable[[int], object]) -> Educations:
    """The educations of a file, after the places. BadInputError names row and column."""
    return _read(file, columns.EDUCATIONS, Educations, codes, told)


def _read(
    file: Path,
    known: tuple[Column, ...],
    table: type[Side],
    codes: Codes,
    told: Callable[[int], object],
) -> Side:
    at = _Cell(file=file, limits=table.columns_of(), makes_words=table is Opportunities)
    packed = {one.name: _packing(one, at) for one in known}
    readers = {one.name: _reader(one, codes, at) for one in known}
    seen: dict[int, int] = {}
    for cells in rows_of(at, list(readers), needed=["id"], more="stegvis engine schema"):
        for (at.column, read), text in zip(readers.items(), cells, strict=True):
            packed[at.column].add(read(text) if text else None)
        number = packed["id"].last
        if number in seen:
            at.column = "id"
            at.wrong(f"{number} stands in row {seen[number]} already.")
        seen[number] = at.row
        told(len(seen))
    if not seen:
        raise BadInputError(f"{file} has no rows below its headings.")
    return table(
        **{one.field: packed[one.name].whole() for one in known if one.kind != columns.TEXT}
    )


class _Numbers:
    """A plain column, packed as it is read."""

    def __init__(self, at: _Cell, column: TableColumn | None) -> None:
        self.at = at
        self.unknown: Any = column.unknown if column else None
        self.kind: Any = column.kind if column else np.int64
        self.values: Any = array("d" if self.kind is np.float64 else "q")

    @property
    def last(self) -> int:
        """What was added last."""
        return int(self.values[-1])

    def add(self, value: Any) -> None:
        """One row's value, None where nothing stands."""
        if value is None and self.unknown is None:
            self.at.column = "id"
            self.at.wrong("is empty.")
        self.values.append(self.unknown if value is None else value)

    def whole(self) -> Any:
        """The column as the engine takes it."""
        return np.array(self.values, self.kind)


class _Packed:
    """A column of lists, packed as it is read."""

    def __init__(self) -> None:
        self.sizes, self.codes, self.values = array("q", [0]), array("q"), array("q")

    def add(self, value: Any) -> None:
        """One row's code → value, None where nothing stands."""
        pairs = sorted((value or {}).items())
        self.sizes.append(len(pairs))
        self.codes.extend(code for code, _ in pairs)
        self.values.extend(number for _, number in pairs)

    def whole(self) -> Any:
        """The column as the engine takes it."""
        offsets = np.cumsum(np.array(self.sizes, np.int64), dtype=np.int64)
        return Lists(offsets, np.array(self.codes, np.int64), np.array(self.values, np.int64))


class _Unread:
    """A column that is there for people."""

    def add(self, value: Any) -> None:
        """Nothing is kept."""


def _packing(column: Column, at: _Cell) -> Any:
    if column.kind == columns.TEXT:
        return _Unread()
    lists = column.kind in {columns.CONCEPTS, columns.GRADED}
    return _Packed() if lists else _Numbers(at, at.limits.get(column.field))


def _reader(column: Column, codes: Codes, at: _Cell) -> Callable[[str], Any]:
    """What reads a cell of a column that isn't empty."""
    limits = at.limits.get(column.field)
    low, high = (limits.low, limits.high) if limits else (0, MOST_ID)
    readers: dict[str, Callable[[str], Any]] = {
        columns.CONCEPT: lambda text: _code(text, codes.occupations, "occupation", at),
        columns.CONCEPTS: lambda text: _concepts(text, codes, at),
        columns.GRADED: lambda text: _graded(text, codes, at),
        columns.WORDS: lambda text: _mask(text, codes, at),
        columns.DATE: lambda text: _day(text, at),
        columns.DEGREES: lambda text: _degrees(text, low, high, at),
        columns.TEXT: lambda text: text,
    }
    return readers.get(column.kind, lambda text: whole_number(text, int(low), int(high), at))


def _concepts(text: str, codes: Codes, at: _Cell) -> dict[int, int]:
    """Skills or occupations, without a grade."""
    skills = at.column in {"musts", "merits", "gives_skills"}
    known, what = (codes.skills, "skill") if skills else (codes.occupations, "occupation")
    return {_code(one, known, what, at): 0 for one in text.split()}


def _code(text: str, known: dict[str, int], what: str, at: _Cell) -> int:
    if text not in known:
        at.wrong(f"{text!r} is no {what} of the taxonomy.")
    return known[text]


def _graded(text: str, codes: Codes, at: _Cell) -> dict[int, int]:
    """Skills with certainty, languages with level."""
    skills, found = at.column == "skills", {}
    grades: tuple[str, ...] = CERTAINTIES if skills else LEVELS
    known, what = (codes.skills, "skill") if skills else (codes.languages, "language")
    for one in text.split():
        word, _, grade = one.partition(":")
        code = _code(word, known, what, at)
        grade = grade or ("stated" if skills else "")
        if grade not in grades:
            at.wrong(f"{one!r} should end in one of {', '.join(':' + g for g in grades)}.")
        found[code] = grades.index(grade) + (not skills)
    return found


def _mask(text: str, codes: Codes, at: _Cell) -> int:
    """Words as bits; places say which there are."""
    vocabulary = vocabulary_of(at.column)
    bits, words = codes.bits[vocabulary], set(text.split())
    if at.makes_words:
        for word in sorted(words - bits.keys()):
            bits[word] = len(bits)
        if len(bits) > MOST_WORDS:
            at.wrong(f"more than {MOST_WORDS} different words of {vocabulary}.")
    elif vocabulary == "licences":
        words = set(driving_licences.may_drive(words))
    return sum(1 << bits[word] for word in words if word in bits)


def _degrees(text: str, low: float, high: float, at: _Cell) -> float:
    try:
        value = float(text)
    except ValueError:
        at.wrong(f"{text!r} is no number of degrees.")
    if math.isnan(value):
        at.wrong("NaN is no number. Leave the cell empty where it isn't known.")
    if not low <= value <= high:
        at.wrong(f"{value:g} is outside {low:g} to {high:g}.")
    return value


def _day(text: str, at: _Cell) -> int:
    try:
        day = (date.fromisoformat(text) - date(1970, 1, 1)).days
    except ValueError:
        at.wrong(f"{text!r} is no date like 2026-11-30.")
    if day < 0:
        at.wrong(f"{text} lies before 1970.")
    return day
