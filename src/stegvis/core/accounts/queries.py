"""Reading accounts: who somebody is right now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from stegvis.core import clock
from stegvis.core.accounts.code_addresses import fingerprint
from stegvis.core.accounts.models import (
    WITHOUT_PERSONS,
    Account,
    AddressChange,
    CodeAddress,
    CodeRequest,
    Membership,
    Party,
    SignInCode,
    SignInLink,
    hash_token,
)
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.organisations.models import know_tenant_of
from stegvis.core.together import fetch

Capacity = Membership | Party
"""What an account may act as."""
KEEP_LINKS = timedelta(days=1)
KEEP_CODE_REQUESTS = timedelta(days=2)
KEEP_ADDRESS_CHANGES = timedelta(days=7)
"""As long as a letter to the old address may still be on its way, and some days."""


def _current() -> Q:
    today = clock.today()
    return Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gte=today))


def current_memberships(account: Account) -> QuerySet[Membership]:
    """The account's roles today, in the tenant in scope."""
    rows = Membership.objects.filter(_current(), account=account)
    return rows.select_related("unit").order_by("starts", "pk")


def working_in(unit_id: int | None, roles: Iterable[str]) -> QuerySet[Account]:
    """Who has one of the roles in the unit today, by name."""
    today = clock.today()
    current = Q(memberships__starts__lte=today) & (
        Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=today)
    )
    rows = Account.objects.filter(
        current,
        memberships__unit_id=unit_id or 0,
        memberships__role__in=list(roles),
        is_active=True,
    )
    return rows.distinct().order_by("name", "pk")


def memberships_from_now(account: Account) -> QuerySet[Membership]:
    """The account's roles today and to come, in the tenant in scope."""
    rows = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=clock.today()))
    return rows.filter(account=account).order_by("starts", "pk")


def roles_with_persons() -> QuerySet[Membership]:
    """Every role that reaches persons, held today by somebody whose account is open."""
    rows = Membership.objects.filter(_current(), account__is_active=True)
    return rows.exclude(role__in=WITHOUT_PERSONS).order_by("pk")


def holding(roles: Iterable[str]) -> QuerySet[Account]:
    """Who has one of the roles today anywhere in the tenant in scope, by name."""
    now = Membership.objects.filter(_current(), role__in=list(roles)).values("account")
    return Account.objects.filter(pk__in=now, is_active=True).order_by("name", "pk")


def everybody_working(by: Actor) -> QuerySet[Account]:
    """Everybody with a role today in the actor's authority, by name."""
    return everybody_working_in(by.tenant_id or 0)


def everybody_working_in(tenant_id: int) -> QuerySet[Account]:
    """Everybody with a role today in the authority, by name."""
    now = Membership.objects.filter(_current()).values("account")
    rows = Account.objects.filter(pk__in=now, tenant_id=tenant_id, is_active=True)
    return rows.order_by("name", "pk")


def others_with(roles: Iterable[str], *, than: Actor) -> QuerySet[Account]:
    """Who else has one of the roles anywhere in the authority today, by name."""
    holding = Membership.objects.filter(_current(), role__in=list(roles)).values("account")
    return everybody_working(than).filter(pk__in=holding).exclude(pk=than.account_id or 0)


def current_parties(account: Account) -> QuerySet[Party]:
    """The records the account speaks for today."""
    return Party.objects.filter(_current(), account=account).order_by("pk")


def signing_in_for(kind: str, record_id: int | QuerySet[Any, Any]) -> QuerySet[Party]:
    """Who speaks for a record, or for any of several, today; the first on top."""
    records = [record_id] if isinstance(record_id, int) else record_id
    rows = Party.objects.filter(
        _current(), kind=kind, record_id__in=records, account__is_active=True
    )
    return rows.select_related("account").order_by("starts", "pk")


def vouches_for_numbers() -> str:
    """The name of the identity provider that tells identity numbers; '' when none does."""
    providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    telling = (one["name"] for one in providers if one["settings"].get("number_claim"))
    return next(telling, "")


def capacities(account: Account) -> list[Capacity]:
    """Everything the account may act as today: its roles first, then the records it speaks for."""
    return once(("capacities", account.pk), lambda: _capacities(account))


def _capacities(account: Account) -> list[Capacity]:
    roles = current_memberships(account).select_related("unit", "tenant")
    records = current_parties(account).select_related("tenant")
    fetch(roles, records)
    found: list[Capacity] = [*roles, *records]
    for one in found:
        know_tenant_of(one)
    return found


