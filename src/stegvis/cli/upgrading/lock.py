"""One upgrade or restore at a time: an advisory lock on PostgreSQL, a locked file on SQLite."""

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


@contextmanager
def alone() -> Iterator[None]:
    """CannotGoOnError when somebody else holds the lock; it ends with the process at the latest."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
            if not cursor.fetchone()[0]:
                raise CannotGoOnError(BUSY)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])
    else:
        with (Path(settings.DATA_DIR) / "upgrade.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CannotGoOnError(BUSY) from error
            yield
