"""What the database role of the session could do that the application's role must not."""

from __future__ import annotations

from django.db import connection

from stegvis.core.database import walls

ABOVE_THE_WALL = """
    SELECT rolname FROM pg_roles
    WHERE (rolsuper OR rolbypassrls) AND pg_has_role(current_user, oid, 'MEMBER')
    ORDER BY rolname
"""
OWNED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND pg_has_role(current_user, relowner, 'MEMBER')
    ORDER BY relname
"""
SEES_EVERY_TENANT = """
    SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user
"""
MAY_CHANGE = "SELECT has_table_privilege(current_user, %s, 'UPDATE, DELETE, TRUNCATE')"


def name() -> str:
    """The session's role; empty on SQLite, which has none."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def ways_past_the_wall() -> list[str]:
    """How the role could read past row-level security, in words; empty for a role bound by it."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(ABOVE_THE_WALL)
        above = [row[0] for row in cursor.fetchall()]
        cursor.execute(OWNED)
        owned = [row[0] for row in cursor.fetchall()]
    ways = [f"it is or may become {role}, which passes row-level security" for role in above]
    if owned:
        ways.append(f"it owns {len(owned)} tables ({owned[0]} ...) and could take their walls down")
    return ways


def sees_every_tenant() -> bool:
    """Whether the session's role itself passes row-level security, as an upgrade must.

    The walls bind the tables' owner too, and a right to become another role isn't yet being it.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(SEES_EVERY_TENANT)
        return bool(cursor.fetchone()[0])


def changeable_logs() -> list[str]:
    """Append-only tables the role holds a right to change (their triggers would still refuse)."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        found = []
        for table in walls.APPEND_ONLY:
            if table in there:
                cursor.execute(MAY_CHANGE, [f'"{table}"'])
                found += [table] if cursor.fetchone()[0] else []
    return found
