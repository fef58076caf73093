"""Printed pages: accessible PDF (PDF/UA-1) by Typst, from text that is data and never source.

    sheet = Sheet(title="Plan 2", lang="sv", blocks=[heading("Mål"), quote(goal.words)])
    content = typeset(sheet)

Own fonts only, no date and no random id, so that the same sheet gives the same bytes.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "sheet.typ", HERE / "fonts"
RTL = ("R", "AL")
STANDARD: Final = "ua-1"
UNDRAWN = "\ufffd"
"""Stands where no font of ours has the sign, so that the reader sees that something stood there."""
KEPT = {"\n": "\n", "\t": " "}

logger = logging.getLogger(__name__)
Block = dict[str, Any]


class TypesettingError(Exception):
    """The page couldn't be made. The cause is in the product's own log, without the page's text."""


@dataclass(frozen=True)
class Sheet:
    """A page to print. `scale` is the size of the letters: 1.0 is 10.5 points.

    `lang` is the language of the product's words (BCP 47); `title` and `author` stand in the
    file's own particulars, where names of persons don't belong.
    """

    title: str
    heading: str
    lang: str
    author: str
    foot: str
    blocks: list[Block] = field(default_factory=list)
    scale: float = 1.0


def heading(text: str) -> Block:
    """A heading of the second level."""
    return {"kind": "heading", "text": text}


def paragraph(text: str, *, soft: bool = False) -> Block:
    """A paragraph, perhaps in a lighter tone."""
    return {"kind": "paragraph", "soft": soft, **_said(text)}


def quote(text: str) -> Block:
    """Somebody's own words."""
    return {"kind": "quote", **_said(text)}


def items(texts: Iterable[str]) -> Block:
    """A list with points."""
    return {"kind": "list", "items": [_said(text) for text in texts]}


def step(name: str, about: Sequence[str]) -> Block:
    """Something named, and what there is to say of it, a sentence a line."""
    return {"kind": "step", "name": _said(name), "about": [_said(text) for text in about]}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]) -> Block:
    """A table with a row of headings; `widths` are shares of the page."""
    said = [[_said(cell) for cell in row] for row in rows]
    return {"kind": "table", "head": list(head), "rows": said, "widths": list(widths)}


def signatures(who: Iterable[str]) -> Block:
    """A line to sign on for each."""
    return {"kind": "signatures", "items": list(who)}


def _said(text: str) -> Block:
    """A text, and whether it begins in a script that is read from the right."""
    first = next((c for c in text if unicodedata.bidirectional(c) in ("L", *RTL)), "")
    return {"text": text, "rtl": bool(first) and unicodedata.bidirectional(first) in RTL}


def drawable(text: str) -> str:
    """The text with UNDRAWN for what no font of ours draws, such as pictures in a message.

    PDF/UA-1 allows no sign without a shape, and a page that a person asks for has to come.
    """
    starts, ends = _drawn()
    return "".join(
        KEPT.get(sign, UNDRAWN) if ord(sign) > ends[bisect_right(starts, ord(sign)) - 1] else sign
        for sign in text
    )


def _all_drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {name: _all_drawable(one) for name, one in value.items()}
    return [_all_drawable(one) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _drawn() -> tuple[list[int], list[int]]:
    runs = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return [-1, *(first for first, _last in runs)], [-1, *(last for _first, last in runs)]


def typeset(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1; TypesettingError when it can't be made.

    The compiler itself refuses what PDF/UA-1 doesn't allow. It is loaded on first use: the library
    is large, and most processes never print.
    """
    import typst  # noqa: PLC0415

    told = {"sheet": json.dumps(_all_drawable(asdict(sheet)), ensure_ascii=False)}
    try:
        made = typst.compile(
            str(TEMPLATE),
            root=str(HERE),
            font_paths=_fonts(),
            sys_inputs=told,
            pdf_standards=STANDARD,
            format="pdf",
        )
    except typst.TypstError as fault:
        logger.error("A page to print could not be made: %s", fault.message)
        raise TypesettingError(fault.message) from fault
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
