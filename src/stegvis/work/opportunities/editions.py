"""What of the places has changed since somebody last read them all.

Every change of a place, one or many at a time, gives it the next number of its tenant's edition.
The number's row stays locked until the change is committed, so that a reader who knows an edition
finds every later change by a greater number. Stamping lies under the actions, where none of them
can forget it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar

from django.db import connection, models, transaction
from django.db.models import F

from stegvis.core import tenancy
from stegvis.core.organisations.models import Tenant, TenantManager, TenantQuerySet
from stegvis.core.public_ids import new_public_id

M = TypeVar("M", bound=models.Model)


class Edition(models.Model):
    """A tenant's places up to a change. Another `lineage`: nothing read before holds any more."""

    is_tenant_row: ClassVar[bool] = True

    tenant = models.OneToOneField(Tenant, on_delete=models.PROTECT, related_name="+")
    lineage = models.CharField(max_length=16, default=new_public_id)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.lineage} {self.number}"


def next_number() -> int:
    """The number of the change in progress; others who change places wait until it is committed."""
    rows = Edition.objects.filter(tenant_id=tenancy.required_tenant_id())
    if not rows.update(number=F("number") + 1):
        Edition.objects.get_or_create(tenant_id=tenancy.required_tenant_id())
        rows.update(number=F("number") + 1)
    transaction.on_commit(_committed)
    return rows.values_list("number", flat=True).get()


def begin_anew() -> None:
    """After rows are gone, which no number can tell: what was read before is read again."""
    next_number()
    rows = Edition.objects.filter(tenant_id=tenancy.required_tenant_id())
    rows.update(lineage=new_public_id())


def is_changing() -> bool:
    """Whether the transaction in progress has changed places: what it reads isn't everybody's."""
    return any(one[1] is _committed for one in connection.run_on_commit)


def _committed() -> None:
    """Stands among what waits for the commit; a rollback takes it away."""


class PlaceQuerySet(TenantQuerySet[M]):
    """Stamps whatever changes many places at a time."""

    def update(self, **kwargs: Any) -> int:
        return super().update(**{"edition": next_number(), **kwargs})

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        rows = _stamped(objs)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = _with_edition(kwargs["update_fields"])
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        return super().bulk_update(_stamped(objs), _with_edition(fields), *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        begin_anew()
        return super().delete()


def _stamped(rows: Any) -> list[Any]:
    number, kept = next_number(), list(rows)
    for row in kept:
        row.edition = number
    return kept


def _with_edition(names: Collection[str]) -> list[str]:
    return [*names, "edition"]


class PlaceManager(TenantManager[M]):
    """Only places of the tenant in scope."""

    rows_of = PlaceQuerySet


class Stamped(models.Model):
    """A place's part in it."""

    edition = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Stamp and save."""
        self.edition = next_number()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = frozenset({*kwargs["update_fields"], "edition"})
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and let everything be read again."""
        begin_anew()
        return super().delete(*args, **kwargs)
