"""Making accounts, giving roles, and signing in by link."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.models import (
    Account,
    AddressChange,
    Membership,
    Party,
    PartyKind,
    Role,
    SignInLink,
    hash_token,
)
from stegvis.core.accounts.queries import current_memberships
from stegvis.core.accounts.registries import READDRESSED
from stegvis.core.accounts.rules import (
    check_settled,
    has_worked_here,
    is_oneself,
    may_administer,
    may_administer_account,
    may_end_role,
    may_unlink,
)
from stegvis.core.audit.actions import action, anyone
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.recording import Change, required
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Tenant, Unit
from stegvis.core.public_ids import new_public_id

LINK_LIFETIME = timedelta(minutes=15)
NO_ADDRESS = "no-address.invalid"
"""The domain of accounts that are reached in another way than by e-mail (RFC 2606)."""


@action("accounts.account.created", rule=may_administer)
def create_account(
    tenant: Tenant, *, email: str, name: str, by: Actor, language: str = "sv"
) -> Account:
    """A new account without a password; it signs in by link, eID, or sets one."""
    if Account.objects.filter(email__iexact=email).exists():
        raise NotAllowedNowError(
            _("Somebody signs in with %(email)s already. Use another address.") % {"email": email},
            field="email",
        )
    account = Account(tenant=tenant, email=email.lower(), name=name, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    if not by.is_system:
        _note(account, name=(None, account.name), email=(None, account.email))
    return account


def _note(account: Account, **values: tuple[Any, Any]) -> None:
    """Write what changes of an account into the log: name → (before, after).

    Only for those who work here. An account is no domain row, which would be noted by itself: what
    a participant signs in as has no place in a log that isn't closed with the person's own key.
    """
    changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
    change = Change("accounts.account", account.pk, changed)
    required(change.model).changes.append(change)


@action("accounts.membership.given", rule=may_administer)
def give_role(
    unit: Unit, *, account: Account, role: str, by: Actor, starts: date, ends: date | None = None
) -> Membership:
    """A role in a unit from a day on."""
    if account.tenant_id != unit.tenant_id:
        raise NotAllowedNowError(_("The account belongs to another authority."))
    if account.pk == by.account_id and not by.is_system:
        raise NotAllowedNowError(_("You can't give a role to yourself. Ask another administrator."))
    if ends is not None and ends < starts:
        raise NotAllowedNowError(_("The last day can't come before the first."), field="ends")
    held = Membership.objects.filter(account=account, unit=unit, role=role)
    if ends is not None:
        held = held.filter(starts__lte=ends)
    if held.exclude(ends__lt=starts).exists():
        raise NotAllowedNowError(_("Already has this role in the unit then."), field="role")
    membership = Membership(account=account, unit=unit, role=role, starts=starts, ends=ends)
    membership.save(force_insert=True)
    return membership


@action("accounts.membership.ended", rule=may_end_role)
def end_role(membership: Membership, *, ends: date, by: Actor) -> Membership:
    """The role's last day; yesterday stops it at once."""
    if ends < membership.starts:
        raise NotAllowedNowError(_("The last day can't come before the first."), field="ends")
    if ends < clock.days_from_today(-1):
        raise NotAllowedNowError(
            _("Give yesterday to end the role at once, or a later day."), field="ends"
        )
    if membership.role == Role.ADMINISTRATOR:
        _keep_an_administrator(membership.account)
    membership.ends = ends
    membership.save()
    return membership


def _keep_an_administrator(account: Account) -> None:
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True)
    today = clock.today()
    lasting = others.filter(starts__lte=today, ends__isnull=True).exclude(account=account)
    if not lasting.exists():
        raise NotAllowedNowError(
            _("Nobody else would be left to administer. Make somebody else administrator first.")
        )


@action("accounts.account.changed", rule=may_administer_account)
def change_account(account: Account, *, name: str, language: str, by: Actor) -> Account:
    """The name shown and the language written in. The address has an action of its own."""
    _note(account, name=(account.name, name.strip()), language=(account.language, language))
    account.name, account.language = name.strip(), language
    account.save(update_fields=["name", "language"])
    return account


