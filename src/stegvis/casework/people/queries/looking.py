"""One look at a page is one opening of the file, though a part of the page comes after it."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent

LOOK = timedelta(minutes=10)
"""So long what a page fetches belongs to the opening that the page was."""


def look_on(public_id: str, *, by: Actor, purpose: str, compartment: str, part: str = "") -> Person:
    """One person, for a part of a page that comes by itself after it. Written before it is shown.

    As a read named `part` (or as none, where the part only holds what the actor writes) when the
    actor has just opened this compartment of the file, and else as an opening like others.
    RefusedError as by `open_person`.
    """
    person = people.person_of_page(public_id, by=by, purpose=purpose, compartment=compartment)
    if not _has_just_opened(person, compartment, by):
        return people.open_person(public_id, by=by, purpose=purpose, compartment=compartment)
    if part:
        by = by.with_purpose(purpose)
        log.write_read(by, part, person, person_id=person.pk, fields=(compartment,))
    return person


def _has_just_opened(person: Person, compartment: str, by: Actor) -> bool:
    rows = AuditEvent.objects.filter(people.OPENED, tenant_id=person.tenant_id)
    own = rows.filter(person_id=person.pk, account_id=by.account_id or 0)
    lately = own.filter(at__gte=clock.now() - LOOK).order_by()
    return any(compartment in fields for fields in lately.values_list("fields", flat=True))
