"""Running one job: the task, what follows from how it went, and taking back what a kill left."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from stegvis.core import clock, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.jobs import lease
from stegvis.core.jobs.models import Job, Status
from stegvis.core.jobs.registries import KINDS
from stegvis.core.jobs.run import Run, StopAskedError

logger = logging.getLogger(__name__)
FIRST_PAUSE = timedelta(seconds=30)
NOTED = ("status", "attempts", "message", "result", "error", "finished_at")
"""What the end of an attempt writes down of its job."""


@task(takes_context=True)  # type: ignore[untyped-decorator]
def perform(context: Any, tenant_id: int, job_id: int) -> None:
    """One attempt at a job. Says nothing of its work to the task table, which knows ids only."""
    with suppress(lease.LeaseLostError):
        begun = _begin(context.task_result.id, tenant_id, job_id)
        if begun is not None:
            run, language = begun
            with translation.override(language):
                _attempt(run)


def _attempt(run: Run) -> None:
    """Run the body and note how it went. A lost lease ends it: the job is another worker's."""
    try:
        with lease.signs_of_life(run.task_id):
            result = KINDS[run.kind].body(run)
    except lease.LeaseLostError:
        raise
    except StopAskedError:
        _hand_back(run)
    except NotAllowedNowError as no:
        _fail(run, no.sentence)
    except RefusedError as refused:
        _fail(run, refused.refusal.sentence)
    except Exception as error:
        _log(run, error)
        _try_again(run)
    else:
        _finish(run, result or "")


def queue(tenant_id: int, job_id: int, *, pause: timedelta | None = None) -> None:
    """Put an attempt in the queue, in the transaction in progress."""
    attempt = perform if pause is None else perform.using(run_after=clock.now() + pause)
    attempt.enqueue(tenant_id, job_id)


def take_back(older_than: timedelta = lease.LEASE) -> int:
    """Put jobs whose worker gave no sign of life for so long in the queue again. Returns how many.

    Any worker does this for all tenants; two at once don't meet.
    """
    lapsed = DBTaskResult.objects.running().filter(started_at__lt=clock.now() - older_than)
    if not lapsed.exists():
        return 0
    with transaction.atomic():
        rows = list(lapsed.select_for_update(skip_locked=True))
        for row in rows:
            tenant_id, job_id = row.args_kwargs["args"]
            row.status, row.finished_at = TaskResultStatus.FAILED, clock.now()
            row.save(update_fields=["status", "finished_at"])
            with tenancy.tenant_scope(tenant_id):
                job = _locked(job_id)
                if job is not None and job.status == Status.RUNNING:
                    _again_or_fail(job)
                    job.save(update_fields=NOTED)
    return len(rows)


def _begin(task_id: str, tenant_id: int, job_id: int) -> tuple[Run, str] | None:
    """Note the attempt; None when the job is no longer there or is already seen to."""
    with tenancy.tenant_scope(tenant_id), transaction.atomic():
        lease.hold(task_id)
        job = _locked(job_id)
        if job is None or job.status != Status.WAITING:
            return None
        job.move(Status.RUNNING)
        job.attempts += 1
        job.started_at = job.started_at or clock.now()
        job.save(update_fields=["status", "attempts", "started_at"])
        by = Actor.system(job.kind, tenant_id=tenant_id or None, on_behalf_of=job.started_by_id)
        return Run(task_id, job_id, tenant_id, job.kind, job.ids, by, job.done), _language(job)


def _language(job: Job) -> str:
    return job.started_by.language if job.started_by else settings.LANGUAGE_CODE


def _locked(job_id: int) -> Job | None:
    return Job.objects.select_for_update().filter(pk=job_id).first()


@contextmanager
def _ending(run: Run) -> Iterator[Job]:
    """The job, to be moved on from running, while the lease is held."""
    with tenancy.tenant_scope(run.tenant_id), transaction.atomic():
        lease.hold(run.task_id)
        job = Job.objects.select_for_update().get(pk=run.job_id)
        yield job
        job.save(update_fields=NOTED)


def _finish(run: Run, result: str | Promise) -> None:
    with _ending(run) as job:
        job.move(Status.DONE)
        job.result = str(result)


def _fail(run: Run, sentence: str | Promise) -> None:
    with _ending(run) as job:
        job.move(Status.FAILED, reason=str(sentence))


def _hand_back(run: Run) -> None:
    """The attempt was broken off by a stop, so it isn't counted."""
    with _ending(run) as job:
        job.move(Status.WAITING)
        job.attempts -= 1
        queue(run.tenant_id, run.job_id)


def _try_again(run: Run) -> None:
    with _ending(run) as job:
        _again_or_fail(job, pause=FIRST_PAUSE * 4 ** (job.attempts - 1))


def _again_or_fail(job: Job, *, pause: timedelta | None = None) -> None:
    if job.attempts < KINDS[job.kind].attempts:
        job.move(Status.WAITING)
        queue(job.tenant_id, job.pk, pause=pause)
    else:
        with translation.override(_language(job)):
            sentence = _(
                "Something went wrong, and trying again didn't help. What was done before is kept; "
                "nothing half-done has been saved. Give the administrator the reference %(id)s."
            ) % {"id": job.public_id}
            job.move(Status.FAILED, reason=str(sentence))


def _log(run: Run, error: Exception) -> None:
    """Where it failed, without the error's own words: they may quote a person's data."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    name = type(error).__qualname__
    logger.error("job %s (%s) failed: %s\n%s", run.job_id, run.kind, name, frames)
