"""Who may fill in a profile."""

from __future__ import annotations

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor


def may_fill_in(person: Person, by: Actor) -> bool:
    """Whoever works with the person's situation; the person for their own."""
    return people.works_with(person, by=by, compartment="situation")
