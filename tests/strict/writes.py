"""Guards at the database: our tables change inside actions only, and a GET only reads.

They sit under the ORM, so that `bulk_create`, `.add()`, cascades and raw SQL meet them too, in the
test's own thread and in those of a live server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connections
from django.db.backends.signals import connection_created

from stegvis.core.audit import recording
from tests.strict.excepted import is_excepted

WRITE = re.compile(
    r'^\s*(INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(\w+)', re.I
)
BOOKKEEPING = ("audit_", "django_session", "stegvis_cache")
"""What reading a page may write: that it was read, and who is signed in."""
WRITING_GETS = re.compile(r"^/accounts/(oidc/[^/]+/login/callback|security/codes)/$")
"""Where the identity provider sends somebody back, who then is signed in; and where recovery codes
are marked as seen."""

_reading: ContextVar[str] = ContextVar("reading", default="")
_on = {"on": False}


class WriteWhileReadingError(AssertionError):
    """A GET wrote to a table."""


@cache
def our_tables() -> frozenset[str]:
    """Tables of every room's models, recorded or not, and of the relations between them."""
    ours = (room for room in apps.get_app_configs() if room.name.startswith("stegvis."))
    models = (model for room in ours for model in room.get_models(include_auto_created=True))
    return frozenset(model._meta.db_table for model in models)


def guard(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """The execute wrapper on every connection."""
    found = WRITE.match(str(sql)) if _on["on"] else None
    if found:
        _judge(found.group(2), found.group(1).split()[0].upper(), str(sql))
    return execute(sql, params, many, context)


def _judge(table: str, verb: str, sql: str) -> None:
    if table in our_tables() and recording.current() is None and not is_excepted(table, verb, sql):
        raise recording.WriteOutsideActionError(f"{table} is changed only inside an action")
    address = _reading.get()
    if address and not table.startswith(BOOKKEEPING):
        raise WriteWhileReadingError(f"GET {address} wrote to {table}")


@contextmanager
def guarded() -> Iterator[None]:
    """While a test runs."""
    _reading.set("")
    _on["on"] = True
    try:
        yield
    finally:
        _on["on"] = False


@contextmanager
def by_hand() -> Iterator[None]:
    """Let a test reach into the database as an intruder or an older installation would."""
    _on["on"] = False
    try:
        yield
    finally:
        _on["on"] = True


def install() -> None:
    """Put the guard on every connection, now and later, and notice which request is a GET."""
    connection_created.connect(_watch_connection, dispatch_uid="strict connection")
    request_started.connect(_request_begins, dispatch_uid="strict request")
    request_finished.connect(_request_ends, dispatch_uid="strict request")
    for connection in connections.all(initialized_only=True):
        _watch_connection(connection=connection)


def _watch_connection(*, connection: Any, **_kwargs: Any) -> None:
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


def _request_begins(*, environ: dict[str, Any] | None = None, **_kwargs: Any) -> None:
    environ = environ or {}
    path = str(environ.get("PATH_INFO", ""))
    reads = environ.get("REQUEST_METHOD") in ("GET", "HEAD") and not WRITING_GETS.match(path)
    _reading.set(path if reads else "")


def _request_ends(**_kwargs: Any) -> None:
    _reading.set("")
