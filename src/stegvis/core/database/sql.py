"""The SQL of the walls, one class per database. Names begin with stegvis_, at most 63 long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b


def table_of(statement: str) -> str:
    """The table a statement is about."""
    found = re.search(r'(?:ON|ALTER TABLE|FUNCTION_FOR) "([^"]+)"', statement)
    if found is None:
        raise ValueError(f"no table in: {statement}")
    return found.group(1)


def _name(kind: str, *parts: str) -> str:
    digest = blake2b("/".join(parts).encode(), digest_size=5).hexdigest()
    return f"stegvis_{kind}_{parts[0]}"[:50] + f"_{digest}"


class SQLite:
    """Triggers only; the application's scope is the tenant wall here."""

    @staticmethod
    def append_only(table: str) -> Iterator[tuple[str, str]]:
        """Refuse update and delete."""
        for verb in ("UPDATE", "DELETE"):
            name = _name("keep", table, verb)
            yield (
                name,
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            )

    @staticmethod
    def tenant_key(table: str, column: str, target: str) -> Iterator[tuple[str, str]]:
        """Refuse a key that leads to another tenant's row."""
        for verb in ("INSERT", f'UPDATE OF "{column}", "tenant_id"'):
            name = _name("key", table, column, verb[:6])
            yield (
                name,
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
                f'WHEN NEW."{column}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{target}" '
                f'WHERE id = NEW."{column}" AND tenant_id <> NEW.tenant_id) '
                f"BEGIN SELECT RAISE(ABORT, '{table}.{column} leads to another tenant'); END",
            )


class PostgreSQL:
    """Triggers, composite foreign keys and row-level security."""

    @staticmethod
    def append_only(table: str) -> Iterator[tuple[str, str]]:
        """Refuse update, delete and truncate."""
        function = "stegvis_refuse_change()"
        yield (
            "",
            f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ "
            f'/* FUNCTION_FOR "{table}" */',
        )
        for verb, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = _name("keep", table, verb)
            yield (
                name,
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
                f"FOR EACH {each} EXECUTE FUNCTION {function}",
            )

    @staticmethod
    def tenant_key(table: str, column: str, target: str) -> Iterator[tuple[str, str]]:
        """A composite key (tenant, column) → (tenant, id), after the unique index it needs."""
        index = _name("uq", target)
        yield ("", f'CREATE UNIQUE INDEX IF NOT EXISTS "{index}" ON "{target}" (tenant_id, id)')
        name = _name("key", table, column)
        yield (
            name,
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (tenant_id, "{column}") '
            f'REFERENCES "{target}" (tenant_id, id) DEFERRABLE INITIALLY DEFERRED',
        )

    @staticmethod
    def row_security(table: str) -> Iterator[tuple[str, str]]:
        """Read and write only rows of the tenant set for the session."""
        own = "tenant_id = NULLIF(current_setting('stegvis.tenant', true), '')::bigint"
        yield ("", f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        yield (f"rls@{table}", f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        yield (
            f"stegvis_tenant@{table}",
            f'CREATE POLICY stegvis_tenant ON "{table}" USING ({own}) WITH CHECK ({own})',
        )
