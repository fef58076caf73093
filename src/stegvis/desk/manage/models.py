"""That a manager has gone through a month's openings of files."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel, Unit


class LogReview(TenantModel):
    """A signed review: which openings were drawn and why, and what the manager says of them.

    `drawn` keeps ids as they stand in the log, which has no foreign keys and outlives persons.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    drawn = models.JSONField(default=list)
    notes = models.TextField(max_length=4000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=clock.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="manage_review_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="manage_review_month_by_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
