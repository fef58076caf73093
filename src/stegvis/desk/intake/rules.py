"""Who brings a sheet of people, and how long it is kept."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit
from stegvis.desk.intake.models import Sheet

KEPT = timedelta(days=14)
"""Local routine: a sheet that nobody has done anything with for so long is removed."""


def brings(by: Actor) -> bool:
    """A manager or a registrar: they sort out numbers that are known already, and a whole list
    tells much of whom the unit meets."""
    return by.is_staff and by.role in RESOLVING


def may_send(unit: Unit, by: Actor) -> bool:
    """Those who bring, for their own unit."""
    return brings(by) and by.unit_id == unit.pk


def may_decide(sheet: Sheet, by: Actor) -> bool:
    """Whoever sent it: the rows were judged by what they may see."""
    return may_send(sheet.unit, by) and by.account_id == sheet.account_id
