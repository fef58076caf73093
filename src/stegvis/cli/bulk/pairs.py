"""Reads who may have which place at what cost, and writes who got which, as CSV."""

from __future__ import annotations

import csv
import re
from array import array
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stegvis.cli.bulk.rows import Cell, rows_of, whole_number
from stegvis.cli.bulk.writing import whole
from stegvis.cli.errors import BadInputError
from stegvis.engine.allocation.candidates import UNPLACED, Candidates
from stegvis.engine.facts import Ints

EDGES = ("person", "place", "cost")
PLACES = ("place", "seats")
ALLOCATED = ("person", "place")

DECIMALS = 6
MILLION = 10**DECIMALS
MOST_COST = 10**9
MOST_SEATS = 10**9
LONGEST_NUMBER = 60
NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,2}))?")


@dataclass(frozen=True)
class Pairs:
    """What stands in the two files; costs are in millionths."""

    people: list[str]
    """In the order in which they come up among the edges."""
    places: list[str]
    """In the order of their file."""
    candidates: Candidates
    rows: Ints
    """(pairs,) where each stands in the file of edges."""


def read_pairs(edges: Path, places: Path) -> Pairs:
    """Both files. BadInputError names file, row and column."""
    seats = _read_seats(places)
    numbers = {place: number for number, place in enumerate(seats)}
    people: dict[str, int] = {}
    person, place, cost, rows = array("q"), array("q"), array("q"), array("q")
    at = Cell(edges)
    for cells in rows_of(at, EDGES, needed=EDGES):
        if "" in cells:
            _empty(at, EDGES, cells)
        if cells[1] not in numbers:
            at.column = "place"
            at.wrong(f"{cells[1]!r} is no place of {places}.")
        person.append(people.setdefault(cells[0], len(people)))
        place.append(numbers[cells[1]])
        cost.append(_millionths(cells[2], at))
        rows.append(at.row)
    if not people:
        raise BadInputError(f"{edges} has no rows below its headings.")
    columns = [np.array(column, np.int64) for column in (person, place, cost, rows)]
    candidates = Candidates(len(people), np.array(list(seats.values()), np.int64), *columns[:3])
    pairs = Pairs(list(people), list(seats), candidates, columns[3])
    _check_once(pairs, at)
    return pairs


def _read_seats(file: Path) -> dict[str, int]:
    seats: dict[str, int] = {}
    rows: dict[str, int] = {}
    at = Cell(file)
    for cells in rows_of(at, PLACES, needed=PLACES):
        if "" in cells:
            _empty(at, PLACES, cells)
        at.column = "place"
        if cells[0] in seats:
            at.wrong(f"{cells[0]!r} stands in row {rows[cells[0]]} already.")
        at.column = "seats"
        seats[cells[0]] = whole_number(cells[1], 0, MOST_SEATS, at)
        rows[cells[0]] = at.row
    if not seats:
        raise BadInputError(f"{file} has no rows below its headings.")
    return seats


def _empty(at: Cell, names: tuple[str, ...], cells: list[str]) -> None:
    at.column = names[cells.index("")]
    at.wrong("is empty.")


def _millionths(text: str, at: Cell) -> int:
    """A decimal number, exactly."""
    at.column = "cost"
    found = NUMBER.fullmatch(text)
    sign, before, after, exponent = found.groups("") if found else ("",) * 4
    if not before + after or len(text) > LONGEST_NUMBER:
        at.wrong(f"{text!r} is no decimal number like 12.5.")
    shift = int(exponent or 0) - len(after) + DECIMALS
    value: int
    value, rest = divmod(int(before + after) * 10 ** max(0, shift), 10 ** max(0, -shift))
    if rest:
        at.wrong(f"{text} has more than {DECIMALS} decimals; round it.")
    if value > MOST_COST * MILLION:
        at.wrong(f"{text} is outside {-MOST_COST} to {MOST_COST}.")
    return -value if sign == "-" else value


def decimal(millionths: int) -> str:
    """Millionths as an exact decimal number."""
    whole, rest = divmod(abs(millionths), MILLION)
    text = f"{whole}.{rest:0{DECIMALS}}".rstrip("0").rstrip(".")
    return f"-{text}" if millionths < 0 else text


def _check_once(pairs: Pairs, at: Cell) -> None:
    """No pair stands there twice."""
    one = pairs.candidates
    keys = one.person * one.places + one.place
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[which] != np.arange(len(keys)))
    if len(again):
        row = int(again[0])
        at.row, at.column = int(pairs.rows[row]), "place"
        person, place = pairs.people[one.person[row]], pairs.places[one.place[row]]
        earlier = int(pairs.rows[first[which[row]]])
        at.wrong(f"{person!r} with {place!r} stands in row {earlier} already.")


def write_allocated(file: Path, pairs: Pairs, allocated: Ints) -> None:
    """One line for each person, in order; an unplaced one has an empty place."""
    places = ["" if place == UNPLACED else pairs.places[place] for place in allocated.tolist()]
    with whole(file) as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(ALLOCATED)
        lines.writerows(zip(pairs.people, places, strict=True))
