"""What a file is, by its content: the kinds that are taken, and words for those that aren't."""

from __future__ import annotations

import codecs
import io
import unicodedata
import zipfile
from contextlib import suppress
from dataclasses import dataclass

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ZIP = b"PK\x03\x04"
SURE = 0.5
"""How sure puremagic has to be before a readable text counts as something else."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken. The first ending is the usual one."""

    code: str
    words: str | Promise
    mime: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", _("a PDF"), "application/pdf", (".pdf",)),
        Kind("png", _("a PNG picture"), "image/png", (".png",)),
        Kind("jpeg", _("a JPEG picture"), "image/jpeg", (".jpg", ".jpeg")),
        Kind("docx", _("a Word document"), f"{_OFFICE}.wordprocessingml.document", (".docx",)),
        Kind("xlsx", _("an Excel workbook"), f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
        Kind(
            "odt", _("an OpenDocument text"), "application/vnd.oasis.opendocument.text", (".odt",)
        ),
        Kind("txt", _("a plain text"), "text/plain", (".txt", ".csv")),
    )
}

MACROS = _("an Office document with macros")
OTHER = {
    ".exe": _("a program for Windows"),
    ".html": _("a web page"),
    ".zip": _("a ZIP archive"),
    ".doc": _("an Office document of an older kind"),
    ".gif": _("a GIF picture"),
    ".rtf": _("an RTF text"),
    ".xml": _("an XML file"),
}
UNKNOWN = _("a file of a kind we don't know")


def kind_of(content: bytes) -> Kind | None:
    """The kind that is taken, or None."""
    if content.startswith(ZIP):
        found = _inside_zip(content)
        return KINDS.get(found) if isinstance(found, str) else None
    content = _as_utf8(content)
    best = _best_guess(content)
    by_mime = {kind.mime: kind for kind in KINDS.values() if kind.code != "txt"}
    if best is not None and best.mime_type in by_mime:
        return by_mime[best.mime_type]
    if _is_readable(content) and (best is None or best.confidence < SURE):
        return KINDS["txt"]
    return None


def words_for(content: bytes) -> str | Promise:
    """What the file is, in words."""
    kind = kind_of(content)
    if kind is not None:
        return kind.words
    if content.startswith(ZIP):
        return MACROS if _inside_zip(content) is MACROS else OTHER[".zip"]
    best = _best_guess(content)
    if best is None:
        return UNKNOWN
    return OTHER.get(best.extension) or best.name or UNKNOWN


def _as_utf8(content: bytes) -> bytes:
    """A text in UTF-16 (Excel's “Unicode text”) in the encoding that texts are judged in."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeDecodeError):
            return content.decode("utf-16").encode()
    return content


def _best_guess(content: bytes) -> puremagic.PureMagicWithConfidence | None:
    try:
        return next(iter(puremagic.magic_string(content)), None)
    except (puremagic.PureError, ValueError):
        return None


def _inside_zip(content: bytes) -> str | Promise | None:
    """The code of the office document in an archive, MACROS, or None. Nothing is unpacked but the
    few bytes in which an OpenDocument file says what it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return MACROS
            if "[Content_Types].xml" in names:
                return _office_kind(names)
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    said = file.read(100).decode("ascii", "replace").strip()
                return "odt" if said == KINDS["odt"].mime else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    return None


def _office_kind(names: set[str]) -> str | None:
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def _is_readable(content: bytes) -> bool:
    """Whether it is text in UTF-8, UTF-16 with its mark, or the older Western encoding."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in text)
    return False
