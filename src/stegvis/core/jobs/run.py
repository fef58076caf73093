"""What the body of a job is given: its ids, who it acts as, and steps to do the work in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise

from stegvis.core import tenancy
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs import lease
from stegvis.core.jobs.models import Job

Ids = dict[str, int | list[int]]

stop_asked = threading.Event()
"""Set when the worker has been asked to stop; a run stops after the step it is in."""


class StopAskedError(Exception):
    """The worker is stopping; the job goes back to the queue, to go on where it is."""


@dataclass
class Run:
    """One attempt at a job. Everything read or written is inside a `step`.

    `done` is where earlier attempts came to, in units of the kind's own choosing; a body starts
    there, so that nothing is done twice. `by` acts for the one who started the job.
    """

    task_id: str
    job_id: int
    tenant_id: int
    kind: str
    ids: Ids
    by: Actor
    done: int = 0

    @contextmanager
    def step(
        self, count: int = 1, *, total: int | None = None, message: str | Promise = ""
    ) -> Iterator[None]:
        """A short batch in one transaction, with the tenant in scope and the audit's boundary.

        The work, and that `count` more units are done, are committed together or not at all.
        LeaseLostError when another worker has taken the job; StopAskedError, after the commit,
        when the worker is stopping. What is computed at length is computed between steps.
        """
        with log.boundary(), tenancy.tenant_scope(self.tenant_id), transaction.atomic():
            lease.hold(self.task_id)
            yield
            note: dict[str, object] = {"done": F("done") + count, "message": str(message)}
            if total is not None:
                note["total"] = total
            Job.objects.filter(pk=self.job_id).update(**note)
        self.done += count
        if stop_asked.is_set():
            raise StopAskedError
