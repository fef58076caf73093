"""What this room tells the desk: contacts on the timeline, the day of the latest one, and drafts
that end with a case."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import (
    ExitBlocker,
    Persons,
    Phase,
    Standing,
    TimelineEntry,
)
from stegvis.casework.journal import queries
from stegvis.casework.journal.models import Draft
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asking, asks


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """A contact is something that happened; it says nothing of the phase."""
    days = yield from asking(queries.last_contacts, actor, persons)
    return {person_id: Standing(Phase.AFTER, day) for person_id, day in days.items()}


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """Contacts as moments, without what was said."""
    if not people.reaches(person, by=by, compartment="journal"):
        return []
    rows = queries.notes_of(person, by=by).values_list("kind", "happened_on")
    yield (rows,)
    kinds = codes.labels("note_kind")
    return [
        TimelineEntry(row="contact", label=kinds.get(kind, kind), starts=day) for kind, day in rows
    ]


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """Notes that somebody hasn't finished: how many, never what they say."""
    n = Draft.objects.filter(case=case).count()
    if not n:
        return []
    sentence = ngettext("%(n)s unfinished note", "%(n)s unfinished notes", n) % {"n": n}
    return [ExitBlocker(sentence, does=_("thrown away: save what is to stay as a note first"))]
