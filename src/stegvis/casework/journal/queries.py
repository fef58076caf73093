"""Reading notes, one's own drafts and the templates; each takes the actor."""

from __future__ import annotations

import json
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.registries import Persons
from stegvis.casework.journal import rules
from stegvis.casework.journal.models import Draft, Note, NoteTemplate
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit import keys
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.core.together import Asking, asks


def notes_of(person: Person, *, by: Actor) -> QuerySet[Note]:
    """The person's notes, newest first; a participant gets those that are shared."""
    if by.party_kind == "participant":
        people.require(person, by=by)
        rows = Note.objects.filter(person=person, is_shared=True)
    else:
        people.require(person, by=by, compartment="journal")
        rows = Note.objects.filter(person=person)
    return rows.select_related("author").order_by("-happened_on", "-pk")


def note(public_id: str, *, by: Actor) -> Note | None:
    """One note that the actor may read."""
    rows = Note.objects.filter(people.about_visible(by, compartment="journal"), public_id=public_id)
    return rows.select_related("person", "case", "author").first()


@asks
def last_contacts(actor: Actor, persons: Persons) -> Asking[dict[int, date]]:
    """The day of the latest note of a contact, for persons the actor may list."""
    key = ("last contacts", actor, tuple(persons) if isinstance(persons, list) else persons)
    days = once(key, lambda: _last_contacts(actor, persons))
    yield (days,)
    return dict(days)


def _last_contacts(actor: Actor, persons: Persons) -> QuerySet[Note, tuple[int, date]]:
    rows = Note.objects.filter(
        people.about_visible(actor, compartment="journal"), person_id__in=persons
    ).exclude(kind__in=rules.WITHOUT_ANSWER)
    return rows.order_by().values_list("person_id").annotate(last=Max("happened_on"))


def silent_long_enough(by: Actor) -> Q:
    """Persons without a note since the day before which files are due."""
    rule = cases.retention_rule(by)
    day = cases.retention_day(rule) if rule else clock.today()
    later = Note.objects.filter(person=OuterRef("pk"), written_at__date__gte=day)
    return ~Q(Exists(later))


def drafts(by: Actor) -> QuerySet[Draft]:
    """What the actor is writing about persons they may still write about, the latest first."""
    rows = Draft.objects.filter(account_id=by.account_id or 0)
    rows = rows.filter(people.about_visible(by, compartment="journal"))
    return rows.select_related("person", "case").order_by("-saved_at", "-pk")


def draft(public_id: str, *, by: Actor) -> Draft | None:
    """One of the actor's own drafts."""
    return drafts(by).filter(public_id=public_id).first()


def said_in(draft: Draft) -> dict[str, str]:
    """What has been written, field by field; nothing when the person has been erased."""
    text = keys.decrypt_for(draft.person_id, draft.sealed)
    return json.loads(text) if text else {}


def left_drafts() -> QuerySet[Draft]:
    """Drafts that nobody has gone on writing for `rules.DRAFTS_KEPT`."""
    return Draft.objects.filter(saved_at__lt=clock.now() - rules.DRAFTS_KEPT)


def templates(by: Actor) -> QuerySet[NoteTemplate]:
    """The templates of the unit that the actor works in, by name."""
    rows = NoteTemplate.objects.filter(unit_id=by.unit_id or 0).select_related("unit")
    return rows.order_by("name", "pk")


def template(public_id: str, *, by: Actor) -> NoteTemplate | None:
    """A template of the unit that the actor works in."""
    return templates(by).filter(public_id=public_id).first()
