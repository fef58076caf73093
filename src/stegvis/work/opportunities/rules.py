"""Who may offer and change places, who imports ads, and who reads the list."""

from __future__ import annotations

from typing import Any

from stegvis.core.audit.actor import Actor
from stegvis.work.employers.rules import may_keep, may_read
from stegvis.work.opportunities.models import Opportunity

__all__ = ["may_change", "may_import", "may_offer", "may_read"]


def may_offer(_subject: Any, by: Actor) -> bool:
    """Those who keep the contact with employers."""
    return may_keep(None, by)


def may_change(place: Opportunity, by: Actor) -> bool:
    """The same people, for places of our own: an ad is changed where it was published."""
    return may_keep(None, by) and place.is_own


def may_import(_subject: Any, by: Actor) -> bool:
    """The command line and nightly jobs."""
    return by.is_system
