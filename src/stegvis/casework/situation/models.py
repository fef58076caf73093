"""What a person can, wants and needs at work: the profile that matching reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, VersionedModel
from stegvis.reference.driving_licences import may_drive


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
    - `capacity`: per cent of full time now; `travel_km`: the farthest one way;
    - `starts_earliest`: the first possible day.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="competence_profile"
    )
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    occupations = models.JSONField(default=list, blank=True)
    wishes = models.JSONField(default=list, blank=True)
    no_gos = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    licences = models.JSONField(default=list, blank=True)
    exposures_avoided = models.JSONField(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
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
