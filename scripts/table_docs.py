"""Write docs/reference/tables.md from the list of tables outside row-level security.

python scripts/table_docs.py            write the page
python scripts/table_docs.py --check    change nothing; 1 when the page is out of date
"""

from __future__ import annotations

import sys

from generated import DOCS, write_or_check

PAGE = DOCS / "reference" / "tables.md"
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


if __name__ == "__main__":
    sys.exit(write_or_check(lambda: {PAGE: page()}, sys.argv[1:]))
