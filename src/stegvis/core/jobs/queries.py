"""Reading jobs: how one goes, and whether the queue moves."""

from __future__ import annotations

from datetime import timedelta

from django_tasks_db.models import DBTaskResult, get_date_max

from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs import rules, schedules
from stegvis.core.jobs.models import Job
from stegvis.core.jobs.registries import KINDS


def find(public_id: str, *, by: Actor) -> Job | None:
    """A job that the actor may see."""
    job = Job.objects.select_related("started_by").filter(public_id=public_id).first()
    return job if job is not None and rules.may_see(job, by) else None


def title(job: Job) -> str:
    """What the job does, in words; its kind's name when this version no longer knows it."""
    kind = KINDS.get(job.kind)
    return str(kind.title) if kind else job.kind


def queue_age() -> timedelta:
    """How long the oldest waiting task, or a schedule that is due, has waited for a worker.

    Zero when nothing waits. Above some minutes: no worker is running. Needs no tenant in scope.
    """
    now = clock.now()
    ready = DBTaskResult.objects.ready()
    since = [
        ready.filter(run_after=get_date_max())
        .values_list("enqueued_at", flat=True)
        .order_by("enqueued_at")
        .first(),
        ready.exclude(run_after=get_date_max())
        .values_list("run_after", flat=True)
        .order_by("run_after")
        .first(),
        schedules.late_since(now),
    ]
    return max((now - moment for moment in since if moment is not None), default=timedelta())
