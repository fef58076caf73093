"""Adult education as a path: application, answer, start, study plan, and course after course."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, TenantModel, VersionedModel
from stegvis.core.public_ids import new_public_id

ADMITTED = "admitted"
ONGOING = "ongoing"


class Study(VersionedModel):
    """What a step of the plan has more when it is a course of study.

    School, first and last day and hours are the step's own; here is what only studies have. Forms,
    tracks and courses are codes of the country, so that Norway's levels stand where Sweden has
    its courses.
    """

    class Stage(models.TextChoices):
        TO_APPLY = "to_apply", _("To apply for")
        APPLIED = "applied", _("Applied for")
        ANSWERED = "answered", _("Answered")
        ADMITTED = "admitted", _("Admitted")
        STUDYING = "studying", _("Studying")
        OVER = "over", _("Over")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    track = models.CharField(max_length=40, blank=True)
    apply_by = models.DateField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True)
    study_plan_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="studies_answered_with_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.form

    @property
    def stage(self) -> Study.Stage:
        """Where it is on its way, from its dates; somebody who has begun is past applying."""
        step, today = self.activity, clock.today()
        if not step.is_open or step.is_past:
            return self.Stage.OVER
        refused = bool(self.answer) and self.answer != ADMITTED
        if not refused and step.starts_on is not None and step.starts_on <= today:
            return self.Stage.STUDYING
        if self.answer:
            return self.Stage.ANSWERED if refused else self.Stage.ADMITTED
        return self.Stage.APPLIED if self.applied_on else self.Stage.TO_APPLY


class Course(TenantModel):
    """A course of a study: one of the form's own, or one that somebody has named."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="courses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    result = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code="") | Q(name=""), name="studies_course_by_code_or_name"
            ),
            models.CheckConstraint(
                condition=~Q(result="") | Q(on__isnull=True), name="studies_course_day_of_result"
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.name
