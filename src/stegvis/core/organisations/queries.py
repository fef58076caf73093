"""Reading the organisation: an actor's unit, and every tenant for jobs and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stegvis.core import tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.organisations.models import Organisation, Tenant, Unit


def own_unit(by: Actor) -> Unit | None:
    """The unit the actor works in, with its tenant; None for parties and the product itself."""
    if by.unit_id is None:
        return None
    return Unit.objects.select_related("tenant", "secrecy_area").filter(pk=by.unit_id).first()


def country_of(by: Actor) -> str:
    """The country whose law, numbers and names hold where the actor works; empty without tenant."""
    rows = Tenant.objects.filter(pk=by.tenant_id or 0).values_list("country", flat=True)
    return once(("country", by.tenant_id), rows.first) or ""


def organisation(organisation_id: int) -> Organisation | None:
    """An organisation of the tenant in scope, by its key."""
    return Organisation.objects.filter(pk=organisation_id).first()


def listed() -> QuerySet[Organisation]:
    """The organisations of the tenant in scope that an administrator keeps, by name.

    No employers: that one has been granted something tells that somebody is there.
    """
    rows = Organisation.objects.exclude(kind=Organisation.Kind.EMPLOYER)
    return rows.order_by("name", "pk")


@dataclass(frozen=True)
class Scope:
    """Something events and keys belong to: a tenant, or the installation itself (id 0)."""

    tenant_id: int
    name: str


def every_scope() -> list[Scope]:
    """The installation itself and every tenant, oldest first."""
    rows = Tenant.objects.order_by("pk").values_list("pk", "name")
    return [Scope(tenancy.INSTALLATION, "the installation itself"), *(Scope(*row) for row in rows)]


def tenants_exist() -> bool:
    """Whether anybody uses the installation."""
    return Tenant.objects.exists()


def tenant_called(name: str) -> Tenant | None:
    """The one tenant of a name, short name or public id; without a name the only one there is."""
    rows = Tenant.objects.all()
    if name:
        rows = rows.filter(Q(name__iexact=name) | Q(short_name__iexact=name) | Q(public_id=name))
    found = list(rows.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
