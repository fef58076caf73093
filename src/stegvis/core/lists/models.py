"""How somebody wants their lists: filters with a name, and which columns."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.core.organisations.models import TenantModel, Unit, VersionedModel
from stegvis.core.public_ids import new_public_id

LONGEST_NAME = 60
LONGEST_QUERY = 600


class SavedFilter(VersionedModel):
    """A list narrowed in a certain way, under a name; shown to the unit too where it has one.

    `query` holds coded values in the list's own order (`Narrowing.query`).
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    list_key = models.CharField(max_length=30)
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta(VersionedModel.Meta):
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "list_key", "name"], name="lists_filter_named_once"
            )
        ]
        indexes = [models.Index(fields=["tenant", "unit", "list_key"], name="lists_shared")]

    def __str__(self) -> str:
        return self.name


class ShownColumns(TenantModel):
    """Which columns of a list somebody wants to see."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    list_key = models.CharField(max_length=30)
    columns = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account", "list_key"], name="lists_columns_once")
        ]

    def __str__(self) -> str:
        return self.list_key
