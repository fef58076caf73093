"""The lease of a worker on a job: its row in the task table, with a sign of life.

`started_at` of a running task row is that sign: renewed every few seconds, and older than LEASE
when the worker is dead or has lost its database. Inside a step the row is locked as well, so that
a job is never taken back while its worker commits.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection
from django_tasks_db.models import DBTaskResult

from stegvis.core import clock

LEASE = timedelta(seconds=60)
SIGNS_PER_LEASE = 6


class LeaseLostError(Exception):
    """The job has been taken back: another worker has it, and this one may write nothing more."""


def hold(task_id: str) -> None:
    """Inside a transaction: lock the lease and renew it; LeaseLostError when it is no longer ours.

    The update locks the row on PostgreSQL; on SQLite the transaction itself keeps others out.
    """
    rows = DBTaskResult.objects.running().filter(pk=task_id)
    if not rows.update(started_at=clock.now()):
        raise LeaseLostError(task_id)


@contextmanager
def signs_of_life(task_id: str, lease: timedelta = LEASE) -> Iterator[None]:
    """Renew the lease from a thread, for work that takes long between two steps."""
    over = threading.Event()
    pause = lease.total_seconds() / SIGNS_PER_LEASE
    thread = threading.Thread(target=_renew, args=(task_id, pause, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(task_id: str, pause: float, over: threading.Event) -> None:
    while not over.wait(pause):
        try:
            DBTaskResult.objects.running().filter(pk=task_id).update(started_at=clock.now())
        except Error:
            connection.close()
    connection.close()
