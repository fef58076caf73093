"""Whose page My day is, and its limits."""

from __future__ import annotations

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.core.audit.actor import Actor

DAYS_AHEAD = 7


def has_a_day(actor: Actor) -> bool:
    """Those who meet people."""
    return actor.role in MEETING_PEOPLE
