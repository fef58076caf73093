"""How much a workbook is once unpacked: looked at before anything of it is read as a workbook.

Sheets are read row by row, and may be long; texts are many and short. Every other part is read
whole and becomes many times its size in memory, whatever it holds.
"""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from stegvis.desk.intake.faults import SheetFaultError

UNPACKED_AT_MOST = 600 * 1024 * 1024
TEXTS_AT_MOST = 100 * 1024 * 1024
"""Bytes of the part that holds all texts of a workbook, which is read whole."""
PART_AT_MOST = 4 * 1024 * 1024
"""Bytes of any other part that isn't a sheet: styles, theme, relations, drawings."""
PARTS_AT_MOST = 1_000
BESIDES_AT_MOST = 32 * 1024 * 1024
"""Bytes of all parts that are neither sheets nor texts."""
RATIO_AT_MOST = 200
SMALL = 4 * 1024 * 1024
"""Bytes below which it doesn't matter how densely a part is packed."""

SHEETS, TEXTS = "xl/worksheets/", "xl/sharedstrings.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
"""The start of a formula. Some programs name the namespace before each element: <x:f>."""
LONGEST_START = 256
"""Bytes kept of what has been read, so that a start between two readings is found."""


def has_formulas(file: BinaryIO) -> bool:
    """Whether any sheet of a workbook has formulas.

    SheetFaultError for what would fill the memory or the day. A part is read no further than it
    may be long, and Python's own reader gives no more of it than the archive says that it is.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        _refuse_by_what_it_says(parts)
        besides = sum(_length(archive, part) for part in parts if not _is_long(part.filename))
        if besides > BESIDES_AT_MOST or _is_mislabelled(archive):
            raise _too_large()
        found = any(_with_formulas(archive, part) for part in parts)
    file.seek(0)
    return found


def _is_sheet(name: str) -> bool:
    return name.startswith(SHEETS) and "/_rels/" not in name


def _is_long(name: str) -> bool:
    return _is_sheet(name) or name.lower() == TEXTS


def _refuse_by_what_it_says(parts: list[zipfile.ZipInfo]) -> None:
    texts = sum(part.file_size for part in parts if part.filename.lower() == TEXTS)
    dense = any(
        part.file_size > SMALL and part.file_size > RATIO_AT_MOST * max(part.compress_size, 1)
        for part in parts
    )
    total = sum(part.file_size for part in parts)
    many = len(parts) > PARTS_AT_MOST
    if many or dense or total > UNPACKED_AT_MOST or texts > TEXTS_AT_MOST:
        raise _too_large()


def _length(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    with archive.open(part) as opened:
        length = len(opened.read(PART_AT_MOST + 1))
    if length > PART_AT_MOST:
        raise _too_large()
    return length


def _is_mislabelled(archive: zipfile.ZipFile) -> bool:
    """Whether a part that may be long is said to be of a kind that is read whole."""
    for one in _elements(archive, TYPES):
        name, kind = one.get("PartName", "").lstrip("/"), one.get("ContentType", "")
        if _is_long(name) and not kind.endswith(("worksheet+xml", "sharedStrings+xml")):
            return True
    relations = _elements(archive, RELATIONS)
    return any(
        one.get("Type", "").endswith("/chartsheet") and "chartsheets/" not in one.get("Target", "")
        for one in relations
    )


def _elements(archive: zipfile.ZipFile, name: str) -> list[ElementTree.Element]:
    if name not in archive.namelist():
        return []
    return list(ElementTree.fromstring(archive.read(name)))


def _with_formulas(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.startswith(SHEETS):
        return False
    before = b""
    with archive.open(part) as opened:
        while chunk := opened.read(1 << 16):
            if FORMULA.search(before + chunk):
                return True
            before = (before + chunk)[-LONGEST_START:]
    return False


def _too_large() -> SheetFaultError:
    return SheetFaultError(
        _("The workbook is far larger unpacked than a list of people. Save the list alone.")
    )
