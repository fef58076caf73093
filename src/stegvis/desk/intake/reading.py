"""Opening a sheet and reading its rows one after the other, however long it is.

The file comes from anywhere: what it says of its own size is checked before it is unpacked, and a
row that was read is forgotten before the next.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from stegvis.desk.intake import unpacking
from stegvis.desk.intake.cells import Formula
from stegvis.desk.intake.columns import Found, columns, found_in
from stegvis.desk.intake.faults import SheetFaultError

WIDEST = 200
HEADINGS_WITHIN = 10
"""Rows in which the headings are looked for."""
EMPTY_ROWS = 5_000
"""So many empty rows are the end of the sheet: Excel keeps a million that somebody has coloured."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, KeyError, ValueError,
    TypeError, AttributeError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl answers to a workbook that is cut or isn't one."""


@dataclass(frozen=True)
class Row:
    """A row with something in it: its number in the file and its cells by column."""

    number: int
    cells: dict[str, object]
    is_cut: bool = False


@dataclass
class Sheet:
    """An open sheet. `rows` can be gone through once."""

    found: Found
    rows: Iterator[Row]
    name: str = ""
    others: list[str] = field(default_factory=list)


@contextmanager
def opened(file: BinaryIO, *, sheet: str = "") -> Iterator[Sheet]:
    """The sheet in a workbook (.xlsx) or in a comma-, semicolon- or tab-separated file.

    `sheet` names one of several; without it the first with the headings is taken.
    SheetFaultError says what is wrong with the file as a whole.
    """
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        with _workbook(file, sheet) as found:
            yield found
    elif start == OLD_OFFICE:
        raise SheetFaultError(
            _("The workbook is of an older kind or has a password. Save it as .xlsx without one.")
        )
    else:
        with _separated(file) as found:
            yield found


@contextmanager
def _workbook(file: BinaryIO, wanted: str) -> Iterator[Sheet]:
    try:
        has_formulas = unpacking.has_formulas(file)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        written = load_workbook(file, read_only=True, keep_links=False) if has_formulas else None
    except DAMAGED as error:
        raise _damaged() from error
    try:
        names = list(book.sheetnames)
        if wanted and wanted not in names:
            raise SheetFaultError(
                _("There is no sheet called “%(name)s”. The workbook has: %(names)s.")
                % {"name": wanted, "names": ", ".join(names)}
            )
        for name in [wanted] if wanted else names:
            cells = _cells(book[name], written[name] if written else None)
            top = list(islice(cells, HEADINGS_WITHIN))
            place, found = _headings(top)
            if not found.missing:
                later = enumerate(chain(top[place + 1 :], cells), start=place + 2)
                rows = _rows(later, found, width=0, is_whole=True)
                yield Sheet(found, rows, name, [other for other in names if other != name])
                return
        raise _without_headings(names)
    finally:
        book.close()
        if written is not None:
            written.close()


def _cells(sheet: Any, written: Any) -> Iterator[tuple[object, ...]]:
    """The values of each row; `written` is the same sheet with its formulas, where it has any."""
    try:
        if not hasattr(sheet, "iter_rows"):
            return
        for one in (sheet, written):
            if hasattr(one, "reset_dimensions"):
                one.reset_dimensions()
        if written is None:
            yield from sheet.iter_rows(values_only=True, max_col=WIDEST)
            return
        both = zip(sheet.iter_rows(max_col=WIDEST), written.iter_rows(max_col=WIDEST), strict=False)
        is_counted: bool | None = None
        for kept, formulas in both:
            cells = tuple(map(_kept, kept, formulas))
            if any(isinstance(cell, Formula) and cell.is_zero for cell in cells):
                if is_counted is None:
                    is_counted = _is_counted(sheet, written)
                if is_counted:
                    cells = tuple(map(_counted, cells))
            yield cells
    except DAMAGED as error:
        raise _damaged() from error


def _kept(cell: Any, written: Any) -> object:
    """A cell's value. Of a formula without a kept result some programs keep 0; one that comes to an
    empty text is an empty cell."""
    is_zero = cell.value == 0 and cell.value is not False
    if written.data_type == "f" and (cell.value is None or is_zero) and cell.data_type != "str":
        return Formula(str(getattr(written.value, "text", written.value)), is_zero=is_zero)
    value: object = cell.value
    return value


