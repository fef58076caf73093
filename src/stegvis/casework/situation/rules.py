"""Who may fill in a profile."""

from __future__ import annotations

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor


def may_fill_in(person: Person, by: Actor) -> bool:
    """Whose access holds the person's situation; the person for their own."""
    people.require(person, by=by, compartment="situation")
    return True
