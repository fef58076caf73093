"""Who may write and correct notes."""

from __future__ import annotations

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.journal.models import Note
from stegvis.casework.people import queries as people
from stegvis.core.audit.actor import Actor


def may_write(case: Case, by: Actor) -> bool:
    """Those who meet people and whose grant holds the journal, for more than reading."""
    works = people.works_with(case.person, by=by, compartment="journal")
    return works and (by.is_system or by.role in MEETING_PEOPLE)


def may_correct(note: Note, by: Actor) -> bool:
    """The author, while working with the person."""
    works = people.works_with(note.person, by=by, compartment="journal")
    return works and by.account_id == note.author_id
