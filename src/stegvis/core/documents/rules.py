"""Who may store and remove documents."""

from __future__ import annotations

from typing import Any

from stegvis.core.audit.actor import Actor


def may_keep(_subject: Any, by: Actor) -> bool:
    """Whoever acts in the tenant: the holding room's action has asked its own rule first."""
    return by.is_system or by.is_staff or bool(by.party_kind)
