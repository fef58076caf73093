"""The worker: takes jobs from the queue, starts what is due, takes back what a kill left."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from stegvis.core.jobs import runner, schedules
from stegvis.core.jobs.lease import LEASE
from stegvis.core.jobs.run import stop_asked

logger = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between two looks into an empty queue."""
TIDY = 10.0
"""Seconds between two looks at the schedule and at lapsed leases."""


def run_worker(*, once: bool = False, lease: timedelta = LEASE) -> None:
    """Work until SIGTERM or SIGINT, which lets the step in progress be committed first.

    With `once` only until the queue is empty. Any number of workers may run. When the database
    goes away the worker waits and goes on; the job it had is taken back after its lease.
    """
    worker = _Worker(lease)
    stop_asked.clear()
    with _stopping_by_signal():
        while not stop_asked.is_set():
            try:
                worked = worker.look()
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database doesn't answer (%s); waiting.", type(error).__name__)
                connections.close_all()
                stop_asked.wait(PAUSE)
                continue
            if not worked and once:
                return
            if not worked:
                stop_asked.wait(PAUSE)


class _Worker:
    def __init__(self, lease: timedelta) -> None:
        self.name = get_random_string(32)
        self.lease = lease
        self.tidied = float("-inf")

    def look(self) -> bool:
        """Do the next thing there is; whether there was one."""
        if not connection.in_atomic_block:
            close_old_connections()
        if time.monotonic() - self.tidied >= min(TIDY, self.lease.total_seconds()):
            schedules.tick()
            runner.take_back(self.lease)
            self.tidied = time.monotonic()
        row = self._claim()
        if row is None:
            return False
        perform_row(row)
        return True

    def _claim(self) -> DBTaskResult | None:
        with exclusive_transaction():
            row: DBTaskResult | None = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(self.name)
        return row


def perform_row(row: DBTaskResult) -> None:
    """Run a claimed row of the task table and mark it as seen to."""
    result = row.task_result
    row.task.call(TaskContext(task_result=result), *result.args)
    row.set_successful(None)


@contextmanager
def _stopping_by_signal() -> Iterator[None]:
    """SIGTERM and SIGINT ask the run to stop; only the main thread can listen to them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop_asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
