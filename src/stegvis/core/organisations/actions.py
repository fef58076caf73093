"""Making tenants, secrecy areas, organisations and units."""

from __future__ import annotations

from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Organisation, SecrecyArea, Tenant, Unit
from stegvis.core.organisations.rules import may_organise


@action("organisations.tenant.created", rule=only_system)
def create_tenant(name: str, *, country: str, by: Actor, short_name: str = "") -> Tenant:
    """A new responsible authority; only at the command line."""
    tenant = Tenant(name=name, country=country, short_name=short_name or name)
    tenant.save(force_insert=True)
    return tenant


@action("organisations.secrecy_area.created", rule=may_organise)
def create_secrecy_area(
    tenant: Tenant, *, name: str, by: Actor, regime: str = SecrecyArea.Regime.SOCIAL
) -> SecrecyArea:
    """A board or branch with secrecy towards the others."""
    area = SecrecyArea(tenant=tenant, name=name, regime=regime)
    area.save(force_insert=True)
    return area


@action("organisations.organisation.created", rule=may_organise)
def create_organisation(
    tenant: Tenant, *, name: str, kind: str, by: Actor, number: str = ""
) -> Organisation:
    """A party in the tenant's world."""
    organisation = Organisation(tenant=tenant, name=name, kind=kind, number=number)
    organisation.save(force_insert=True)
    return organisation


@action("organisations.unit.created", rule=may_organise)
def create_unit(
    organisation: Organisation,
    *,
    name: str,
    secrecy_area: SecrecyArea,
    by: Actor,
    municipality_code: str = "",
    address: str = "",
    phone: str = "",
) -> Unit:
    """A unit that meets people."""
    unit = Unit(
        tenant=organisation.tenant,
        organisation=organisation,
        secrecy_area=secrecy_area,
        name=name,
        municipality_code=municipality_code,
        address=address,
        phone=phone,
    )
    unit.save(force_insert=True)
    return unit


@action("organisations.unit.changed", rule=may_organise)
def change_unit(
    unit: Unit, *, name: str, municipality_code: str, address: str, phone: str, by: Actor
) -> Unit:
    """What a unit is called and where it is. Its board stays: secrecy rests on it."""
    unit.name, unit.municipality_code = name, municipality_code
    unit.address, unit.phone = address, phone
    unit.save()
    return unit
