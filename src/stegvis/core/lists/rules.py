"""Whose saved filters they are."""

from __future__ import annotations

from stegvis.core.audit.actor import Actor
from stegvis.core.lists.models import SavedFilter

MOST = 30
"""Filters of one list that somebody may keep: more than that nobody finds anything among."""


def is_own(saved: SavedFilter, by: Actor) -> bool:
    """Whoever saved it; a colleague whom it is shown to saves their own."""
    return by.is_staff and by.account_id == saved.account_id