def _is_counted(sheet: Any, written: Any) -> bool:
    """Whether the sheet keeps for any formula what a program that hasn't counted doesn't: a result
    other than 0."""
    both = zip(sheet.iter_rows(max_col=WIDEST), written.iter_rows(max_col=WIDEST), strict=False)
    return any(
        formula.data_type == "f" and not isinstance(_kept(cell, formula), Formula)
        for kept, formulas in both
        for cell, formula in zip(kept, formulas, strict=False)
    )


def _counted(cell: object) -> object:
    if isinstance(cell, Formula) and cell.is_zero:
        return replace(cell, comes_to_zero=True)
    return cell


@contextmanager
def _separated(file: BinaryIO) -> Iterator[Sheet]:
    encoding = _encoding(file)
    ends_whole = _ends_with_line(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield _in_text(text, ends_whole)
    finally:
        text.detach()


def _in_text(text: io.TextIOWrapper, ends_whole: bool) -> Sheet:
    head = text.read(4096)
    text.seek(0)
    delimiter = max(";,\t", key=head.count)
    lines = _lines(text, delimiter)
    top = list(islice(lines, HEADINGS_WITHIN))
    place, found = _headings([cells for _number, cells in top])
    if found.missing:
        raise _without_headings([])
    rows = chain(top[place + 1 :], lines)
    return Sheet(found, _rows(rows, found, width=len(top[place][1]), is_whole=ends_whole))


def _lines(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [_unquoted(cell) for cell in cells[:WIDEST]]
    except csv.Error as error:
        raise SheetFaultError(
            _(
                "The file can't be read beyond line %(line)s: a quotation mark is missing, or the "
                "file is cut off. Save it anew."
            )
            % {"line": reader.line_num}
        ) from error


def _unquoted(cell: str) -> str:
    """A text that was kept from being taken for a figure: ="0701740605"."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell


def _encoding(file: BinaryIO) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 if all of it is, else the older Western encoding."""
    start = file.read(4)
    file.seek(0)
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := file.read(1 << 16):
                if "\x00" in decoder.decode(chunk):
                    break
            else:
                decoder.decode(b"", final=True)
                return encoding
        except UnicodeDecodeError:
            continue
        finally:
            file.seek(0)
    raise SheetFaultError(
        _("The file is no text that can be read. Save it as .xlsx, or as CSV in UTF-8.")
    )


def _ends_with_line(file: BinaryIO) -> bool:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(max(size - 2, 0))
    last = file.read()
    file.seek(0)
    return last.endswith((b"\n", b"\r", b"\n\x00"))


def _headings(top: Sequence[object]) -> tuple[int, Found]:
    """The row with the most headings among the first, and what it says."""
    told = [found_in(list(cells)) for cells in top if isinstance(cells, list | tuple)]
    if not told:
        return 0, Found({}, [])
    place = max(range(len(told)), key=lambda n: (len(told[n].places), -n))
    return place, told[place]


def _rows(
    lines: Iterator[tuple[int, object]], found: Found, *, width: int, is_whole: bool
) -> Iterator[Row]:
    """Rows that say something. The last of a file that doesn't end with a line may be cut off."""
    empty = 0
    waiting: Row | None = None
    for number, cells in lines:
        assert isinstance(cells, list | tuple)
        told = {
            key: cells[place]
            for key, place in found.places.items()
            if place < len(cells) and cells[place] not in (None, "")
        }
        if all(isinstance(cell, Formula) for cell in told.values()):
            empty += 1
            if empty >= EMPTY_ROWS:
                break
            continue
        empty = 0
        told = {key: _result(cell) for key, cell in told.items()}
        if waiting is not None:
            yield waiting
        waiting = Row(number, told, is_cut=not is_whole and len(cells) < width)
    if waiting is not None:
        yield waiting


def _result(cell: object) -> object:
    return 0 if isinstance(cell, Formula) and cell.comes_to_zero else cell


def _damaged() -> SheetFaultError:
    return SheetFaultError(
        _("The workbook is damaged or only a part of it came through. Open it, and save it anew.")
    )


def _without_headings(sheets: list[str]) -> SheetFaultError:
    needed = ", ".join(f"“{column.heading}”" for column in columns().values() if column.needed)
    sentence = _(
        "No row among the first ten has the headings %(needed)s. Take the template, or write the "
        "headings above the columns."
    ) % {"needed": needed}
    if len(sheets) > 1:
        more = _("Looked for in the sheets %(names)s.") % {"names": ", ".join(sheets)}
        sentence = f"{sentence} {more}"
    return SheetFaultError(sentence)
