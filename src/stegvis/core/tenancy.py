"""The tenant of the moment: which authority's rows can be seen and written.

Two walls. The application's: `TenantManager` shows only rows of the tenant in scope, and none when
there is no scope. PostgreSQL's: row-level security reads `stegvis.tenant`, set here for the
transaction. SQLite has the first wall only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from django.db import connection, transaction

SETTING = "stegvis.tenant"
INSTALLATION = 0
"""Stands for the installation itself where an event belongs to no tenant (a failed sign-in)."""
T = TypeVar("T")
_current: ContextVar[int | None] = ContextVar("stegvis_tenant", default=None)
_read: ContextVar[dict[int, object] | None] = ContextVar("stegvis_tenant_read", default=None)


class NoTenantError(RuntimeError):
    """Something asked for the tenant where none is in scope."""


def current_tenant_id() -> int | None:
    """The tenant in scope, or None."""
    return _current.get()


def required_tenant_id() -> int:
    """The tenant in scope; NoTenantError when there is none."""
    tenant_id = _current.get()
    if tenant_id is None:
        raise NoTenantError("no tenant is in scope")
    return tenant_id


def read_once(tenant_id: int, read: Callable[[], T]) -> T:
    """The row of a tenant, read once while a tenant is in scope: every other row leads to it."""
    known = _read.get()
    if known is None:
        return read()
    if tenant_id not in known:
        known[tenant_id] = read()
    return cast(T, known[tenant_id])


def read_anew() -> None:
    """Forget the rows of tenants that were read: one has been changed."""
    known = _read.get()
    if known is not None:
        known.clear()


@contextmanager
def tenant_scope(tenant_id: int | None) -> Iterator[None]:
    """Work as a tenant. On PostgreSQL this is one transaction with the tenant set locally."""
    token, read = _current.set(tenant_id), _read.set({})
    try:
        if connection.vendor == "postgresql":
            with _postgres_scope(tenant_id):
                yield
        else:
            yield
    finally:
        _current.reset(token)
        _read.reset(read)


@contextmanager
def _postgres_scope(tenant_id: int | None) -> Iterator[None]:
    with transaction.atomic():
        before = _read_setting()
        _write_setting(tenant_id)
        yield
        # After an exception the rollback restores the setting; asking a broken transaction to do
        # it would hide what went wrong.
        if not connection.needs_rollback:
            _write_setting(before)


def _read_setting() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        value = cursor.fetchone()[0]
    return int(value) if value else None


def _write_setting(tenant_id: int | None) -> None:
    """For the transaction. Without compiling: the plans of the access rules are long, and compiling
    one takes longer than running it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true), set_config('jit', 'off', true)",
            [SETTING, "" if tenant_id is None else str(tenant_id)],
        )
