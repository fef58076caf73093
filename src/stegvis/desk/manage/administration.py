"""What an administrator sees: units, accounts of staff and their roles, never a person.

An account that only speaks for a record (a participant, an employer) isn't shown: that somebody
meets the unit is itself secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from stegvis.core import clock
from stegvis.core.accounts.models import Account, AddressChange, Membership, Party
from stegvis.core.accounts.queries import waiting_address
from stegvis.core.audit.actor import Actor
from stegvis.core.collation import sort_key
from stegvis.core.notices import queries as notices
from stegvis.core.notices.models import Notice
from stegvis.core.organisations.models import Organisation, SecrecyArea, Unit
from stegvis.core.organisations.queries import country_of, listed
from stegvis.desk.manage import rules

R = TypeVar("R")


@dataclass(frozen=True)
class StaffedUnit:
    """A unit and the memberships that haven't ended."""

    unit: Unit
    members: list[Membership]


@dataclass(frozen=True)
class WaysIn:
    """How somebody signs in: the address, and one that waits; the latest link, app, identities."""

    new_address: AddressChange | None
    link: Notice | None
    has_app: bool
    identities: list[SocialAccount]


def units(actor: Actor) -> list[StaffedUnit]:
    """Every unit of the tenant, for its administrator."""
    if not rules.administers(actor):
        return []
    members: dict[int, list[Membership]] = {}
    lasting = _lasting(Membership.objects.select_related("account"))
    for member in _by_name(lasting, actor, lambda member: member.account.name):
        members.setdefault(member.unit_id, []).append(member)
    rows = Unit.objects.select_related("organisation", "secrecy_area").order_by("pk")
    found = _by_name(rows, actor, lambda unit: unit.name)
    return [StaffedUnit(unit, members.get(unit.pk, [])) for unit in found]


def _by_name(rows: Iterable[R], actor: Actor, name: Callable[[R], str]) -> list[R]:
    """In the order of the country's alphabet."""
    country = country_of(actor)
    return sorted(rows, key=lambda row: sort_key(name(row), country))


def _lasting(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    not_ended = Q(ends__isnull=True) | Q(ends__gte=clock.today())
    return rows.filter(not_ended).order_by("pk")


def staff_accounts(actor: Actor) -> QuerySet[Account]:
    """Accounts of those who work here, have worked or are to."""
    if not rules.administers(actor):
        return Account.objects.none()
    own = Account.objects.filter(tenant_id=actor.tenant_id or 0)
    works = Exists(Membership.objects.filter(account=OuterRef("pk")))
    speaks = Exists(Party.objects.filter(account=OuterRef("pk")))
    return own.filter(works | ~speaks).exclude(name="").order_by("pk")


def without_role(actor: Actor) -> list[Account]:
    """Those of them who have no role, today or ahead, or whose account is closed; by name."""
    has_role = _lasting(Membership.objects.all()).values("account")
    rows = staff_accounts(actor).exclude(pk__in=has_role, is_active=True)
    return _by_name(rows, actor, lambda account: account.name)


def roles_of(account: Account) -> QuerySet[Membership]:
    """Every role of an account, the latest first."""
    rows = Membership.objects.filter(account=account).select_related("unit")
    return rows.order_by("-starts", "-pk")


def ways_in(account: Account) -> WaysIn:
    """How the account is signed in to; no secret of it."""
    return WaysIn(
        new_address=waiting_address(account),
        link=notices.latest_link(account.pk),
        has_app=Authenticator.objects.filter(user=account, type="totp").exists(),
        identities=list(SocialAccount.objects.filter(user=account).order_by("pk")),
    )


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Branches, other authorities and partners, by name; employers are none of theirs."""
    return listed() if rules.administers(actor) else Organisation.objects.none()


def own_organisations(_actor: Actor) -> QuerySet[Organisation]:
    """Branches of the authority itself, which units belong to."""
    return Organisation.objects.filter(kind=Organisation.Kind.OWN).order_by("name", "pk")


def boards(_actor: Actor) -> QuerySet[SecrecyArea]:
    """The boards between which secrecy holds."""
    return SecrecyArea.objects.order_by("name", "pk")


@dataclass(frozen=True)
class Undelivered:
    """How many notices failed for good lately, and when the latest did."""

    count: int
    latest: date


def undelivered(actor: Actor) -> Undelivered | None:
    """What the tenant's administrator is told of notices that never arrived; not to whom."""
    if not rules.administers(actor):
        return None
    lost = list(notices.given_up().values_list("finished_at", flat=True))
    return Undelivered(len(lost), localdate(lost[0])) if lost else None
