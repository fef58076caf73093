"""Who may make accounts and give roles."""

from __future__ import annotations

from typing import Any

from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actor import Actor


def may_administer(_subject: Any, by: Actor) -> bool:
    """An administrator of the tenant, or the product itself."""
    return by.is_system or by.role == Role.ADMINISTRATOR


def may_unlink(_subject: Any, by: Actor) -> bool:
    """A registrar as well: forgetting a person takes their account along."""
    return may_administer(_subject, by) or by.role == Role.REGISTRAR


def is_oneself(account: Account, by: Actor) -> bool:
    """The account's own holder."""
    return by.account_id == account.pk
