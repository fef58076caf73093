"""Keeping groups, giving seats in them, and noting who came."""

from __future__ import annotations

from stegvis.casework.groups.actions.attending import note_attendance
from stegvis.casework.groups.actions.keeping import Day, GroupFacts, change, change_day, create
from stegvis.casework.groups.actions.seating import close_with_case, give_up, join, seat

__all__ = [
    "Day",
    "GroupFacts",
    "change",
    "change_day",
    "close_with_case",
    "create",
    "give_up",
    "join",
    "note_attendance",
    "seat",
]
