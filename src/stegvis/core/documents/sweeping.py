"""The job that removes files whose row was never committed, or whose removal was cut short."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.documents import actions, queries
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run

SETTLED = timedelta(days=1)
"""A younger file may belong to a transaction in progress."""


def _oldest_kept() -> float:
    return (clock.now() - SETTLED).timestamp()


def anything_to_sweep() -> bool:
    """Whether the tenant in scope has files that no row knows."""
    return bool(queries.orphans(older_than=_oldest_kept()))


@job(
    "documents.sweep",
    title=_("Remove files that belong to nothing"),
    cron="20 4 * * *",
    needed=anything_to_sweep,
)
def sweep(run: Run) -> None:
    """Remove them."""
    with run.step():
        actions.sweep(queries.orphans(older_than=_oldest_kept()), by=run.by)
