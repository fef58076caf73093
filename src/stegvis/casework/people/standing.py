"""What is looked after by the clock: files whose last officer has left by date."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import actions
from stegvis.casework.people.queries import unattended
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run


@job(
    "people.unattended",
    title=_("Look for files that nobody can open"),
    cron="15 5 * * *",
    needed=unattended.anything_to_note,
)
def look_for_unattended(run: Run) -> None:
    """A role's last day passes without anybody doing anything: tell who names somebody new."""
    with run.step():
        actions.look_for_unattended(by=run.by)
