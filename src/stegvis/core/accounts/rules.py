"""Who may make accounts and give roles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.models import Account, AddressChange, Membership, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

SETTLES = timedelta(hours=24)
"""How long after a change of address nobody is given a way in through the new one."""


def may_administer(_subject: Any, by: Actor) -> bool:
    """An administrator of the tenant, or the product itself."""
    return by.is_system or by.role == Role.ADMINISTRATOR


def may_administer_account(account: Account, by: Actor) -> bool:
    """An administrator of the account's authority, never for their own account: a second pair of
    eyes stands between administering and reaching persons."""
    if by.is_system:
        return True
    is_other = account.tenant_id == by.tenant_id and account.pk != by.account_id
    return is_other and may_administer(account, by) and is_staff_account(account)


def check_settled(account: Account) -> None:
    """NotAllowedNowError for `SETTLES` after a change of address: who had the old one, and the
    managers, get time to object. Else one administrator alone could take an account over by a
    mailbox of their own."""
    since = clock.now() - SETTLES
    if AddressChange.objects.filter(account=account, used_at__gt=since).exists():
        raise NotAllowedNowError(
            _(
                "The address was changed less than 24 hours ago. Wait a day, so that whoever had "
                "the old one can object."
            )
        )


def may_end_role(membership: Membership, by: Actor) -> bool:
    """An administrator, also their own."""
    return may_administer(membership, by)


def is_staff_account(account: Account) -> bool:
    """Whether the account works here, has worked or is to; a participant's account is none."""
    return account.memberships.exists() or not account.parties.exists()


def may_unlink(_subject: Any, by: Actor) -> bool:
    """A registrar as well: forgetting a person takes their account along."""
    return may_administer(_subject, by) or by.role == Role.REGISTRAR


def has_worked_here(account_id: int | None) -> bool:
    """Whether the account has, has had or is to have a role in a unit."""
    return Membership.objects.filter(account_id=account_id or 0).exists()


def is_oneself(account: Account, by: Actor) -> bool:
    """The account's own holder."""
    return by.account_id == account.pk
