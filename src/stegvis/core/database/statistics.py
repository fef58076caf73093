"""What the database knows of its rows when it chooses an index.

PostgreSQL counts by itself. SQLite counts when it is told to; until then it takes an index on the
tenant, which every row shares, for as good as one on the account or the unit.
"""

from __future__ import annotations

from django.db import connection

SAMPLED = 1_000
"""Rows of each index that are looked at: some milliseconds, however large the database is."""


def are_ours_to_keep() -> bool:
    """Whether the database leaves the counting to us."""
    return connection.vendor == "sqlite"


def refresh() -> None:
    """Count again, where the database doesn't do it by itself."""
    if not are_ours_to_keep():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLED}")
        cursor.execute("ANALYZE")
