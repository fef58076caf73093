"""Who may be forgotten: what stands in the way, and whose time in the files is up."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import access, queries
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import DUE, HINDERS
from stegvis.core.accounts.models import Role
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError


def hinders(person: Person) -> list[str]:
    """Why the person can't be erased yet, in sentences from every room."""
    return [sentence for _name, tell in HINDERS for sentence in tell(person)]


def due(by: Actor) -> QuerySet[Person]:
    """Whose time is up in the manager's unit, by name.

    Most reach has ended by then. A file that is shut for any other reason isn't listed.
    """
    if by.role != Role.UNIT_MANAGER or by.unit_id is None:
        return Person.objects.none()
    is_open = Q(Exists(access.visible(by).filter(pk=OuterRef("pk")))) | Q(
        Exists(access.unreached(by).filter(pk=OuterRef("pk")))
    )
    return Person.objects.filter(_is_due(by), is_open).order_by("sort_key", "pk")


def is_due(person: Person, *, by: Actor) -> bool:
    """Whether the manager may erase the person although their own reach has ended."""
    return due(by).filter(pk=person.pk).exists()


def _is_due(by: Actor) -> Q:
    entries = [entry(by) for _name, entry in DUE]
    return reduce(and_, entries) if entries else Q(pk__in=[])


def open_to_erase(public_id: str, *, by: Actor) -> Person:
    """A person for the page where they are erased; the read is written as by `open_person`.

    RefusedError for whoever neither reaches the person nor has them on the list of those due.
    """
    person = Person.objects.filter(public_id=public_id).first()
    if person is None or not is_due(person, by=by):
        return queries.open_person(public_id, by=by, purpose="disposal")
    by = by.with_purpose("disposal")
    log.write_read(by, "people.person.opened", person, person_id=person.pk, fields=("name",))
    return person


def of_installation(public_id: str) -> Person:
    """A person of the tenant in scope, for whoever keeps the installation."""
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise RefusedError(Refusal("unknown", _("There is no such person.")))
    return person
