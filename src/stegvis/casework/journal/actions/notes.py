"""Writing and correcting notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.journal import rules
from stegvis.casework.journal.models import LONGEST, Note
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes


@dataclass(frozen=True)
class NoteFacts:
    """What a note says."""

    kind: str
    text: str
    is_shared: bool
    happened_on: date | None = None


@action("journal.note.written", rule=rules.may_write)
def write(case: Case, *, facts: NoteFacts, by: Actor) -> Note:
    """A note in the case, internal or shared with the person."""
    _check(case, facts)
    if by.account_id is None:
        raise NotAllowedNowError(_("A note needs an author."))
    note = Note(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        author_id=by.account_id,
        kind=facts.kind,
        text=facts.text.strip(),
        is_shared=facts.is_shared,
        happened_on=facts.happened_on or clock.today(),
    )
    note.save(force_insert=True)
    return note


@action("journal.note.corrected", rule=rules.may_correct)
def correct(note: Note, *, facts: NoteFacts, seen_version: int, by: Actor) -> Note:
    """The author corrects; StaleVersionError when it was corrected in between."""
    if note.version != seen_version:
        raise StaleVersionError(note)
    _check(note.case, facts)
    note.kind = facts.kind
    note.text = facts.text.strip()
    note.is_shared = facts.is_shared
    note.happened_on = facts.happened_on or note.happened_on
    note.next_version().save()
    return note


def _check(case: Case, facts: NoteFacts) -> None:
    if not facts.text.strip():
        raise NotAllowedNowError(_("Write something in the note."), field="text")
    if len(facts.text) > LONGEST:
        raise NotAllowedNowError(
            _("A note holds 20,000 characters. Put longer texts in a document."), field="text"
        )
    if facts.happened_on and facts.happened_on > clock.today():
        raise NotAllowedNowError(_("The day can't be ahead of today."), field="happened_on")
    if not codes.is_current("note_kind", facts.kind, country=case.person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