def actor_for(
    account: Account, *, membership_id: int | None = None, party_id: int | None = None
) -> Actor:
    """Who the account acts as: the chosen role or party, else the first role, else a party.

    Somebody with neither is nobody here. Needs the account's tenant in scope.
    """
    choices = capacities(account)
    wanted = [
        choice
        for choice in choices
        if (isinstance(choice, Membership) and choice.pk == membership_id)
        or (isinstance(choice, Party) and choice.pk == party_id)
    ]
    for choice in wanted + choices:
        if isinstance(choice, Membership):
            return _as_member(account, choice)
        return _as_party(account, choice)
    return Actor(tenant_id=account.tenant_id, role="none", account_id=account.pk)


def colleague_in(unit_id: int, account: Account, roles: Iterable[str]) -> Actor:
    """Who a colleague is in a unit, in one of the roles; without one there, as `actor_for` says."""
    held = current_memberships(account).filter(unit=unit_id, role__in=list(roles)).first()
    return actor_for(account, membership_id=held.pk if held else None)


def _as_party(account: Account, party: Party) -> Actor:
    return Actor(
        tenant_id=account.tenant_id,
        role=party.kind,
        account_id=account.pk,
        party_kind=party.kind,
        party_id=party.record_id,
    )


def _as_member(account: Account, membership: Membership) -> Actor:
    return Actor(
        tenant_id=account.tenant_id,
        role=membership.role,
        account_id=account.pk,
        unit_id=membership.unit_id,
        secrecy_area_id=membership.unit.secrecy_area_id,
        membership_id=membership.pk,
    )


def link_expires(token: str) -> datetime | None:
    """Until when a link that nobody has used yet works; None when it works no longer."""
    links = SignInLink.objects.filter(token_hash=hash_token(token), used_at__isnull=True)
    return links.filter(expires_at__gt=clock.now()).values_list("expires_at", flat=True).first()


def demo_links_exist() -> bool:
    """Whether the database holds sign-in links of the demo, which anybody may use."""
    return SignInLink.objects.filter(is_demo=True).exists()


def address_change(token: str) -> AddressChange | None:
    """The change of address whose link this is, while it can be confirmed."""
    return waiting_addresses().filter(token_hash=hash_token(token)).first()


def waiting_address(account: Account) -> AddressChange | None:
    """The change of the account's address that waits to be confirmed."""
    return waiting_addresses().filter(account=account).first()


def waiting_addresses() -> QuerySet[AddressChange]:
    """Every change of address that can still be confirmed."""
    rows = AddressChange.objects.filter(expires_at__gt=clock.now(), used_at__isnull=True)
    return rows.filter(account__is_active=True).select_related("account").order_by("-pk")


def old_links(now: datetime) -> QuerySet[SignInLink]:
    """Links that expired so long ago that nobody asks why they don't work."""
    return SignInLink.objects.filter(expires_at__lt=now - KEEP_LINKS)


def old_address_changes(now: datetime) -> QuerySet[AddressChange]:
    """Changes of address that expired so long ago that no letter about them is on its way."""
    return AddressChange.objects.filter(expires_at__lt=now - KEEP_ADDRESS_CHANGES)


def code_request(public_id: str) -> CodeRequest | None:
    """What a browser asked for, also when its time is up."""
    return CodeRequest.objects.filter(public_id=public_id).first()


def open_code_request(request_id: int) -> CodeRequest | None:
    """What was asked for, while its codes work."""
    return CodeRequest.objects.filter(pk=request_id, expires_at__gt=clock.now()).first()


def accounts_by_code(request: CodeRequest) -> list[Account]:
    """The open accounts that the number which was asked with leads to."""
    known = CodeAddress.objects.filter(fingerprint=request.fingerprint, account__is_active=True)
    return [one.account for one in known.select_related("account__tenant").order_by("pk")]


def usable_code(code_id: int) -> SignInCode | None:
    """A code that nobody has used yet and whose time isn't up."""
    codes = SignInCode.objects.filter(pk=code_id, used_at__isnull=True)
    in_time = codes.filter(request__expires_at__gt=clock.now(), account__is_active=True)
    return in_time.select_related("request", "account").first()


def codes_go_to(account: Account, address: str) -> bool:
    """Whether codes for the account go to this number or e-mail address."""
    known = CodeAddress.objects.filter(account=account, fingerprint=fingerprint(address))
    return known.exists()


def was_asked_with(request: CodeRequest, address: str) -> bool:
    """Whether a code was asked for with this number or e-mail address."""
    return request.fingerprint == fingerprint(address)


def old_code_requests(now: datetime) -> QuerySet[CodeRequest]:
    """What was asked for so long ago that it counts no longer."""
    return CodeRequest.objects.filter(asked_at__lt=now - KEEP_CODE_REQUESTS)