@action("accounts.address.proposed", rule=may_administer_account)
def propose_address(account: Account, *, email: str, expires: datetime, by: Actor) -> int:
    """Another address to sign in with, once its mailbox has confirmed it; returns the change's id.

    Until then the account stays as it is. An earlier proposal is void.
    NotAllowedNowError, at `email`, in the same sentence wherever the address is in use.
    """
    email = email.lower()
    if not account.is_active:
        raise NotAllowedNowError(_("The account is closed. Open it again first."))
    if email == account.email:
        raise NotAllowedNowError(_("They sign in with this address already."), field="email")
    _check_free(email)
    _forget_proposals(account)
    change = AddressChange(account=account, was=account.email, email=email, expires_at=expires)
    change.token_hash = hash_token(change.token)
    change.save(force_insert=True)
    _note(account, email=(account.email, email))
    return change.pk


@action("accounts.address.withdrawn", rule=may_administer_account)
def withdraw_address(account: Account, *, by: Actor) -> Account:
    """What was proposed isn't to be: its link works no longer."""
    _forget_proposals(account)
    return account


@action("accounts.address.changed", rule=anyone)
def confirm_address(change: AddressChange, *, by: Actor) -> Account:
    """The new mailbox has said yes: from now on the account signs in with it, and links sent to the
    old one are void. Of two who confirm at once, one is told that the link is spent."""
    waiting = AddressChange.objects.filter(pk=change.pk, used_at__isnull=True)
    if not waiting.update(used_at=clock.now()):
        raise NotAllowedNowError(_("The link no longer works"))
    account = change.account
    _check_free(change.email)
    SignInLink.objects.filter(account=account, used_at__isnull=True, is_demo=False).delete()
    _note(account, email=(account.email, change.email))
    account.email = change.email
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
    except IntegrityError as fault:
        raise _taken() from fault
    for _name, tell in READDRESSED:
        tell(change, by=by)
    return account


def _check_free(email: str) -> None:
    if Account.objects.filter(email__iexact=email).exists():
        raise _taken()


def _taken() -> NotAllowedNowError:
    """The same answer whoever has the address, and whatever for."""
    return NotAllowedNowError(
        _("This address can't be used here. Choose another one."), field="email"
    )


def _forget_proposals(account: Account) -> None:
    AddressChange.objects.filter(account=account, used_at__isnull=True).delete()


@action("accounts.account.closed", rule=may_administer_account)
def close_account(account: Account, *, by: Actor) -> Account:
    """Nobody signs in with it from now on, and whoever is signed in is out at the next page."""
    if current_memberships(account).filter(role=Role.ADMINISTRATOR).exists():
        _keep_an_administrator(account)
    SignInLink.objects.filter(account=account, used_at__isnull=True).delete()
    _forget_proposals(account)
    _note(account, is_active=(account.is_active, False))
    account.is_active = False
    account.save(update_fields=["is_active"])
    return account


@action("accounts.account.opened", rule=may_administer_account)
def open_account(account: Account, *, by: Actor) -> Account:
    """A closed account works again, with the roles that it has today."""
    _note(account, is_active=(account.is_active, True))
    account.is_active = True
    account.save(update_fields=["is_active"])
    return account


@action("accounts.second_factor.reset", rule=may_administer_account)
def reset_second_factor(account: Account, *, by: Actor) -> int:
    """Forget a lost authenticator app and its recovery codes; returns how many were there.

    The next sign-in asks for a new one. The password goes too, so that only the account's own
    mailbox (or the identity provider) leads in; not while that mailbox is new.
    """
    check_settled(account)
    removed: int = Authenticator.objects.filter(user_id=account.pk).delete()[0]
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return removed


@action("accounts.party.linked", rule=may_administer)
def link_party(account: Account, *, kind: str, record_id: int, by: Actor) -> Party:
    """Let an account speak for a record of its own."""
    party = Party(account=account, kind=kind, record_id=record_id, starts=clock.today())
    party.save(force_insert=True)
    return party


