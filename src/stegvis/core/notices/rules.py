"""Who may tell somebody something, and who sends it."""

from __future__ import annotations

from stegvis.core.audit.actor import Actor
from stegvis.core.notices.registries import RECIPIENTS


def may_tell(to: tuple[str, int], by: Actor) -> bool:
    """Whoever acts in the tenant: the action that tells has asked its own rule first."""
    acts = by.is_system or by.is_staff or bool(by.party_kind)
    return acts and RECIPIENTS.get(to[0]) is not None
