"""Who may build the organisation."""

from __future__ import annotations

from typing import Any

from stegvis.core.audit.actor import Actor


def may_organise(_subject: Any, by: Actor) -> bool:
    """An administrator of the tenant, or the product itself."""
    return by.is_system or by.role == "administrator"
