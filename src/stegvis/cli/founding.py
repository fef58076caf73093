"""The first rows of an installation: a tenant, and somebody who may go on from there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from stegvis.cli.errors import BadInputError
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Country, Organisation, SecrecyArea, Tenant
from stegvis.reference import places

LINK_LIFETIME = timedelta(hours=24)
LANGUAGES = {Country.SWEDEN: "sv", Country.NORWAY: "nb"}


@dataclass(frozen=True)
class Founding:
    """What the first tenant and its first administrator are called."""

    tenant: str
    country: str
    area: str
    organisation: str
    unit: str
    municipality: str
    admin_name: str
    admin_email: str


@dataclass(frozen=True)
class Founded:
    """What was made, and the link the administrator signs in with."""

    tenant: Tenant
    link: str


def found(facts: Founding, *, base_url: str) -> Founded:
    """Make all of it or nothing; BadInputError names what can't be used."""
    facts = replace(facts, country=facts.country.strip().upper())
    _judge(facts)
    by = Actor.system("init", tenant_id=None)
    with transaction.atomic():
        tenant = organisations.create_tenant(facts.tenant.strip(), country=facts.country, by=by)
        by = Actor.system("init", tenant_id=tenant.pk)
        with tenancy.tenant_scope(tenant.pk):
            token = _found_inside(tenant, facts, by)
    return Founded(tenant, base_url.rstrip("/") + reverse("accounts:link", args=[token]))


def _found_inside(tenant: Tenant, facts: Founding, by: Actor) -> str:
    regime = SecrecyArea.Regime.SOCIAL if tenant.country == "SE" else SecrecyArea.Regime.NORWAY
    area = organisations.create_secrecy_area(tenant, name=facts.area, regime=regime, by=by)
    own = organisations.create_organisation(
        tenant, name=facts.organisation or tenant.name, kind=Organisation.Kind.OWN, by=by
    )
    unit = organisations.create_unit(
        own, name=facts.unit, secrecy_area=area, municipality_code=facts.municipality, by=by
    )
    account = accounts.create_account(
        tenant,
        email=facts.admin_email,
        name=facts.admin_name,
        language=LANGUAGES[Country(tenant.country)],
        by=by,
    )
    accounts.give_role(unit, account=account, role=Role.ADMINISTRATOR, starts=clock.today(), by=by)
    return accounts.issue_link(account, expires=clock.now() + LINK_LIFETIME, by=by)


def _judge(facts: Founding) -> None:
    for field in ("tenant", "area", "unit", "admin_name"):
        if not getattr(facts, field).strip():
            raise BadInputError(f"--{field.replace('_', '-')} is empty. Say what it is called.")
    if facts.country not in Country.values:
        raise BadInputError(f"--country {facts.country} isn't known: use SE or NO.")
    if Tenant.objects.filter(name__iexact=facts.tenant.strip()).exists():
        raise BadInputError(f"There is a tenant called {facts.tenant} already. Choose a new name.")
    try:
        validate_email(facts.admin_email)
    except ValidationError as error:
        raise BadInputError(
            f"--admin-email {facts.admin_email} isn't an e-mail address. Check the spelling."
        ) from error
    if Account.objects.filter(email__iexact=facts.admin_email).exists():
        raise BadInputError(
            f"Somebody signs in with {facts.admin_email} already. Use another address."
        )
    _judge_municipality(facts.country, facts.municipality)


def _judge_municipality(country: str, code: str) -> None:
    if code and places.municipality(country, code) is None:
        raise BadInputError(
            f"--municipality {code} is no municipality of {country}. Give its four digits, such "
            "as 2183 (Bollnäs) or 3301 (Drammen), or leave it out."
        )
