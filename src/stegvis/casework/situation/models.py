"""What a person can, wants and needs at work; and how life works, as both see it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.casework.situation import catalogue
from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.own_instruments import OwnInstrument
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, TenantModel, VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.reference.driving_licences import may_drive

__all__ = [
    "UNDER_WAY",
    "Answer",
    "Assessment",
    "CompetenceProfile",
    "Occasion",
    "OwnInstrument",
    "Respondent",
]


class CompetenceProfile(VersionedModel):
    """Filled in together with the person, and gone through again later. One for each person.

    Concepts are ids of the Swedish labour-market taxonomy; retired ones are kept. None and an empty
    list mean that it hasn't been asked. Nothing here is a diagnosis: `exposures_avoided` says what
    the work should spare the person, not why.

    - `occupations`: worked or trained as, lists of `{"id": ..., "years": whole years or None}`;
    - `wishes`, `no_gos`: lists of ids of occupations or of fields of working life;
    - `skills`: lists of `{"id": ..., "source": code of skill_source}`;
    - `languages`: lists of `{"id": ..., "level": code of language_level}`;
    - `licences`: codes of driving licences held; `exposures_avoided`: codes of `exposure`;
    - `education`: lists of `{"level", "field": codes of SUN 2020, two digits; "year": when it
      ended; "country": id}`, of which only the level is always known;
    - `hours_a_day`, `weekdays` (0 is Monday), `day_begins`, `day_ends`: when the person can work;
    - `capacity`: per cent of full time now; `travel_km`: the farthest one way;
    - `starts_earliest`: the first possible day.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="competence_profile"
    )
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    occupations = models.JSONField(default=list, blank=True)
    education = models.JSONField(default=list, blank=True)
    wishes = models.JSONField(default=list, blank=True)
    no_gos = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    licences = models.JSONField(default=list, blank=True)
    exposures_avoided = models.JSONField(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_a_day = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    weekdays = models.JSONField(default=list, blank=True)
    day_begins = models.TimeField(null=True, blank=True)
    day_ends = models.TimeField(null=True, blank=True)
    travel_km = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_earliest = models.DateField(null=True, blank=True)
    first_made_on = models.DateField(default=clock.today)
    gone_through_on = models.DateField(default=clock.today)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__lte=100),
                name="situation_capacity_in_per_cent",
            ),
            models.CheckConstraint(
                condition=Q(hours_a_day__isnull=True) | Q(hours_a_day__gt=0, hours_a_day__lte=24),
                name="situation_hours_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(day_begins__isnull=True)
                | Q(day_ends__isnull=True)
                | Q(day_begins__lt=models.F("day_ends")),
                name="situation_day_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(travel_km__isnull=True) | Q(travel_km__gte=1),
                name="situation_travels_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_through_on}"

    @property
    def may_drive(self) -> frozenset[str]:
        """Every licence the person has, those a higher one implies included."""
        return may_drive(self.licences)


class Occasion(models.TextChoices):
    """When in a case an instrument is used."""

    START = "start", _("At the start")
    BETWEEN = "between", _("In between")
    END = "end", _("At the end")


class Respondent(models.TextChoices):
    """Whose voice an answer is."""

    PERSON = "person", _("The person")
    COORDINATOR = "coordinator", _("The coordinator")


class Assessment(VersionedModel):
    """An instrument gone through with somebody once: what was asked, and of it what was answered.

    `items` are the keys that are asked this time. The person may have been asked to answer on
    their own page (`asked_on`) and have done so (`answered_on`); gone through together it is
    finished (`taken_on`) and stays as it was. One at a time is under way in a case. If the case
    ends first it ends too (`ended_on`), and what was said stays to be read.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    instrument_version = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=8, choices=Occasion)
    items = models.JSONField(default=list)
    begun_on = models.DateField(default=clock.today)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["begun_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument"],
                condition=Q(taken_on__isnull=True, ended_on__isnull=True),
                name="situation_one_assessment_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(asked_on__isnull=False),
                name="situation_answered_when_asked",
            ),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True) | Q(ended_on__isnull=True),
                name="situation_finished_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.begun_on}"

    @cached_property
    def definition(self) -> Instrument:
        """The version of the instrument it was made with."""
        return catalogue.instrument(self.instrument, self.instrument_version)

    @property
    def is_finished(self) -> bool:
        """Whether it has been gone through together."""
        return self.taken_on is not None

    @property
    def is_under_way(self) -> bool:
        """Whether somebody may still answer."""
        return self.taken_on is None and self.ended_on is None

    @property
    def waits_for_person(self) -> bool:
        """Whether the person has been asked on their own page and hasn't answered."""
        return self.is_under_way and self.asked_on is not None and self.answered_on is None


UNDER_WAY = Q(taken_on__isnull=True, ended_on__isnull=True)
"""Assessments that somebody may still answer."""


class Answer(TenantModel):
    """One voice on one item. Without a value: didn't want to say, or can't tell."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    respondent = models.CharField(max_length=12, choices=Respondent)
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "respondent", "item"], name="situation_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"
