"""Who signs in for a record of their own: let in, signed out, let out and emptied."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.actions.accounts import create_account
from stegvis.core.accounts.actions.addresses import taken
from stegvis.core.accounts.models import (
    Account,
    AddressChange,
    CodeAddress,
    Party,
    PartyKind,
    SignInCode,
    SignInLink,
)
from stegvis.core.accounts.rules import has_worked_here, may_administer, may_unlink
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.languages import own_language, pages_of
from stegvis.core.organisations.models import Tenant
from stegvis.core.public_ids import new_public_id
from stegvis.web import languages

NO_ADDRESS = "no-address.invalid"
"""The domain of accounts that are reached in another way than by e-mail (RFC 2606)."""


@action("accounts.party.linked", rule=may_administer)
def link_party(account: Account, *, kind: str, record_id: int, by: Actor) -> Party:
    """Let an account speak for a record of its own."""
    party = Party(account=account, kind=kind, record_id=record_id, starts=clock.today())
    party.save(force_insert=True)
    return party


@action("accounts.party.moved", rule=only_system)
def move_party(kind: str, *, record_id: int, to: int, by: Actor) -> int:
    """Let a record's accounts speak for another record of the same one; where that has its own
    already, they are unlinked. Returns how many moved."""
    if Party.objects.filter(kind=kind, record_id=to).exists():
        forget_party(kind, record_id=record_id, by=by)
        return 0
    return Party.objects.filter(kind=kind, record_id=record_id).update(record_id=to)


@action("accounts.party.forgotten", rule=may_unlink)
def forget_party(kind: str, *, record_id: int, by: Actor, only: Account | None = None) -> int:
    """Unlink a record's accounts, or the one named, and empty those that have nothing else.

    Returns how many were unlinked.
    """
    parties = Party.objects.filter(kind=kind, record_id=record_id)
    if only is not None:
        parties = parties.filter(account=only)
    accounts = list(Account.objects.filter(parties__in=parties).distinct().order_by("pk"))
    parties.delete()
    for account in accounts:
        if not account.memberships.exists() and not account.parties.exists():
            _empty(account)
    return len(accounts)


def _empty(account: Account) -> None:
    """Nobody signs in with it again and it names nobody; rows that it wrote keep their key."""
    EmailAddress.objects.filter(user_id=account.pk).delete()
    SocialAccount.objects.filter(user_id=account.pk).delete()
    Authenticator.objects.filter(user_id=account.pk).delete()
    SignInLink.objects.filter(account=account).delete()
    _end_codes(account)
    AddressChange.objects.filter(account=account).delete()
    account.email = f"{account.public_id}@erased.invalid"
    account.name = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()


def let_in(
    tenant: Tenant,
    record: tuple[PartyKind, int],
    *,
    name: str,
    by: Actor,
    email: str = "",
    language: str = "",
) -> Account:
    """Who signs in for the record from now on: the account with the address, or a new one.

    Never the account of somebody who works here or is to: a record of its own would be a way past
    the rules of the role, and letting out empties the account.

    Called by the action of a room that knows the record and has asked its own rule; what is done
    with the account is written as the product's own, on behalf of whoever acted.
    Without an address nobody finds the account by e-mail: links lead to it by other ways.
    A new account reads in `language` where there are pages in it, else in the country's.
    NotAllowedNowError, at `email`, when the address is taken or signs in for the record already.
    """
    kind, record_id = record
    system = _on_behalf_of(by)
    account = _known_to(tenant, email) if email else None
    if account is None:
        address = email or f"{new_public_id()}@{NO_ADDRESS}"
        wanted, usual = pages_of(language), pages_of(own_language(tenant.country))
        reads = wanted if wanted in languages.BY_CODE else usual
        account = create_account(
            tenant, email=address, name=name.strip(), language=reads, by=system
        )
    elif Party.objects.filter(account=account, kind=kind, record_id=record_id).exists():
        raise NotAllowedNowError(_("This address signs in here already."), field="email")
    link_party(account, kind=kind, record_id=record_id, by=system)
    return account


def _known_to(tenant: Tenant, email: str) -> Account | None:
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        return None
    signs_in_for_records = account.parties.exists() and not has_worked_here(account.pk)
    if account.tenant_id != tenant.pk or not account.is_active or not signs_in_for_records:
        raise taken()
    return account


@action("accounts.sessions.ended", rule=may_unlink)
def end_sessions(account: Account, *, by: Actor) -> Account:
    """Whoever is signed in with it is out at the next page, and no link or code sent before works.

    A password goes too, so that only the next link leads in.
    """
    SignInLink.objects.filter(account=account, used_at__isnull=True, is_demo=False).delete()
    _end_codes(account)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return account


def _end_codes(account: Account) -> None:
    SignInCode.objects.filter(account=account).delete()
    CodeAddress.objects.filter(account=account).delete()


def sign_out_everywhere(record: tuple[PartyKind, int], *, by: Actor) -> None:
    """End every session and unused link of those who sign in for the record; they may come back.

    Called, like `let_in`, by the action of a room that knows the record.
    """
    kind, record_id = record
    for party in Party.objects.filter(kind=kind, record_id=record_id).order_by("pk"):
        end_sessions(party.account, by=_on_behalf_of(by))


def let_out(record: tuple[PartyKind, int], *, account: Account, by: Actor) -> None:
    """Nobody signs in for the record with the account from now on, not with a link sent before."""
    kind, record_id = record
    forget_party(kind, record_id=record_id, only=account, by=_on_behalf_of(by))


def _on_behalf_of(by: Actor) -> Actor:
    return Actor.system("parties", tenant_id=by.tenant_id, on_behalf_of=by.account_id)
