"""Installing and verifying the walls, on SQLite and PostgreSQL.

Append-only: triggers refuse update, delete and (PostgreSQL) truncate.
Keys inside a tenant: (tenant, key) of a row must be (tenant, id) of the row it points at; a
composite foreign key on PostgreSQL, triggers on SQLite.
Row-level security (PostgreSQL): a session sees the rows of `stegvis.tenant` and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import ForeignKey, Model

from stegvis.core.database import sql

APPEND_ONLY = ("audit_auditevent", "audit_seal", "audit_erasure")
PLAIN_TENANT_TABLES = (
    "audit_auditevent",
    "audit_seal",
    "audit_erasure",
    "audit_personkey",
    "forms_sentform",
    "jobs_job",
)
OUTSIDE = {
    "organisations_tenant": "the tenants themselves, read before one is in scope",
    "accounts_account": "who signs in: looked up by address before a tenant is in scope. Name, "
    "address, language and the tenant; no row of a tenant leads to an account of another",
    "accounts_signinlink": "links that sign in, looked up by their hash before anybody is known",
    "accounts_addresschange": "changes of address, looked up by the hash of the link in the letter",
    "accounts_codeaddress": "which account codes to sign in are for, by a keyed fingerprint of the "
    "number they go to; looked up before anybody is known",
    "accounts_coderequest": "that a code was asked for, by the same fingerprint, by anybody",
    "accounts_signincode": "whose code it is, and whether it has been used; not the code",
    "account_emailaddress": "addresses of accounts; of the sign-in library",
    "account_emailconfirmation": "confirmations of addresses; of the sign-in library",
    "socialaccount_socialaccount": "which identity at the provider is which account; of the "
    "sign-in library",
    "socialaccount_socialapp": "identity providers; of the sign-in library, which reads ours from "
    "the settings",
    "socialaccount_socialtoken": "providers' tokens; of the sign-in library",
    "mfa_authenticator": "second factors and recovery codes; of the sign-in library",
    "django_session": "sessions, read before anybody is known",
    "stegvis_cache": "the cache the lock-out counts failed sign-ins in",
    "codes_code": "lists of codes, the same for every tenant",
    "jobs_schedule": "kinds of jobs and their times",
    "django_tasks_database_dbtaskresult": "one row for each attempt at a job: tenant's and job's "
    "id, times, worker. No text, no result, no traceback",
    "django_content_type": "names of models; of the framework",
    "django_migrations": "migrations that have run; of the framework",
    "auth_permission": "names of permissions; of the framework, which we don't use",
    "auth_group": "groups of permissions; of the framework, which we don't use",
    "auth_group_permissions": "permissions of groups; of the framework, which we don't use",
}
"""Tables that no policy hides, and why. Every other table belongs to a tenant."""


@dataclass(frozen=True, order=True)
class Key:
    """A foreign key between two tables of a tenant."""

    table: str
    column: str
    target: str


def tenant_models() -> list[type[Model]]:
    """Every concrete model whose rows belong to a tenant."""
    return [
        m for m in apps.get_models() if getattr(m, "is_tenant_row", False) and not m._meta.proxy
    ]


def tenant_tables() -> list[str]:
    """Tables under row-level security."""
    return sorted({m._meta.db_table for m in tenant_models()} | set(PLAIN_TENANT_TABLES))


def tenant_keys() -> list[Key]:
    """Foreign keys whose two ends must belong to the same tenant."""
    return sorted(_keys())


def _keys() -> Iterator[Key]:
    """Between any two tables with a tenant, so also to accounts, which no policy hides."""
    for model in filter(_has_tenant, apps.get_models()):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and _has_tenant(field.related_model):
                target = field.related_model._meta.db_table
                yield Key(model._meta.db_table, field.column, target)


def _has_tenant(model: type[Model]) -> bool:
    columns = {field.column for field in model._meta.local_concrete_fields}
    return "tenant_id" in columns and not model._meta.proxy


def statements() -> Iterator[tuple[str, str]]:
    """Name and SQL of everything that stands, in the order it is put up."""
    writer = sql.PostgreSQL if connection.vendor == "postgresql" else sql.SQLite
    for table in APPEND_ONLY:
        yield from writer.append_only(table)
    for key in tenant_keys():
        yield from writer.tenant_key(key.table, key.column, key.target)
    if connection.vendor == "postgresql":
        for table in tenant_tables():
            yield from sql.PostgreSQL.row_security(table)


def put_up() -> None:
    """Install every wall; safe to repeat."""
    take_down()
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for _name, statement in statements():
            if sql.table_of(statement) in existing:
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            _grant(cursor)


def take_down() -> None:
    """Remove the triggers (SQLite rebuilds tables in migrations and would trip over them)."""
    with connection.cursor() as cursor:
        for statement in _removals(cursor):
            cursor.execute(statement)


def _removals(cursor: CursorWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'stegvis_%'"
        )
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
    cursor.execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
        "WHERE tgname LIKE 'stegvis_%' AND NOT tgisinternal"
    )
    triggers = [f'DROP TRIGGER "{name}" ON {table}' for name, table in cursor.fetchall()]
    cursor.execute(
        "SELECT conname, conrelid::regclass::text FROM pg_constraint "
        "WHERE conname LIKE 'stegvis_%' AND contype = 'f'"
    )
    keys = [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for name, table in cursor.fetchall()]
    cursor.execute(
        "SELECT policyname, tablename FROM pg_policies WHERE policyname LIKE 'stegvis_%'"
    )
    return triggers + keys + [f'DROP POLICY "{n}" ON "{t}"' for n, t in cursor.fetchall()]


def missing() -> list[str]:
    """Names of walls that should stand and don't."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
            standing = {name for (name,) in cursor.fetchall()}
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint "
                "UNION SELECT policyname || '@' || tablename FROM pg_policies "
                "UNION SELECT 'rls@' || relname FROM pg_class WHERE relrowsecurity "
                "AND relforcerowsecurity"
            )
            standing = {name for (name,) in cursor.fetchall()}
    return [name for name, _sql in statements() if name and name not in standing]


def _grant(cursor: CursorWrapper) -> None:
    """The application's role reads and writes rows, and only adds to append-only tables."""
    from django.conf import settings  # noqa: PLC0415

    role = settings.APPLICATION_ROLE
    if not role:
        return
    name = connection.ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
    for table in APPEND_ONLY:
        cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM {name}')
