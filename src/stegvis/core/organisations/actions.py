"""Making tenants, secrecy areas, organisations and units."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.organisations.models import Organisation, SecrecyArea, Tenant, Unit
from stegvis.core.organisations.queries import listed
from stegvis.core.organisations.rules import may_change_organisation, may_organise


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
    """A party in the tenant's world. An employer is made by the room that knows it."""
    if not by.is_system:
        _check(name, kind)
    organisation = Organisation(tenant=tenant, name=name, kind=kind, number=number)
    return _keep(organisation)


@action("organisations.organisation.changed", rule=may_change_organisation)
def change_organisation(
    organisation: Organisation, *, name: str, kind: str, seen_version: int, by: Actor
) -> Organisation:
    """What a party is called, and what it is. A branch of the authority itself stays one: units
    belong to it, and what is handed out to it isn't handed out of the house. StaleVersionError when
    somebody saved in between."""
    if organisation.version != seen_version:
        raise StaleVersionError(organisation)
    if (organisation.kind == Organisation.Kind.OWN) != (kind == Organisation.Kind.OWN):
        raise NotAllowedNowError(
            _("A branch of the authority stays one, and nothing else becomes one."), field="kind"
        )
    _check(name, kind, but=organisation)
    organisation.name, organisation.kind = name, kind
    return _keep(organisation.next_version())


def _keep(organisation: Organisation) -> Organisation:
    """Save it; of two who give the same name at once, one is told that it is taken."""
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as fault:
        raise _taken() from fault
    return organisation


def _check(name: str, kind: str, *, but: Organisation | None = None) -> None:
    """That the name is one's own among those chosen from, and that it is no employer."""
    if kind == Organisation.Kind.EMPLOYER:
        raise NotAllowedNowError(_("Employers are kept on their own pages."), field="kind")
    others = listed() if but is None else listed().exclude(pk=but.pk)
    if others.filter(name__iexact=name).exists():
        raise _taken()


def _taken() -> NotAllowedNowError:
    return NotAllowedNowError(_("There is an organisation with this name already."), field="name")


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
    unit: Unit,
    *,
    name: str,
    municipality_code: str,
    address: str,
    phone: str,
    seen_version: int,
    by: Actor,
) -> Unit:
    """What a unit is called and where it is. Its board stays: secrecy rests on it.

    StaleVersionError when somebody saved in between.
    """
    if unit.version != seen_version:
        raise StaleVersionError(unit)
    unit.name, unit.municipality_code = name, municipality_code
    unit.address, unit.phone = address, phone
    unit.next_version().save()
    return unit
