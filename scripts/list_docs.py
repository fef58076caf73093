"""Write docs/reference/list-of-people.md from the columns of a unit's list of people.

python scripts/list_docs.py            write the page
python scripts/list_docs.py --check    change nothing; 1 when the page is out of date
"""

from __future__ import annotations

import sys

from generated import DOCS, write_or_check

PAGE = DOCS / "reference" / "list-of-people.md"
HEAD = """# The columns of a list of people

Written by `scripts/list_docs.py` from `desk/intake/columns.toml`; don't edit it by hand.

A list is an Excel workbook or a separated file (CSV) with these headings in one of its first ten
rows, in any order, in Swedish, bokmål or English. Capitals, spaces and hyphens make no difference,
and a column may be left out. [How to bring a list](../how-to/bring-a-list-of-people.md).

| Swedish | Bokmål | English | What stands there | Also understood |
|---|---|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    from django.utils.translation import override  # noqa: PLC0415

    from stegvis.desk.intake.columns import ABOUT, columns  # noqa: PLC0415

    with override("en"):
        lines = [
            f"| {column.headings['sv']} | {column.headings['nb']} | {column.headings['en']} "
            f"| {ABOUT[column.key]} | {', '.join(column.also)} |\n"
            for column in columns().values()
        ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    sys.exit(write_or_check(lambda: {PAGE: page()}, sys.argv[1:]))
