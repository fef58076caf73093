"""Somebody at a workplace: what kind, where, from–to, how much, and how it ended."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.models import Opportunity

MATTER = "placement"
"""What a person's yes to telling the employer is about, as the consent names it."""


class Placement(VersionedModel):
    """A person at an employer. Without `ends_on` it goes on until it is ended.

    Nothing stores a status: it follows from the dates and the coded end (see `status`).
    `extent` is in per cent of full time; `hours_per_week` is kept where it was given in hours.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        PAST = "past", _("Past its last day")
        ENDED = "ended", _("Ended")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="placements")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="placements"
    )
    kind = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    extent = models.PositiveSmallIntegerField()
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    supervisor_name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    halfway_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(VersionedModel.Meta):
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(
                fields=["tenant", "ends_on"],
                condition=Q(ended_on__isnull=True),
                name="placements_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="placements_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(extent__gte=1, extent__lte=100), name="placements_extent_in_per_cent"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=40),
                name="placements_hours_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="placements_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.starts_on}"

    @property
    def last_day(self) -> date | None:
        """The day it ended, else the day it is to end; None for a job without an end."""
        return self.ended_on or self.ends_on

    @property
    def status(self) -> Placement.Status:
        """Where it is in its life.

        Ended once somebody has said how; planned until its first day; past its last day while
        nobody has said how it went; otherwise running.
        """
        today = clock.today()
        if self.ended_on is not None:
            return self.Status.ENDED
        if self.starts_on > today:
            return self.Status.PLANNED
        if self.ends_on is not None and self.ends_on < today:
            return self.Status.PAST
        return self.Status.RUNNING

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it yet."""
        return self.ended_on is None

    @property
    def halfway(self) -> date | None:
        """The day in the middle, for the talk at half-time; None without a last day."""
        if self.ends_on is None:
            return None
        return self.starts_on + timedelta(days=(self.ends_on - self.starts_on).days // 2)

    def covers(self, day: date) -> bool:
        """Whether the person is at the workplace on a day."""
        return self.starts_on <= day and (self.last_day is None or self.last_day >= day)
