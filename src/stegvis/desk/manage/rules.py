"""Who manages a unit, and how much of its log is looked through."""

from __future__ import annotations

from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit

RANDOM_SHARE = 0.05
RANDOM_AT_LEAST = 5
"""Of a month's readers and persons without any signal, so large a part is drawn, and so many."""


def manages(actor: Actor) -> bool:
    """A unit's manager."""
    return actor.role == Role.UNIT_MANAGER and actor.unit_id is not None


def administers(actor: Actor) -> bool:
    """The tenant's administrator, who never sees a person."""
    return actor.role == Role.ADMINISTRATOR


def may_review(unit: Unit, by: Actor) -> bool:
    """The unit's own manager."""
    return manages(by) and by.unit_id == unit.pk
