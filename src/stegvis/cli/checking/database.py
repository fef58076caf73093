"""Checks of the database: reach, role, migrations, walls, row-level security."""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, connection

from stegvis.cli.checking.finding import Finding, fault, well
from stegvis.core import tenancy
from stegvis.core.accounts.queries import demo_links_exist
from stegvis.core.database import roles, walls
from stegvis.core.database.state import migration_state
from stegvis.core.organisations.models import Tenant

COLLATION = "default"
"""The database's own."""


def reachable() -> Finding:
    """The database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError as error:
        return fault(
            "database",
            f"doesn't answer: {str(error).strip().splitlines()[0]}",
            "Start the server, and see that STEGVIS_DATABASE_URL names it, its role and password.",
        )
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    return well("database", f"{kind} answers")


def role() -> Finding:
    """The role is bound by row-level security and can't change the log."""
    if connection.vendor == "sqlite":
        return well("role", "SQLite has no roles: the application is the only wall between tenants")
    ways = roles.ways_past_the_wall() + [
        f"it may change {table}" for table in roles.changeable_logs()
    ]
    if ways:
        return fault(
            "role",
            f"{roles.name()}: {'; '.join(ways)}",
            "Give the application a role without SUPERUSER, BYPASSRLS and ownership "
            "(docs/how-to/install.md has the SQL), and run `stegvis upgrade` as the owner.",
        )
    return well("role", f"{roles.name()} is bound by row-level security")


def migrations() -> Finding:
    """Product and database fit each other."""
    state = migration_state()
    if state.unknown:
        return fault(
            "migrations",
            f"the database is newer than this version: {', '.join(state.unknown)}",
            "Install the version it was upgraded with, or a later one.",
        )
    if state.pending:
        return fault("migrations", f"{len(state.pending)} are missing", "Run: stegvis upgrade")
    return well("migrations", "all are applied")


def standing_walls() -> Finding:
    """Triggers, keys and policies stand."""
    missing = walls.missing()
    if missing:
        return fault(
            "walls", f"{len(missing)} are down: {', '.join(missing[:3])}", "Run: stegvis upgrade"
        )
    return well("walls", "append-only tables and tenant keys are guarded")


def hidden_rows() -> Finding:
    """A session without a tenant reads no row of any tenant."""
    if connection.vendor == "sqlite":
        return well("tenants", "not tried: SQLite has no row-level security")
    open_tables = []
    with tenancy.tenant_scope(None), connection.cursor() as cursor:
        for table in walls.tenant_tables():
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if cursor.fetchone()[0]:
                open_tables.append(table)
    if open_tables:
        return fault(
            "tenants",
            f"rows are read without a tenant: {', '.join(open_tables)}",
            "Run `stegvis upgrade`, and give the application a role that row-level security binds.",
        )
    return well("tenants", "a session without a tenant reads nothing")


def order() -> Finding:
    """Names stand in the order of their keys (core/collation.py): text is compared by its bytes."""
    if connection.vendor == "sqlite":
        return well("order", "names stand in the alphabet's order")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT bool_and(a COLLATE "{COLLATION}" < b COLLATE "{COLLATION}")
            FROM (VALUES ('z', '{{a'), ('{{c', '~')) AS keys (a, b)"""
        )
        if cursor.fetchone()[0]:
            return well("order", "names stand in the alphabet's order")
    return fault(
        "order",
        "the database sorts by an alphabet of its own, which puts å, ä and ö in the wrong place",
        "Make a database with LOCALE 'C.UTF-8' (docs/how-to/install.md), and restore a backup.",
    )


def somebody() -> Finding:
    """There is a tenant, so that somebody can sign in."""
    if not Tenant.objects.exists():
        return fault("people", "nobody can sign in yet", "Run: stegvis init")
    return well("people", f"accounts of {Tenant.objects.count()} responsible authorities")


def no_demo() -> Finding:
    """Production holds no links of the demo."""
    if settings.PRODUCTION and demo_links_exist():
        return fault(
            "demo",
            "the demo's sign-in links are in this database",
            "Use a database of its own for real people: STEGVIS_DATABASE_URL or STEGVIS_DATA.",
        )
    return well("demo", "no demo in production" if settings.PRODUCTION else "this is no production")
