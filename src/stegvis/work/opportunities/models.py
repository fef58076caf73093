"""One shape for everything somebody could step into: an ad, an internship, a summer job."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.backends.ddl_references import Statement
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, municipalities
from stegvis.core.organisations.models import VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.editions import Edition, PlaceManager, Stamped

__all__ = ["Edition", "Opportunity", "Source"]


class LatestFirst(models.Index):
    """An index in the order of the lists: later days first, then rows without a day.

    SQLite sorts so by itself, and refuses to be told in an index; PostgreSQL has to be told.
    """

    def create_sql(
        self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any
    ) -> Statement:
        """As any index, for SQLite without the words it refuses."""
        made = super().create_sql(model, schema_editor, using, **kwargs)
        if schema_editor.connection.vendor == "sqlite":
            made.parts["columns"] = str(made.parts["columns"]).replace(" NULLS LAST", "")  # type: ignore[assignment]
        return made


class Source(models.TextChoices):
    """Where we know it from."""

    OWN = "own", _("Own place")
    PLATSBANKEN = "platsbanken", _("Platsbanken")


class Opportunity(Stamped, VersionedModel):
    """A place with what it asks for. Empty text and None: it isn't said.

    `external_id` is the source's own id, None for our own places (so that it can be unique).
    Concepts are ids of the Swedish labour-market taxonomy. Requirements hold as follows:

    - `must_skills`, `merit_skills`: lists of skill concept ids;
    - `languages`, `merit_languages`: lists of `{"id": concept id, "level": "A1".."C2" or ""}`;
    - `licences`: codes of `driving_licences.csv` (a concept id where it has no code);
    - `exposures`: codes of the list `exposure` (what the work does to a body);
    - `concept_labels`: what the source called concepts that our taxonomy doesn't have.

    Extent is in per cent of full time. `deadline` is the last day it can be sought, inclusive.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    source = models.CharField(max_length=12, choices=Source, default=Source.OWN)
    external_id = models.CharField(max_length=64, null=True, blank=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities"
    )
    employer_name = models.CharField(max_length=300, blank=True)
    employer_number = models.CharField(max_length=10, blank=True)
    occupation = models.CharField(max_length=40, blank=True)
    ssyk4 = models.CharField(max_length=4, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_remote = models.BooleanField(default=False)
    extent_min = models.PositiveSmallIntegerField(null=True, blank=True)
    extent_max = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.CharField(max_length=300, blank=True)
    must_skills = models.JSONField(default=list, blank=True)
    merit_skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    merit_languages = models.JSONField(default=list, blank=True)
    licences = models.JSONField(default=list, blank=True)
    exposures = models.JSONField(default=list, blank=True)
    concept_labels = models.JSONField(default=dict, blank=True)
    experience_required = models.BooleanField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    content_hash = models.CharField(max_length=32, blank=True, editable=False)
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[PlaceManager[Self]] = PlaceManager()

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(
                fields=["tenant", "municipality_code", "ssyk4"],
                condition=Q(removed_on__isnull=True),
                name="opportunities_by_place",
            ),
            LatestFirst(
                "tenant",
                F("published_on").desc(nulls_last=True),
                F("id").desc(),
                "deadline",
                "ends_on",
                condition=Q(removed_on__isnull=True),
                name="opportunities_open_latest",
            ),
            models.Index(fields=["tenant", "edition"], name="opportunities_changed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source", "external_id"], name="opportunities_external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(source="own", external_id__isnull=True)
                | (~Q(source="own") & Q(external_id__isnull=False)),
                name="opportunities_imported_has_id",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="opportunities_titled"),
            models.CheckConstraint(
                condition=(Q(extent_min__isnull=True) | Q(extent_min__lte=100))
                & (Q(extent_max__isnull=True) | Q(extent_max__lte=100)),
                name="opportunities_extent_in_per_cent",
            ),
            models.CheckConstraint(
                condition=Q(extent_min__isnull=True)
                | Q(extent_max__isnull=True)
                | Q(extent_max__gte=F("extent_min")),
                name="opportunities_extent_in_order",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="opportunities_has_a_seat"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="opportunities_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | (
                    Q(latitude__isnull=False, longitude__isnull=False)
                    & Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                ),
                name="opportunities_position_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_own(self) -> bool:
        """Whether the unit wrote it, and so may change it."""
        return self.source == Source.OWN

    @property
    def is_open(self) -> bool:
        """Whether it can be sought today."""
        last = self.last_day
        return self.removed_on is None and (last is None or last >= clock.today())

    @property
    def last_day(self) -> date | None:
        """The last day it can be sought, inclusive; None without one."""
        return min(filter(None, (self.deadline, self.ends_on)), default=None)

    @property
    def municipality_name(self) -> str:
        """Where it is, or the code when the municipality isn't known."""
        return municipalities.name_of(self.tenant.country, self.municipality_code)

    @property
    def extent(self) -> str:
        """Per cent of full time in words: '50 %', '50–100 %', or empty when it isn't said."""
        ends = sorted({e for e in (self.extent_min, self.extent_max) if e is not None})
        return f"{'–'.join(map(str, ends))}\u00a0%" if ends else ""

    @property
    def shown_employer(self) -> str:
        """The employer's name as registered with us, else as the ad has it."""
        return self.employer.name if self.employer else self.employer_name
