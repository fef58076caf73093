"""Write docs/reference/tables.md from the list of tables outside row-level security.

python scripts/table_docs.py            write the page
python scripts/table_docs.py --check    change nothing; 1 when the page is out of date
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "tables.md"
HEAD = """# Tables outside row-level security

Written by `scripts/table_docs.py` from `core/database/walls.py`; don't edit it by hand.

On PostgreSQL a session sees the rows of its own tenant, and without one none. These tables alone
are outside; a table that is neither here nor a tenant's fails the tests.

| Table | Holds |
|---|---|
"""


def page() -> str:
    """The page as it should be."""
    from stegvis.core.database.walls import OUTSIDE  # noqa: PLC0415

    return HEAD + "".join(f"| `{table}` | {why} |\n" for table, why in sorted(OUTSIDE.items()))


def main(words: list[str]) -> int:
    """Write the page, or with --check say whether it is current."""
    import django  # noqa: PLC0415

    os.environ.setdefault("STEGVIS_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
    django.setup()
    text = page()
    if "--check" in words:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print(f"{PAGE.name} is {'current' if current else 'out of date'}")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
