"""That a manager has gone through a month's openings of files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel, Unit


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
