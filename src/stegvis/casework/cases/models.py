"""A referral comes in, becomes a case, has coordinators in turn, ends, and is followed up."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.documents.models import Document
from stegvis.core.organisations.models import (
    Organisation,
    SecrecyArea,
    TenantModel,
    Unit,
    VersionedModel,
)
from stegvis.core.public_ids import new_public_id


class Referral(VersionedModel):
    """Somebody asks the unit to meet a person. Waits until it is taken or refused."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    sender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sender_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(max_length=4000)
    wished_outcome = models.TextField(max_length=2000, blank=True)
    disclosure_ground = models.CharField(max_length=40)
    received_on = models.DateField(default=clock.today)
    accepted_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    refusal_reason = models.CharField(max_length=40, blank=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True),
                name="cases_referral_accepted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True, refusal_reason="")
                | (Q(refused_on__isnull=False) & ~Q(refusal_reason="")),
                name="cases_referral_refused_with_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(accepted_on__isnull=True, refused_on__isnull=True),
                name="cases_one_waiting_per_unit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "unit", "received_on", "id"],
                condition=Q(accepted_on__isnull=True, refused_on__isnull=True),
                name="cases_queue",
            )
        ]

    enclosed: list[Document] = []
    """What came with it and the reader may open; said by `enclosures.mark`."""

    def __str__(self) -> str:
        return f"{self.person} {self.received_on}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken or refused it."""
        return self.accepted_on is None and self.refused_on is None

    @property
    def days_waiting(self) -> int:
        """Days from receipt until it was decided, or until today."""
        return ((self.accepted_on or self.refused_on or clock.today()) - self.received_on).days


class Case(VersionedModel):
    """The unit's work with a person, from the day it was taken until an exit with a reason."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="case"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    exit_reason = models.CharField(max_length=40, blank=True)
    occupation_after = models.CharField(max_length=40, blank=True)
    occupation_from = models.DateField(null=True, blank=True)
    verified_how = models.CharField(max_length=40, blank=True)
    exit_note = models.TextField(max_length=2000, blank=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, exit_reason="")
                | (Q(closed_on__isnull=False) & ~Q(exit_reason="")),
                name="cases_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="cases_closed_after_opened",
            ),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(closed_on__isnull=True),
                name="cases_one_open_per_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.opened_on}"

    @property
    def is_open(self) -> bool:
        """Whether the unit still works with the person."""
        return self.closed_on is None

    @property
    def coordinator(self) -> Assignment | None:
        """The assignment in force, or None."""
        return next((a for a in self.assignments.all() if a.ends_on is None), None)


class Assignment(TenantModel):
    """Who coordinates a case, from–to: the history stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(
                fields=["tenant", "account"],
                condition=Q(ends_on__isnull=True),
                name="cases_carried",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ends_on__isnull=True), name="cases_one_coordinator"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cases_assignment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}"

    @property
    def audit_person_id(self) -> int | None:
        """The person of the case."""
        return self.case.person_id


class SpokenLanguage(TenantModel):
    """A language, by its code, that somebody who meets people speaks, as they say themselves."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=8)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account", "language"], name="cases_speaks_once"),
        ]

    def __str__(self) -> str:
        return self.language


class Task(VersionedModel):
    """Something somebody has to do with a person by a day.

    One that was open when the case ended `fell_away` on `done_on`: nobody did it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    fell_away = models.BooleanField(default=False)

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(
                fields=["tenant", "account", "due_on"],
                condition=Q(done_on__isnull=True),
                name="cases_open_tasks",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it isn't done."""
        return self.done_on is None and self.due_on < clock.today()


class StillThere(models.TextChoices):
    """Whether what the person left for still goes on."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Don't know")


class FollowUp(VersionedModel):
    """Asking how it went, so many days after the exit. A case that ended twice has both rounds.

    Attempts without an answer are counted, and it comes back on `again_on`. `heard_by` is the code
    of how the answer came; `words` are the person's own.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follow_ups")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    days_after = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=40, blank=True)
    still_there = models.CharField(max_length=10, choices=StillThere, blank=True)
    words = models.CharField(max_length=500, blank=True)
    heard_by = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_on = models.DateField(null=True, blank=True)
    again_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "days_after", "due_on"], name="cases_follow_up_once"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="")
                | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="cases_follow_up_done_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days_after} {self.due_on}"

    @property
    def asked_from(self) -> date:
        """The day to ask, or to try again."""
        return self.again_on or self.due_on

    @property
    def is_due(self) -> bool:
        """Whether its day has come and nobody has asked yet."""
        return self.done_on is None and self.asked_from <= clock.today()
