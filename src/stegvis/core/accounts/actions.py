"""Making accounts, giving roles, and signing in by link."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.models import Account, Membership, Party, SignInLink
from stegvis.core.accounts.rules import may_administer
from stegvis.core.audit.actions import action, anyone
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Tenant, Unit

LINK_LIFETIME = timedelta(minutes=15)


@action("accounts.account.created", rule=may_administer)
def create_account(
    tenant: Tenant, *, email: str, name: str, by: Actor, language: str = "sv"
) -> Account:
    """A new account without a password; it signs in by link, eID, or sets one."""
    account = Account(tenant=tenant, email=email.lower(), name=name, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


@action("accounts.membership.given", rule=may_administer)
def give_role(
    unit: Unit, *, account: Account, role: str, by: Actor, starts: date, ends: date | None = None
) -> Membership:
    """A role in a unit from a day on."""
    if account.tenant_id != unit.tenant_id:
        raise NotAllowedNowError(_("The account belongs to another authority."))
    membership = Membership(account=account, unit=unit, role=role, starts=starts, ends=ends)
    membership.save(force_insert=True)
    return membership


@action("accounts.party.linked", rule=may_administer)
def link_party(account: Account, *, kind: str, record_id: int, by: Actor) -> Party:
    """Let an account speak for a record of its own."""
    party = Party(account=account, kind=kind, record_id=record_id, starts=clock.today())
    party.save(force_insert=True)
    return party


@action("accounts.link.issued", rule=may_administer)
def issue_link(
    account: Account, *, by: Actor, token: str = "", expires: datetime | None = None
) -> str:
    """A sign-in link's token; given a token (the demo), it can be used again."""
    is_demo = bool(token)
    token = token or secrets.token_urlsafe(24)
    SignInLink.objects.update_or_create(
        token_hash=hash_token(token),
        defaults={
            "account": account,
            "expires_at": expires or clock.now() + LINK_LIFETIME,
            "is_demo": is_demo,
        },
    )
    return token


@action("accounts.link.used", rule=anyone)
def use_link(link: SignInLink, *, by: Actor) -> Account:
    """Spend a link and return whose it is."""
    if not link.is_demo:
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])
    return link.account


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
