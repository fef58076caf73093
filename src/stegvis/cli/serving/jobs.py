"""The worker's loop."""

from __future__ import annotations

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

POLL_SECONDS = 1.0


def run(*, once: bool) -> None:
    """Run jobs until a signal says stop, or (`once`) until none is due."""
    loop = Worker(
        queue_names=["default"],
        interval=POLL_SECONDS,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    loop.configure_signals()
    loop.run()
