"""Write docs/reference/instruments.md from the fields of an instrument's definition.

python scripts/instrument_docs.py            write the page
python scripts/instrument_docs.py --check    change nothing; 1 when the page is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generated import DOCS, write_or_check

if TYPE_CHECKING:
    from stegvis.casework.situation.instruments.kinds import Field, Kind

PAGE = DOCS / "reference" / "instruments.md"
HEAD = """# What an instrument's definition holds

Written by `scripts/instrument_docs.py` from `casework/situation/instruments/fields.py`; don't edit
it by hand.

A definition is one file of TOML in UTF-8. [How to bring one](../how-to/bring-an-instrument.md).

| Field | Holds | What it means |
|---|---|---|
"""
FOOT = """
Every text is plain: HTML and characters that can't be seen are faults.

Texts in {wanted} have to be there. Those in {others} may be;
whoever reads such a language is else shown English (easy Swedish: Swedish).

A key is small letters a–z, digits and underscores, a letter first, at most {longest} of them, and
doesn't end with `{end}`. The steps of the scale follow each other without gaps.

## An example

The file that `stegvis import instrument-template` writes, with its notes in English:

```toml
{example}```
"""


def page() -> str:
    """The page as it should be."""
    from django.utils.translation import override  # noqa: PLC0415

    from stegvis.casework.situation.instruments import kinds  # noqa: PLC0415
    from stegvis.casework.situation.instruments.fields import DEFINITION  # noqa: PLC0415
    from stegvis.casework.situation.instruments.template import template  # noqa: PLC0415

    with override("en"):
        lines = [
            f"| `{name}` | {_holds(one.kind)} | {one.means} |\n"
            for name, one in _fields(DEFINITION.fields, "")
        ]
        others = [code for code in kinds.BY_CODE if code not in kinds.WANTED]
        foot = FOOT.format(
            wanted=_codes(kinds.WANTED),
            others=_codes(others),
            longest=kinds.LONGEST_KEY,
            end=kinds.WORDS_END,
            example=template("en"),
        )
    return HEAD + "".join(lines) + foot


def _fields(fields: tuple[Field, ...], above: str) -> Iterator[tuple[str, Field]]:
    """Every field, those inside another below it, by its way in the file."""
    from stegvis.casework.situation.instruments.kinds import OneTable, Tables  # noqa: PLC0415

    for one in fields:
        yield above + one.name, one
        if isinstance(one.kind, Tables):
            each = one.kind.each
            inside = each.fields if isinstance(each, OneTable) else each.beside
            yield from _fields(inside, f"{above}{one.name}.")


def _holds(kind: Kind) -> str:
    limits = [
        f"{word} {getattr(kind, name)}"
        for word, name in (("at least", "least"), ("at most", "most"))
        if hasattr(kind, name)
    ]
    if text := getattr(kind, "text", None):
        limits.append(f"each at most {text.most} characters")
    if known := getattr(kind, "known", ()):
        limits.append("of " + _codes(known))
    return ", ".join([str(kind.told), *limits])


def _codes(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.exit(write_or_check(lambda: {PAGE: page()}, sys.argv[1:]))
