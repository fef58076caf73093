"""The page about the data files, and their part of NOTICE, written from `data/sources.csv`.

`python -m stegvis.reference.documentation FOLDER` renews both in a checkout.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

from stegvis.reference.tables import Source, sources

PAGE = Path("docs/reference/reference-data.md")
NOTICE = Path("NOTICE")
BEGIN = "Reference data in src/stegvis/reference/data (written from sources.csv)\n"
END = "\nTests only\n"
ESCO = "This service uses the ESCO classification of the European Commission."
OBLIGATIONS = {
    "ESCO": f"ESCO: {ESCO} Its data has been modified, as said below.",
    "CC BY 4.0": "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/): contains data of "
    "Statistics Norway (https://www.ssb.no/) and Kartverket (https://www.kartverket.no/), modified "
    "as said below. They don't endorse Stegvis.",
    "Apache-2.0": "Apache-2.0: the licence is LICENSES/Apache-2.0.txt.",
    "MIT": "MIT: copyright and permission are in LICENSES/MIT-Faker.txt.",
    "Unicode License v3": "Unicode License v3: copyright and permission are in "
    "LICENSES/Unicode-3.0.txt.",
    "SCB": "Statistics Sweden (SCB) is named as the source, as it asks.",
}
"""By a word of the licence: what using such data obliges to."""


def page() -> str:
    """The page, in Markdown."""
    lines = [
        "# Reference data",
        "",
        "The facts about the world that Stegvis ships with: written from",
        "`src/stegvis/reference/data/sources.csv`, so correct that file and run",
        "`python -m stegvis.reference.documentation .`.",
        "",
        "A concept that a newer version has retired keeps its name and is shown as retired. Where",
        "the licence says *confirm*, it is what the owner applies to such data in general: ask the",
        "owner before passing the file on in another product.",
        "",
        f"{ESCO} What its terms and the others' oblige to, and what was modified, is in `NOTICE`.",
        "",
        "| File | What | Version | Found in | Licence | SHA-256 begins |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{s.file}` | {s.about} | {s.version} | {s.source} | {_licence(s)} | `{s.sha256[:12]}` |"
        for s in sources()
    ]
    lines += ["", f"{len(sources())} files, {sum(s.confirm for s in sources())} to confirm.", ""]
    return "\n".join(lines)


def _licence(one: Source) -> str:
    return f"{one.licence} (*confirm*)" if one.confirm else one.licence


def notice_part() -> str:
    """The part of NOTICE: files by licence, those to confirm last."""
    by_licence: dict[tuple[bool, str], list[str]] = {}
    for one in sources():
        by_licence.setdefault((one.confirm, one.licence), []).append(one.file)
    lines = [BEGIN.rstrip()]
    for (confirm, licence), files in sorted(by_licence.items()):
        lines.append(f"  {licence}{', to be confirmed with the owner' if confirm else ''}")
        lines += _wrapped(files)
    return "\n".join([*lines, *_obligations()]) + "\n"


def _obligations() -> list[str]:
    """What the licences want said and shown, and what was changed."""
    lines = ["  What these terms oblige to"]
    for words, sentence in OBLIGATIONS.items():
        if any(words in one.licence for one in sources()):
            lines += _wrapped(sentence.split(" "), " ")
    lines.append("  Modified by Stegvis, where the terms want that said")
    for one in sources():
        if one.changes:
            lines += _wrapped(f"{one.file}: {one.changes}".split(" "), " ")
    return lines


def _wrapped(words: Iterable[str], between: str = ", ") -> list[str]:
    return textwrap.wrap(
        between.join(words), 96, initial_indent=" " * 6, subsequent_indent=" " * 6,
        break_on_hyphens=False,
    )  # fmt: skip


def renewed_notice(notice: str) -> str:
    """NOTICE with its part about the data as it should be now."""
    rest = notice[notice.index(END) :]
    before = notice[: notice.index(BEGIN)] if BEGIN in notice else notice[: -len(rest)] + "\n"
    return before + notice_part() + rest


def main(folder: Path) -> None:
    """Write both files in a checkout."""
    (folder / PAGE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(page(), encoding="utf-8")
    notice = folder / NOTICE
    notice.write_text(renewed_notice(notice.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
