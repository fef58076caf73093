"""Who keeps the register of employers, and who reads it."""

from __future__ import annotations

from typing import Any

from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.work.employers.models import Employer

KEEPING = (Role.COORDINATOR, Role.UNIT_MANAGER)
READING = (*KEEPING, Role.QUALITY_DEVELOPER, Role.HR)


def may_read(by: Actor) -> bool:
    """Staff who work with employers or with figures about them."""
    return by.is_system or (by.is_staff and by.role in READING)


def may_keep(_subject: Any, by: Actor) -> bool:
    """Those who meet employers: anybody who finds people a place."""
    return by.is_system or (by.is_staff and by.role in KEEPING)


def may_log(_employer: Employer, by: Actor) -> bool:
    """The same people, as themselves: a talk has somebody who had it."""
    return by.is_staff and by.role in KEEPING
