"""Who manages a unit, and how much of its log is looked through."""

from __future__ import annotations

from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit
from stegvis.desk.manage.models import Cover, Supervision

RANDOM_SHARE = 0.05
RANDOM_AT_LEAST = 5
"""Of a month's readers and persons without any signal, so large a part is drawn, and so many."""

LONGEST_COVER = 365
"""Days: whoever is away longer has somebody else's cases handed over instead."""

SIGNING = (Role.UNIT_MANAGER, Role.LOG_REVIEWER)


def manages(actor: Actor) -> bool:
    """A unit's manager."""
    return actor.role == Role.UNIT_MANAGER and actor.unit_id is not None


def administers(actor: Actor) -> bool:
    """The tenant's administrator, who never sees a person."""
    return actor.role == Role.ADMINISTRATOR


def reviews_logs(actor: Actor) -> bool:
    """Who signs what managers opened: another manager, or a reviewer the administrator appoints."""
    return actor.is_staff and actor.role in SIGNING


def may_arrange(unit: Unit, by: Actor) -> bool:
    """The unit's own manager looks after the conditions of its staff."""
    return manages(by) and by.unit_id == unit.pk


def may_change_cover(cover: Cover, by: Actor) -> bool:
    """The manager of the unit that it is in."""
    return may_arrange(cover.unit, by)


def may_change_supervision(row: Supervision, by: Actor) -> bool:
    """The manager of the unit that it is for."""
    return may_arrange(row.unit, by)


def may_review(unit: Unit, by: Actor) -> bool:
    """The unit's own manager."""
    return manages(by) and by.unit_id == unit.pk


def may_review_manager(manager: Account, by: Actor) -> bool:
    """Anybody who reviews logs in the authority, but never the manager's own openings."""
    return reviews_logs(by) and by.account_id != manager.pk and by.tenant_id == manager.tenant_id
