"""Reads a CSV file row by row; whatever is wrong is told by file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from stegvis.cli.errors import BadInputError


@dataclass
class Cell:
    """Where one is in a file."""

    file: Path
    row: int = 1
    column: str = ""

    def wrong(self, what: str) -> NoReturn:
        """Stop, and say where."""
        raise BadInputError(f"{self.file}, row {self.row}, column {self.column}: {what}")


def rows_of(
    at: Cell, names: Sequence[str], *, needed: Sequence[str], more: str = ""
) -> Iterator[list[str]]:
    """Each row's cells in the order of the names, without spaces around, "" where a column lacks.

    Moves `at` along. BadInputError where it is no CSV in UTF-8, a heading isn't among the names or
    one that is needed is missing; `more` is where the names are explained.
    """
    try:
        with at.file.open(encoding="utf-8-sig", newline="") as opened:
            lines = csv.reader(opened, strict=True)
            headings = [one.strip() for one in next(lines, [])]
            _check_headings(headings, at, names, needed, more)
            places = [headings.index(name) if name in headings else -1 for name in names]
            for cells in lines:
                if not cells:
                    continue
                at.row = lines.line_num
                if len(cells) != len(headings):
                    at.column = headings[min(len(cells), len(headings) - 1)]
                    at.wrong(f"{len(cells)} cells where there are {len(headings)} headings.")
                cells.append("")
                yield [cells[place].strip() for place in places]
    except OSError as error:
        raise BadInputError(f"{at.file} can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{at.file} isn't UTF-8: save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise BadInputError(f"{at.file}, row {at.row + 1}: no CSV ({error}).") from error


def _check_headings(
    headings: list[str], at: Cell, names: Sequence[str], needed: Sequence[str], more: str
) -> None:
    for heading in headings:
        at.column = heading or "without a heading"
        if heading not in names:
            at.wrong(f"not known. The columns are {', '.join(names)}{more and ': ' + more}.")
        if headings.count(heading) > 1:
            at.wrong("stands there twice.")
    for name in needed:
        if name not in headings:
            at.column = name
            at.wrong("is missing.")


def whole_number(text: str, low: int, high: int, at: Cell) -> int:
    """A cell's whole number, from `low` to `high`."""
    try:
        value = int(text)
    except ValueError:
        at.wrong(f"{text!r} is no whole number.")
    if not low <= value <= high:
        at.wrong(f"{value} is outside {low} to {high}.")
    return value
