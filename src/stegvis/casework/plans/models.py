"""The person's plan: goals in their own words, and activities that lead there."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import FULL_WEEK
from stegvis.casework.papers.models import Paper
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import Organisation, SecrecyArea, VersionedModel
from stegvis.core.public_ids import new_public_id


class AgreedHow(models.TextChoices):
    """Phone, paper and desk are equal ways."""

    DESK = "desk", _("At the desk")
    PHONE = "phone", _("On the phone")
    PAPER = "paper", _("On paper")


class Plan(VersionedModel):
    """What the person and the unit have agreed; a change after agreement is a new number.

    Goals and open steps are carried on into the new number; `agreed_content` keeps what was
    agreed, word for word, and is what history and differences are read from. Whether it touches
    a child is asked anew for each number; None: not asked, as before the question came.
    `agreed_paper` is the signed paper, scanned, of a number agreed on paper.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    started_on = models.DateField(default=clock.today)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_how = models.CharField(max_length=8, choices=AgreedHow, blank=True)
    agreed_content = models.JSONField(default=dict, blank=True)
    agreed_paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follow_up_on = models.DateField(null=True, blank=True)
    touches_child = models.BooleanField(null=True, blank=True)
    child_considered = models.TextField(max_length=1000, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plans_number_once"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_how="")
                | (Q(agreed_on__isnull=False) & ~Q(agreed_how="")),
                name="plans_agreed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(agreed_paper__isnull=True) | Q(agreed_how="paper"),
                name="plans_paper_of_a_yes_on_paper",
            ),
            models.CheckConstraint(
                condition=~Q(touches_child=True) | ~Q(child_considered=""),
                name="plans_child_considered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_agreed(self) -> bool:
        """Whether the person has said yes."""
        return self.agreed_on is not None


class Goal(VersionedModel):
    """A goal as the person put it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="goals")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=1000)
    order = models.PositiveSmallIntegerField(default=1)
    reached_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:40]


class Activity(VersionedModel):
    """A step towards a goal. Its status follows from its dates.

    `agreed_on` is the day the person first said yes to a plan that held it. How much it takes is
    kept in hours of a week, which can be added up; per cent of full time follow from them.
    `colleague` or `partner` answers for it, else the person; `responsible` says in words who does
    what. Being named gives nobody reach.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="activities")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    measure_type = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    responsible = models.CharField(max_length=120, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=120, blank=True)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    stop_code = models.CharField(max_length=40, blank=True)
    stop_reason = models.CharField(max_length=200, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="plans_activity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stop_code="", stop_reason="")
                | (Q(stopped_on__isnull=False) & ~Q(stop_code="")),
                name="plans_activity_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(colleague__isnull=True) | Q(partner__isnull=True),
                name="plans_activity_one_answers",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=FULL_WEEK),
                name="plans_activity_hours_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(done_on__isnull=True),
                name="plans_activity_done_or_stopped",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor stopped."""
        return self.done_on is None and self.stopped_on is None

    @property
    def status(self) -> Activity.Status:
        """Where it is in its life, from its dates."""
        if self.stopped_on:
            return self.Status.STOPPED
        if self.done_on:
            return self.Status.DONE
        if self.agreed_on is None:
            return self.Status.PROPOSED
        has_begun = self.starts_on is not None and self.starts_on <= clock.today()
        return self.Status.UNDER_WAY if has_begun else self.Status.PLANNED

    @property
    def answers(self) -> str:
        """Who answers for it, as the form names them: `colleague:ID`, `partner:ID` or "" (self)."""
        if self.colleague is not None:
            return f"colleague:{self.colleague.public_id}"
        return f"partner:{self.partner.public_id}" if self.partner is not None else ""

    @property
    def answers_name(self) -> str:
        """Who answers for it, by name; "" for the person."""
        return str(self.colleague or self.partner or "")

    @property
    def per_cent(self) -> int | None:
        """How much of full time it takes."""
        hours = self.hours_per_week
        return None if hours is None else round(hours / Decimal(FULL_WEEK) * 100)

    @property
    def is_past(self) -> bool:
        """Whether its last day has gone by, marked as done or not."""
        return self.ends_on is not None and self.ends_on < clock.today()
