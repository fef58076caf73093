"""The jobs every installation runs by the clock: sealing the log, and clearing what has expired."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.queries import old_address_changes, old_code_requests, old_links
from stegvis.core.audit import seals
from stegvis.core.database import statistics
from stegvis.core.forms.models import SentForm
from stegvis.core.jobs.models import Job
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run

SETTLED = timedelta(minutes=2)
"""Events younger than this aren't sealed: a transaction begun before them may still commit.

No request, batch or step of a job holds a transaction that long."""

KEEP_SENT_FORMS = timedelta(days=2)
KEEP_JOBS = timedelta(days=90)
KEEP_TASKS = timedelta(days=7)


def anything_to_seal() -> bool:
    """Whether events of the tenant in scope wait for a seal."""
    return seals.waiting(tenancy.required_tenant_id(), until=clock.now() - SETTLED)


@job(
    "audit.seal",
    title=_("Seal the log"),
    cron="*/5 * * * *",
    in_installation=True,
    needed=anything_to_seal,
)
def seal_log(run: Run) -> None:
    """Chain the events since the last seal to it."""
    with run.step():
        seals.seal_tenant(run.tenant_id, until=clock.now() - SETTLED)


@job(
    "database.counted",
    title=_("Count rows, so that the database plans well"),
    cron="20 2 * * *",
    in_tenants=False,
    in_installation=True,
    needed=statistics.are_ours_to_keep,
)
def count_rows(run: Run) -> None:
    """SQLite reads a list by the wrong index until it has been told how rows are spread."""
    with run.step():
        statistics.refresh()


@job("jobs.clear", title=_("Clear what has expired"), cron="40 3 * * *", in_installation=True)
def clear_tenant(run: Run) -> None:
    """Forms whose double can no longer come, and jobs long finished."""
    with run.step():
        now = clock.now()
        SentForm.objects.filter(tenant_id=run.tenant_id, at__lt=now - KEEP_SENT_FORMS).delete()
        Job.objects.filter(finished_at__lt=now - KEEP_JOBS).delete()
        Job.objects.filter(finished_at__lt=now - KEEP_TASKS, minute__isnull=False).delete()


@job(
    "jobs.clear_installation",
    title=_("Clear what has expired"),
    cron="50 3 * * *",
    in_tenants=False,
    in_installation=True,
)
def clear_installation(run: Run) -> None:
    """Sessions, links, codes, changes of address and rows of the task table, which belong to no
    tenant."""
    with run.step():
        now = clock.now()
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
        links, changes = old_links(now), old_address_changes(now)
        accounts.clear_links(links, changes=changes, by=run.by)
        accounts.clear_codes(old_code_requests(now), by=run.by)
        DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS).delete()
