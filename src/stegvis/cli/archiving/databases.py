"""Taking a database down into one file as it is at one moment, and putting it up again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from stegvis.cli.archiving import tools
from stegvis.core.database.state import applied

HEADS = """
    SELECT tenant_id, sequence, digest FROM audit_seal AS newest WHERE sequence =
    (SELECT max(sequence) FROM audit_seal WHERE tenant_id = newest.tenant_id)
"""


@dataclass(frozen=True)
class Facts:
    """What the file holds, as counted in it."""

    migrations: list[str]
    rows: dict[str, int]
    seals: dict[str, list[object]]


def dump(file: Path) -> Facts:
    """Write the whole database, consistent, while others go on working."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(file)
    return _dump_postgresql(file)


def _dump_sqlite(file: Path) -> Facts:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    with closing(sqlite3.connect(file)) as copy:
        return _facts(copy.execute, sqlite_tables(copy))


def _dump_postgresql(file: Path) -> Facts:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]

        def ask(statement: str) -> Any:
            cursor.execute(statement)
            return cursor

        facts = _facts(ask, connection.introspection.table_names(cursor))
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        tools.run("pg_dump", *words, f"--file={file}")
    return facts


def _facts(ask: Callable[[str], Any], tables: list[str]) -> Facts:
    rows = {
        table: int(ask(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in sorted(tables)
    }
    heads = {str(tenant): [number, digest] for tenant, number, digest in ask(HEADS).fetchall()}
    return Facts(applied(), rows, heads)


def sqlite_tables(copy: sqlite3.Connection) -> list[str]:
    """The tables of an SQLite file, without SQLite's own."""
    found = copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in found.fetchall()]


def script_of(dumped: Path) -> Path:
    """A PostgreSQL dump as the statements that put it up, beside it."""
    script = dumped.with_suffix(".sql")
    tools.run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", dumped)
    return script


def load_postgresql(script: Path) -> None:
    """Put a dump in the place of everything that is in the database: all of it or nothing."""
    tools.run(
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--command=SET client_min_messages TO warning",
        "--command=DROP SCHEMA public CASCADE",
        "--command=CREATE SCHEMA public",
        f"--file={script}",
    )


def is_empty() -> bool:
    """Whether nobody has used the database: it has no tables, or no tenant."""
    with connection.cursor() as cursor:
        if "organisations_tenant" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT EXISTS (SELECT 1 FROM organisations_tenant)")
        return not cursor.fetchone()[0]
