"""Who may touch an installation: one upgrade or restore at a time, no restore while it runs.

On PostgreSQL an advisory lock keeps two upgrades apart, wherever they run; on SQLite a locked file.
Servers and workers hold a shared lock on a file for as long as they run.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from stegvis.cli.errors import CannotGoOnError

ADVISORY = 7_834_448
BUSY = (
    "Another upgrade or restore of this installation is running. Wait until it is done, then run "
    "this again."
)
RUNNING = (
    "Stegvis is running on this installation. Stop it (server and worker), then run this again."
)


@contextmanager
def alone() -> Iterator[None]:
    """CannotGoOnError when somebody else holds the lock; it ends with the process at the latest."""
    if connection.vendor == "postgresql":
        with _advisory():
            yield
    else:
        with _locked("upgrade.lock", fcntl.LOCK_EX, BUSY):
            yield


@contextmanager
def _advisory() -> Iterator[None]:
    """In a session of its own, which no closing of the usual connection ends."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
            if not cursor.fetchone()[0]:
                raise CannotGoOnError(BUSY)
        yield
    finally:
        own.close()


@contextmanager
def running() -> Iterator[None]:
    """Around a server or worker: the installation isn't replaced under it."""
    with _locked("running.lock", fcntl.LOCK_SH, BUSY):
        yield


@contextmanager
def nobody_running() -> Iterator[None]:
    """CannotGoOnError while a server or worker runs here or (PostgreSQL) anywhere."""
    if connection.vendor == "postgresql" and _application_sessions():
        raise CannotGoOnError(RUNNING)
    with _locked("running.lock", fcntl.LOCK_EX, RUNNING):
        yield


def _application_sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = %s AND usename <> current_user",
            [settings.APPLICATION_ROLE],
        )
        return int(cursor.fetchone()[0])


@contextmanager
def _locked(name: str, kind: int, sentence: str) -> Iterator[None]:
    with (Path(settings.DATA_DIR) / name).open("w") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotGoOnError(sentence) from error
        yield
