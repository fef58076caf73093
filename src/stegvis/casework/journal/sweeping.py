"""The job that throws away drafts nobody went on writing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.journal import actions, queries
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run


def anything_left() -> bool:
    """Whether there is something to throw away."""
    return queries.left_drafts().exists()


@job("journal.clear_drafts", title=_("Clear old drafts"), cron="15 4 * * *", needed=anything_left)
def clear_drafts(run: Run) -> None:
    """Throw away what has been left long enough."""
    with run.step():
        actions.clear_drafts(queries.left_drafts(), by=run.by)
