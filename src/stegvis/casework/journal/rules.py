"""Who may write and correct notes, and keep templates; how long a draft is kept."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.journal.models import Draft, Note, NoteTemplate
from stegvis.casework.people import queries as people
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit

DRAFTS_KEPT = timedelta(days=30)
"""Local routine: what nobody has gone on writing for so long is thrown away."""

WITHOUT_ANSWER = ("attempt",)
"""Kinds of notes that are no contact: nobody answered."""


def may_write(case: Case, by: Actor) -> bool:
    """Those who meet people and whose grant holds the journal, for more than reading."""
    works = people.works_with(case.person, by=by, compartment="journal")
    return works and (by.is_system or by.role in MEETING_PEOPLE)


def may_correct(note: Note, by: Actor) -> bool:
    """The author, while working with the person."""
    works = people.works_with(note.person, by=by, compartment="journal")
    return works and by.account_id == note.author_id


def may_drop(draft: Draft, by: Actor) -> bool:
    """Whoever wrote it, also when they no longer work with the person."""
    return by.account_id is not None and by.account_id == draft.account_id


def may_keep_templates(unit: Unit, by: Actor) -> bool:
    """The unit's manager."""
    return by.role == Role.UNIT_MANAGER and by.unit_id == unit.pk


def may_change_template(template: NoteTemplate, by: Actor) -> bool:
    """The manager of the template's unit."""
    return may_keep_templates(template.unit, by)
