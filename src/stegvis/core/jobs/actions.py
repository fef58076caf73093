"""Starting background work."""

from __future__ import annotations

from stegvis.core import tenancy
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs import rules, runner
from stegvis.core.jobs.models import Job, Status
from stegvis.core.jobs.registries import KINDS
from stegvis.core.jobs.run import Ids


@action("jobs.job.started", rule=rules.may_start)
def enqueue(kind: str, *, by: Actor, ids: Ids | None = None, unless_waiting: bool = False) -> Job:
    """Start a job of the actor's tenant, when and only if the transaction in progress commits.

    `ids` says what it is about in numbers only: the task table is outside row-level security.
    With `unless_waiting` a job of the kind with the same ids that hasn't begun is enough.
    KeyError for an unknown kind; TypeError for anything but ids.
    """
    about = ids or {}
    if not all(_is_ids(value) for value in about.values()):
        raise TypeError(f"a job is told ids only, not {about}")
    tenant_id = by.tenant_id or tenancy.INSTALLATION
    if unless_waiting:
        waiting = Job.objects.filter(kind=kind, status=Status.WAITING, ids=about, attempts=0)
        earlier = waiting.order_by("pk").first()
        if earlier is not None:
            return earlier
    job = Job.objects.create(
        tenant_id=tenant_id, kind=KINDS[kind].name, ids=about, started_by_id=by.account_id
    )
    runner.queue(tenant_id, job.pk)
    return job


def _is_ids(value: object) -> bool:
    return isinstance(value, int) or (
        isinstance(value, list) and all(isinstance(item, int) for item in value)
    )