@action("accounts.link.issued", rule=may_administer)
def issue_link(
    account: Account,
    *,
    by: Actor,
    token: str = "",
    expires: datetime | None = None,
    is_demo: bool = False,
) -> str:
    """A sign-in link's token. An earlier link that nobody has used works no longer; a demo link,
    which can be used again, leaves the others alone."""
    token = token or secrets.token_urlsafe(24)
    if not is_demo:
        SignInLink.objects.filter(account=account, used_at__isnull=True, is_demo=False).delete()
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
    """Spend a link and return whose it is; of two who use it at once, one is told it is spent."""
    unused = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True)
    if not link.is_demo and not unused.update(used_at=clock.now()):
        raise NotAllowedNowError(_("The link no longer works"))
    return link.account


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
    AddressChange.objects.filter(account=account).delete()
    account.email = f"{account.public_id}@erased.invalid"
    account.name = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()


def let_in(
    tenant: Tenant, record: tuple[PartyKind, int], *, name: str, by: Actor, email: str = ""
) -> Account:
    """Who signs in for the record from now on: the account with the address, or a new one.

    Never the account of somebody who works here or is to: a record of its own would be a way past
    the rules of the role, and letting out empties the account.

    Called by the action of a room that knows the record and has asked its own rule; what is done
    with the account is written as the product's own, on behalf of whoever acted.
    Without an address nobody finds the account by e-mail: links lead to it by other ways.
    NotAllowedNowError, at `email`, when the address is taken or signs in for the record already.
    """
    kind, record_id = record
    system = _on_behalf_of(by)
    account = _known_to(tenant, email) if email else None
    if account is None:
        address = email or f"{new_public_id()}@{NO_ADDRESS}"
        language = "nb" if tenant.country == "NO" else "sv"
        account = create_account(
            tenant, email=address, name=name.strip(), language=language, by=system
        )
    elif Party.objects.filter(account=account, kind=kind, record_id=record_id).exists():
        raise NotAllowedNowError(_("This address signs in here already."), field="email")
    link_party(account, kind=kind, record_id=record_id, by=system)
    return account


@action("accounts.sessions.ended", rule=may_unlink)
def end_sessions(account: Account, *, by: Actor) -> Account:
    """Whoever is signed in with it is out at the next page, and no link sent before works.

    A password goes too, so that only the next link leads in.
    """
    SignInLink.objects.filter(account=account, used_at__isnull=True, is_demo=False).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return account


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


def _known_to(tenant: Tenant, email: str) -> Account | None:
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        return None
    signs_in_for_records = account.parties.exists() and not has_worked_here(account.pk)
    if account.tenant_id != tenant.pk or not account.is_active or not signs_in_for_records:
        raise _taken()
    return account


def _on_behalf_of(by: Actor) -> Actor:
    return Actor.system("parties", tenant_id=by.tenant_id, on_behalf_of=by.account_id)


@action("accounts.language.chosen", rule=is_oneself)
def choose_language(account: Account, *, language: str, by: Actor) -> Account:
    """The language somebody reads the product in from now on, on every machine."""
    if language not in dict(settings.LANGUAGES):
        raise NotAllowedNowError(_("Choose one of the languages in the list."), field="language")
    account.language = language
    account.save(update_fields=["language"])
    return account


@action("accounts.identity.linked", rule=may_administer_account)
def link_identity(account: Account, *, provider: str, subject: str, by: Actor) -> SocialAccount:
    """Let an identity at the provider, one for each, open an account whose address has settled."""
    check_settled(account)
    if SocialAccount.objects.filter(user=account, provider=provider).exists():
        raise NotAllowedNowError(_("The account already has an identity at this provider."))
    if SocialAccount.objects.filter(provider=provider, uid=subject).exists():
        raise NotAllowedNowError(_("This identity opens another account."), field="subject")
    identity = SocialAccount(user=account, provider=provider, uid=subject, extra_data={})
    identity.save(force_insert=True)
    return identity
