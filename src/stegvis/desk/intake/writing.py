"""Writing workbooks: the template to fill in, and the rows that have faults, to be mended.

Every cell is written as text, never as a formula: what came in from one file must not begin to
count in another.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import get_language, gettext, override

from stegvis.core.codes import queries as codes
from stegvis.desk.intake.cells import CHOICES
from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.columns import ABOUT, SHEET_NAMES, Column, columns

WIDE, NARROW = 40, 18
LONGEST_ROW = 32_000
"""Characters that a cell of Excel holds, less some."""


def template(file: BinaryIO, *, language: str) -> None:
    """An empty sheet with the headings in a language, and a second one that explains them."""
    with override(language), _book(file) as book:
        _headings(book, book.add_worksheet(SHEET_NAMES.get(language, SHEET_NAMES["en"])), [])
        about = book.add_worksheet(gettext("About the columns"))
        strong, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        about.set_column(0, 0, NARROW)
        about.set_column(1, 2, WIDE, wrapped)
        heads = (gettext("Column"), gettext("What stands there"), gettext("Values or example"))
        for place, text in enumerate(heads):
            about.write_string(0, place, text, strong)
        for line, column in enumerate(columns().values(), start=1):
            told = (column.heading, str(ABOUT[column.key]), values_of(column) or column.example)
            for place, text in enumerate(told):
                about.write_string(line, place, text)


def mended(file: BinaryIO, rows: Iterable[Checked]) -> None:
    """The faulty rows as they came, with what is wrong in the last column: to mend and send."""
    with _book(file) as book:
        name = SHEET_NAMES.get(get_language() or "", SHEET_NAMES["en"])
        sheet = book.add_worksheet(name)
        more = [gettext("Row in the file"), gettext("What is wrong")]
        _headings(book, sheet, more)
        last = len(columns())
        sheet.set_column(last + 1, last + 1, WIDE * 2)
        for line, row in enumerate(rows, start=1):
            for place, key in enumerate(columns()):
                sheet.write_string(line, place, row.cells.get(key, "")[:LONGEST_ROW])
            sheet.write_string(line, last, str(row.number))
            told = "; ".join(f"{one.heading}: {one.sentence}".removeprefix(": ")
                             for one in row.faults)  # fmt: skip
            sheet.write_string(line, last + 1, told[:LONGEST_ROW])


def values_of(column: Column) -> str:
    """What a column with a list understands, in the reader's language."""
    if column.codes and column.codes != "language":
        return ", ".join(codes.labels(column.codes).values())
    return ", ".join(CHOICES.get(column.key, ()))


def _book(file: BinaryIO) -> xlsxwriter.Workbook:
    held = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(file, held)


def _headings(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, more: list[str]
) -> None:
    strong = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(columns().values()):
        sheet.set_column(place, place, NARROW, day if column.kind == "day" else text)
        sheet.write_string(0, place, column.heading, strong)
    for place, heading in enumerate(more, start=len(columns())):
        sheet.write_string(0, place, heading, strong)
    sheet.freeze_panes(1, 0)


def as_bytes(write: object, *args: object, **named: object) -> bytes:
    """What one of the above writes."""
    held = io.BytesIO()
    write(held, *args, **named)  # type: ignore[operator]
    return held.getvalue()
