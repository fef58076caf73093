"""Who may be forgotten: what stands in the way, and whose time in the files is up."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import queries
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import DUE, HINDERS
from stegvis.core.accounts.models import Role
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError


def hinders(person: Person) -> list[str]:
    """Why the person can't be erased yet, in sentences from every room."""
    return [sentence for _name, tell in HINDERS for sentence in tell(person)]


def due(by: Actor) -> list[Person]:
    """Whose time is up in the manager's unit, by name.

    Most reach has ended by then. A file that is shut for any other reason isn't listed.
    """
    if by.role != Role.UNIT_MANAGER or by.unit_id is None:
        return []
    rows = Person.objects.filter(_is_due(by), tenant_id=by.tenant_id or 0)
    return [one for one in rows.order_by("sort_key", "pk") if _is_open_for_this(one, by)]


def is_due(person: Person, *, by: Actor) -> bool:
    """Whether the manager may erase the person although their own reach has ended."""
    if by.role != Role.UNIT_MANAGER or by.unit_id is None:
        return False
    rows = Person.objects.filter(_is_due(by), tenant_id=by.tenant_id or 0, pk=person.pk)
    return rows.exists() and _is_open_for_this(person, by)


def _is_due(by: Actor) -> Q:
    entries = [entry(by) for _name, entry in DUE]
    return reduce(and_, entries) if entries else Q(pk__in=[])


def _is_open_for_this(person: Person, by: Actor) -> bool:
    refusal = queries.decide(person, by=by)
    return refusal is None or refusal.override


def open_to_erase(public_id: str, *, by: Actor) -> Person:
    """A person for the page where they are erased; the read is written as by `open_person`.

    RefusedError for whoever neither reaches the person nor has them on the list of those due.
    """
    person = Person.objects.filter(public_id=public_id).first()
    if person is None or not is_due(person, by=by):
        return queries.open_person(public_id, by=by, purpose="disposal")
    by = by.with_purpose("disposal")
    log.write_read(by, "people.person.opened", person, person_id=person.pk, fields=("identity",))
    return person


def of_installation(public_id: str) -> Person:
    """A person of the tenant in scope, for whoever keeps the installation."""
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise RefusedError(Refusal("unknown", _("There is no such person.")))
    return person
