"""Starting jobs by the clock: each tenant gets a schedule's job once for each minute it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from cronsim import CronSim
from django.db import transaction
from django.utils import timezone

from stegvis.core import clock, tenancy
from stegvis.core.jobs import runner
from stegvis.core.jobs.models import Job, Schedule
from stegvis.core.jobs.registries import KINDS, Kind
from stegvis.core.organisations.models import Tenant


def latest_due(cron: str, moment: datetime) -> datetime:
    """The latest minute, up to the moment, at which the expression is due in local time."""
    minute = timezone.localtime(moment).replace(second=0, microsecond=0)
    return next(CronSim(cron, minute + timedelta(minutes=1), reverse=True))


def late_since(moment: datetime) -> datetime | None:
    """The earliest due minute that nobody has started yet, or None."""
    rows = [row for row in Schedule.objects.order_by("pk") if _is_on(row)]
    return min((latest_due(r.cron, moment) for r in rows if _is_due(r, moment)), default=None)


def tick() -> int:
    """Start what is due now. Returns how many jobs were started.

    Two workers start a job once: the database refuses a second job of a kind, tenant and minute.
    A worker killed halfway is made good by the next tick. Missed minutes are run once, not each.
    """
    now = clock.now()
    started = 0
    for row in _rows():
        if _is_due(row, now):
            started += _start(KINDS[row.kind], latest_due(row.cron, now))
            row.started_through = now
            row.save(update_fields=["started_through"])
    return started


def _rows() -> list[Schedule]:
    """The schedule of every kind that has one; a kind new in this version gets its row."""
    there = {row.kind: row for row in Schedule.objects.order_by("pk")}
    for kind in KINDS.values():
        if kind.cron and kind.name not in there:
            there[kind.name], _ = Schedule.objects.get_or_create(
                kind=kind.name, defaults={"cron": kind.cron}
            )
    return [row for row in there.values() if _is_on(row)]


def _is_on(row: Schedule) -> bool:
    return row.is_on and row.kind in KINDS


def _is_due(row: Schedule, now: datetime) -> bool:
    return latest_due(row.cron, now) > row.started_through


def _start(kind: Kind, minute: datetime) -> int:
    scopes = [tenancy.INSTALLATION] if kind.in_installation else []
    if kind.in_tenants:
        scopes += Tenant.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_start_for(tenant_id, kind, minute) for tenant_id in scopes)


def _start_for(tenant_id: int, kind: Kind, minute: datetime) -> bool:
    with tenancy.tenant_scope(tenant_id), transaction.atomic():
        if kind.needed is not None and not kind.needed():
            return False
        job, is_new = Job.objects.get_or_create(tenant_id=tenant_id, kind=kind.name, minute=minute)
        if is_new:
            runner.queue(tenant_id, job.pk)
        return is_new
