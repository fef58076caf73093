"""Whose page My day is, and its limits."""

from __future__ import annotations

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.audit.actor import Actor

DAYS_AHEAD = 7
WITHOUT_STEP_SHOWN = 5

ROLE_NAMES = {str(code): label for code, label in (*Role.choices, *PartyKind.choices)}
"""What somebody is called here; an account without a role has no name."""


OWN_PAGES: dict[str, str] = {
    PartyKind.PARTICIPANT: "me:home",
    PartyKind.EMPLOYER: "workplace:home",
    PartyKind.PARTNER: "partner:home",
}
"""Where a party begins."""


def has_a_day(actor: Actor) -> bool:
    """Those who meet people."""
    return actor.role in MEETING_PEOPLE
