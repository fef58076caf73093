"""What this room tells the desk: contacts on the timeline, and the day of the latest one."""

from __future__ import annotations

from stegvis.casework.cases.registries import Persons, Phase, Standing, TimelineEntry
from stegvis.casework.journal import queries
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
