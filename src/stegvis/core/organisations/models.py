"""Tenants, secrecy areas, organisations and units: who answers for what."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.db.models.functions import Lower
from django.db.models.sql import Query
from django.utils.translation import gettext_lazy as _

from stegvis.core import tenancy
from stegvis.core.audit.models import RecordedModel
from stegvis.core.audit.recording import Change, required
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.public_ids import new_public_id

M = TypeVar("M", bound=models.Model)


class Country(models.TextChoices):
    SWEDEN = "SE", "Sverige"
    NORWAY = "NO", "Norge"


class Tenant(RecordedModel):
    """The responsible authority or association (data controller), the widest wall there is."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, choices=Country, default=Country.SWEDEN)
    short_name = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Rows that lead to the tenant read it again."""
        super().save(*args, **kwargs)
        tenancy.read_anew()


class _TenantOfRow(ForwardManyToOneDescriptor):  # type: ignore[type-arg]  # none at run time
    """The tenant of a row, which is nearly always that of every other row."""

    def get_object(self, instance: Any) -> Any:
        read = super().get_object
        return tenancy.read_once(instance.tenant_id, lambda: read(instance))


def know_tenant_of(row: TenantModel) -> None:
    """Let the tenant that was read with a row be that of all others."""
    tenancy.read_once(row.tenant_id, lambda: row.tenant)


class TenantKey(models.ForeignKey[Tenant, Tenant]):
    """Which tenant a row belongs to. There is no need to read it with each row."""

    forward_related_accessor_class = _TenantOfRow

    def __init__(self, **facts: Any) -> None:
        plain: dict[str, Any] = {"to": Tenant, "on_delete": models.PROTECT, "related_name": "+"}
        super().__init__(**plain | facts)

    def deconstruct(self) -> Any:
        """A plain key, to the database."""
        name, _path, args, facts = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, facts


class TenantQuerySet(models.QuerySet[M]):
    """Rows of the tenant in scope; bulk changes only inside an action, which notes them."""

    def update(self, **kwargs: Any) -> int:
        self._note("update", {name: (None, value) for name, value in kwargs.items()})
        return super().update(**kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            row.tenant_id = row.tenant_id or tenancy.required_tenant_id()
        self._note("bulk_create", {"rows": (None, len(rows))})
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        self._note("bulk_update", dict.fromkeys(fields, (None, None)))
        return super().bulk_update(objs, fields, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._note("delete", {"rows": (self.count(), None)})
        return super().delete()

    def _note(self, verb: str, values: dict[str, tuple[Any, Any]]) -> None:
        label = self.model._meta.label_lower
        required(label).changes.append(Change(f"{label}:{verb}", None, values))


class TenantManager(models.Manager[M]):
    """Only rows of the tenant in scope; none without one."""

    rows_of: type[TenantQuerySet[Any]] = TenantQuerySet
    """The kind of queryset; a room that adds to what its bulk changes do says its own."""

    def get_queryset(self) -> TenantQuerySet[M]:
        hints = self._hints  # type: ignore[attr-defined]
        rows: TenantQuerySet[M] = self.rows_of(self.model, using=self._db, hints=hints)
        tenant_id = tenancy.current_tenant_id()
        if tenant_id is None:
            return rows.none()
        rows.query = _tenants_rows(self.model, tenant_id).chain()
        return rows


@lru_cache(maxsize=2048)
def _tenants_rows(model: type[models.Model], tenant_id: int) -> Query:
    """The condition that every reading begins with, put together once."""
    return models.QuerySet(model).filter(tenant_id=tenant_id).query


class TenantModel(RecordedModel):
    """A domain row: belongs to one tenant for ever."""

    is_tenant_row: ClassVar[bool] = True

    tenant = TenantKey()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes the tenant in scope; a row of another tenant is refused."""
        in_scope = tenancy.required_tenant_id()
        if self.tenant_id is None:
            self.tenant_id = in_scope
        if self.tenant_id != in_scope:
            raise tenancy.NoTenantError(f"{self._meta.label} belongs to another tenant")
        super().save(*args, **kwargs)


class VersionedModel(TenantModel):
    """A row that people edit in forms: carries a version so that nobody overwrites unseen."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(TenantModel.Meta):
        abstract = True

    def next_version(self) -> Self:
        """Count up; called by the action that saves an edit."""
        self.version += 1
        return self

    def _do_update(self, base_qs: Any, *args: Any) -> Any:
        """Update only the version that was read; StaleVersionError when another stands there.

        NotAllowedNowError when the row itself is gone.
        """
        read = getattr(self, "_loaded", {}).get("version", self.version)
        updated = super()._do_update(base_qs.filter(version=read), *args)
        if not updated:
            current = type(self)._default_manager.filter(pk=self.pk).first()
            if current is None:
                raise NotAllowedNowError(
                    _("Somebody has taken this away meanwhile, so nothing was saved.")
                )
            raise StaleVersionError(current)
        return updated


class SecrecyArea(TenantModel):
    """The board or independent branch between which secrecy holds (OSL 2009:400, 8 kap. 2 §)."""

    class Regime(models.TextChoices):
        SOCIAL = "osl_26", "OSL 26 kap."
        SCHOOL = "osl_23", "OSL 23 kap."
        LABOUR = "osl_28", "OSL 28 kap."
        NORWAY = "fvl_13", "forvaltningsloven § 13"

    name = models.CharField(max_length=120)
    regime = models.CharField(max_length=10, choices=Regime, default=Regime.SOCIAL)

    def __str__(self) -> str:
        return self.name


class Organisation(VersionedModel):
    """Any party in a tenant's world: own branches, schools, authorities, associations."""

    class Kind(models.TextChoices):
        OWN = "own", _("Branch of the authority itself")
        AUTHORITY = "authority", _("Another authority")
        SCHOOL = "school", _("School or course provider")
        HEALTH = "health", _("Health care")
        ASSOCIATION = "association", _("Association")
        EMPLOYER = "employer", _("Employer")
        OTHER = "other", _("Something else")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    number = models.CharField(max_length=12, blank=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                "tenant",
                Lower("name"),
                condition=~Q(kind="employer"),
                name="organisations_listed_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Unit(VersionedModel):
    """A unit of the tenant that meets people."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name
