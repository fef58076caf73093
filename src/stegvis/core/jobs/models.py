"""What is done in the background: jobs and how far they have come, and when they are started.

These are operational rows, not domain rows: what a job does is audited by the actions it calls.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, tenancy
from stegvis.core.accounts.models import Account
from stegvis.core.public_ids import new_public_id
from stegvis.core.transitions import Transition, take


class Status(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


TRANSITIONS = (
    Transition(Status.WAITING, Status.RUNNING, "a worker takes it"),
    Transition(Status.RUNNING, Status.DONE, "it has come to its end", clears=("error", "message")),
    Transition(Status.RUNNING, Status.WAITING, "an attempt failed and there are more"),
    Transition(Status.RUNNING, Status.WAITING, "the worker was asked to stop"),
    Transition(Status.RUNNING, Status.WAITING, "the worker died and its lease lapsed"),
    Transition(
        Status.RUNNING, Status.FAILED, "a rule says no, or no attempt is left", reason_in="error"
    ),
)


class JobManager(models.Manager["Job"]):
    """Only jobs of the tenant in scope; none without one."""

    def get_queryset(self) -> models.QuerySet[Job]:
        rows = super().get_queryset()
        tenant_id = tenancy.current_tenant_id()
        return rows.none() if tenant_id is None else rows.filter(tenant_id=tenant_id)


class Job(models.Model):
    """One piece of background work. `ids` says what it is about, in ids only.

    `done` of `total` units have been committed; a new attempt goes on from there. `minute` is set
    when a schedule started it, so that a schedule's minute starts it once.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    tenant_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    started_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    ids = models.JSONField(default=dict)
    minute = models.DateTimeField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobManager()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "kind", "status"], name="jobs_by_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "minute"], name="jobs_minute_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "running"], finished_at__isnull=True)
                | Q(status__in=["done", "failed"], finished_at__isnull=False),
                name="jobs_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in (Status.DONE, Status.FAILED)

    def move(self, to: Status, *, reason: str = "") -> None:
        """Take a step of TRANSITIONS; ValueError for any other, or without a reason it needs."""
        take(self, to, among=TRANSITIONS, reason=reason)
        if self.is_finished:
            self.finished_at = clock.now()


class Schedule(models.Model):
    """When a kind of job is started: a cron expression in local time.

    The rows are made from the code's own schedule; an installation may change or stop one.
    `started_through` is the latest minute for which every tenant has got its job.
    """

    kind = models.CharField(max_length=60, unique=True)
    cron = models.CharField(max_length=60)
    is_on = models.BooleanField(default=True)
    started_through = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.cron}"
