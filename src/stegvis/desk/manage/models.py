"""What a manager answers for: the month's log gone through, and the conditions of the staff."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel, Unit, VersionedModel
from stegvis.core.public_ids import new_public_id


class LogReview(TenantModel):
    """A signed review: which openings were drawn and why, and what the one who signs says of them.

    Of a unit's month, or of the openings that one of its managers made (`of`): those another
    signs, never the manager who made them.

    `drawn` keeps ids as they stand in the log, which has no foreign keys and outlives persons.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    month = models.DateField()
    drawn = models.JSONField(default=list)
    notes = models.TextField(max_length=4000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=clock.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=Q(of__isnull=True),
                name="manage_review_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["unit", "month", "of"], name="manage_review_of_a_manager_once"
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True) | ~Q(of=F("signed_by")),
                name="manage_review_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="manage_review_month_by_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Cover(VersionedModel):
    """Somebody stands in for a coordinator who is away, from–to. Why they are away isn't asked."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    away = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(VersionedModel.Meta):
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="manage_cover_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(away=F("stand_in")), name="manage_cover_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.away} {self.starts_on}"

    @property
    def is_on(self) -> bool:
        """Whether it is under way today."""
        return self.starts_on <= clock.today() <= self.ends_on


class IntroductionStep(TenantModel):
    """A step of a colleague's introduction to the unit that is done."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(max_length=40)
    done_on = models.DateField(default=clock.today)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "account", "step"], name="manage_introduced_once"
            )
        ]

    def __str__(self) -> str:
        return self.step


class Supervision(VersionedModel):
    """A day of supervision, for one colleague or (without `account`) for the whole unit."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    on = models.DateField()
    held_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
