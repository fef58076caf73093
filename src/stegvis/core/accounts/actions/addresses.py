"""Another address to sign in with: proposed here, confirmed by its own mailbox."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.actions.noting import note_change
from stegvis.core.accounts.models import Account, AddressChange, SignInLink, hash_token
from stegvis.core.accounts.registries import READDRESSED
from stegvis.core.accounts.rules import may_administer_account
from stegvis.core.audit.actions import action, anyone
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


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
    forget_proposals(account)
    change = AddressChange(account=account, was=account.email, email=email, expires_at=expires)
    change.token_hash = hash_token(change.token)
    change.save(force_insert=True)
    note_change(account, email=(account.email, email))
    return change.pk


@action("accounts.address.withdrawn", rule=may_administer_account)
def withdraw_address(account: Account, *, by: Actor) -> Account:
    """What was proposed isn't to be: its link works no longer."""
    forget_proposals(account)
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
    note_change(account, email=(account.email, change.email))
    account.email = change.email
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
    except IntegrityError as fault:
        raise taken() from fault
    for _name, tell in READDRESSED:
        tell(change, by=by)
    return account


def _check_free(email: str) -> None:
    if Account.objects.filter(email__iexact=email).exists():
        raise taken()


def taken() -> NotAllowedNowError:
    """The same answer whoever has the address, and whatever for."""
    return NotAllowedNowError(
        _("This address can't be used here. Choose another one."), field="email"
    )


def forget_proposals(account: Account) -> None:
    AddressChange.objects.filter(account=account, used_at__isnull=True).delete()
