"""Who may tell somebody something, and who sends it."""

from __future__ import annotations

from stegvis.core.accounts.models import Account
from stegvis.core.accounts.rules import may_administer
from stegvis.core.audit.actor import Actor
from stegvis.core.notices.registries import RECIPIENTS


def may_tell(to: tuple[str, int], by: Actor) -> bool:
    """Whoever acts in the tenant: the action that tells has asked its own rule first."""
    acts = by.is_system or by.is_staff or bool(by.party_kind)
    return acts and RECIPIENTS.get(to[0]) is not None


def may_send_link(account: Account, by: Actor) -> bool:
    """Staff get theirs from an administrator; a party from any member of staff, whose own action
    has asked whether they answer for its record."""
    if account.tenant_id != by.tenant_id:
        return False
    works_here = account.memberships.exists()
    return may_administer(account, by) or (by.is_staff and not works_here)
