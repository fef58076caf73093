"""What a named person decided about a place for a person, and what it was decided on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.engine.explanation import FITS
from stegvis.work.opportunities.models import Opportunity


class Decision(models.TextChoices):
    """What the coordinator does with a place in the person's list."""

    PROPOSED = "proposed", _("Proposed")
    NOT_NOW = "not_now", _("Not now")
    DOES_NOT_FIT = "does_not_fit", _("Does not fit")


class Answer(models.TextChoices):
    YES = "yes", _("Yes, please")
    NO = "no", _("No")


class AnsweredHow(models.TextChoices):
    """Own page, phone, paper and desk are equal ways."""

    OWN_PAGE = "own_page", _("On the own page")
    DESK = "desk", _("At the desk")
    PHONE = "phone", _("On the phone")
    PAPER = "paper", _("On paper")


class Proposal(VersionedModel):
    """A decision on a place for a person. Nothing follows from it but the person's own answer.

    `score`, `terms`, `kilometres`, `limits`, `weights_version` and `input_hash` are the engine's
    answer at that moment; `facts` are the facts it read, so that it can be computed again bit for
    bit (`replay`). `lapses_on` is the last day on which a proposal can be answered or "not now"
    holds.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        YES = "yes", _("The answer is yes")
        NO = "no", _("The answer is no")
        LAPSED = "lapsed", _("Lapsed")
        REPLACED = "replaced", _("Replaced by a later decision")
        NOT_NOW = "not_now", _("Not now")
        DOES_NOT_FIT = "does_not_fit", _("Does not fit")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="proposals")
    decision = models.CharField(max_length=12, choices=Decision)
    reason = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=clock.now)
    lapses_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answer_reason = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_how = models.CharField(max_length=8, choices=AnsweredHow, blank=True)
    list_then = models.CharField(max_length=6)
    score = models.FloatField()
    terms = models.JSONField(default=dict)
    kilometres = models.FloatField(null=True, blank=True)
    limits = models.JSONField(default=list, blank=True)
    weights_version = models.CharField(max_length=20)
    input_hash = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta(VersionedModel.Meta):
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["tenant", "person", "-decided_at"], name="matching_by_person"),
            models.Index(
                fields=["tenant", "lapses_on"],
                condition=Q(decision="proposed", answer="", replaced_on__isnull=True),
                name="matching_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "opportunity"],
                condition=Q(replaced_on__isnull=True),
                name="matching_one_decision_in_force",
            ),
            models.CheckConstraint(
                condition=Q(decision="does_not_fit", lapses_on__isnull=True)
                | (~Q(decision="does_not_fit") & Q(lapses_on__isnull=False)),
                name="matching_lapses_unless_it_does_not_fit",
            ),
            models.CheckConstraint(
                condition=(Q(decision="does_not_fit") & ~Q(reason=""))
                | (~Q(decision="does_not_fit") & Q(reason="")),
                name="matching_does_not_fit_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_how="")
                | (
                    ~Q(answer="")
                    & Q(decision="proposed", answered_at__isnull=False)
                    & ~Q(answered_how="")
                ),
                name="matching_answered_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.opportunity}"

    @property
    def status(self) -> Proposal.Status:
        """Where it is in its life, from its dates and answers."""
        if self.answer:
            return self.Status(self.answer)
        if self.replaced_on is not None:
            return self.Status.REPLACED
        if self.decision == Decision.DOES_NOT_FIT:
            return self.Status.DOES_NOT_FIT
        if self.lapses_on is not None and self.lapses_on < clock.today():
            return self.Status.LAPSED
        return self.Status.WAITING if self.is_proposed else self.Status.NOT_NOW

    @property
    def is_proposed(self) -> bool:
        """Whether the person is asked about it."""
        return self.decision == Decision.PROPOSED

    @property
    def has_everything(self) -> bool:
        """Whether the person had all that the place asks for when it was decided on."""
        return self.list_then == FITS

    @property
    def is_in_force(self) -> bool:
        """Whether the place stays out of the person's lists because of it."""
        return self.status not in (self.Status.LAPSED, self.Status.REPLACED)
