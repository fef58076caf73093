"""The instruments that an authority has brought itself, each version as it was accepted."""

from __future__ import annotations

import json
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import Q

from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel
from stegvis.core.public_ids import new_public_id


class OwnInstrument(TenantModel):
    """A version of an authority's own instrument. Its words are never changed.

    The newest version says whether the instrument may be used for new rounds (`retired_on`); what
    was answered to any version is read with that version. `accepted_by` is None where it came by
    the command line.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    key = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    licence = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(default=clock.now)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "key", "version"], name="situation_instrument_version_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="situation_version_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def instrument(self) -> Instrument:
        """What it defines."""
        return _made(json.dumps(self.definition, sort_keys=True))


@lru_cache(maxsize=256)
def _made(definition: str) -> Instrument:
    """Kept by what the definition says, so that no authority can be given another's."""
    return Instrument.of(json.loads(definition))
