"""Reading persons. The only two ways: `visible_to` for lists, `open_person` for a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import access, scopes
from stegvis.casework.people.models import ContactWay, Grant, Ground, Person
from stegvis.core import clock, encryption
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind
from stegvis.core.audit.refusals import Refusal, RefusedError

NUMBER_PURPOSE = "person number"


def visible_to(actor: Actor, *, compartment: str = "identity") -> QuerySet[Person]:
    """Persons the actor may list, by name in the country's order."""
    return access.visible(actor, compartment).order_by("sort_key", "pk")


def decide(person: Person, *, by: Actor, compartment: str = "identity") -> Refusal | None:
    """The refusal that stands in the way, or None."""
    return access.ENGINE.decide(access.Question(person, by, compartment))


def require(person: Person, *, by: Actor, compartment: str = "identity") -> None:
    """RefusedError unless the actor may see this compartment of the person."""
    refusal = decide(person, by=by, compartment=compartment)
    if refusal is not None:
        raise RefusedError(refusal, person_public_id=person.public_id)


def reaches(person: Person, *, by: Actor, compartment: str = "identity") -> bool:
    """`require` as a question, for rules of actions."""
    return decide(person, by=by, compartment=compartment) is None


def held_compartments(person: Person, *, by: Actor) -> frozenset[str]:
    """The parts of the person that the actor may see now; a page shows these and no others."""
    question, held = access.Question(person, by), set()
    for compartment in scopes.COMPARTMENTS:
        question.compartment = compartment
        if access.ENGINE.decide(question) is None:
            held.add(compartment)
    return frozenset(held)


def open_person(
    public_id: str,
    *,
    by: Actor,
    purpose: str,
    compartment: str = "identity",
    also: Iterable[str] = (),
) -> Person:
    """One person for a page. Writes the read before anything is shown.

    `also` names further parts that the page shows (see `held_compartments`), for the log.
    RefusedError when a rule refuses; an unknown id is refused exactly like a protected one.
    """
    by = by.with_purpose(purpose)
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise RefusedError(Refusal("unknown", _("There is no such page."), silent=True))
    refusal = decide(person, by=by, compartment=compartment)
    if refusal is not None:
        log.keep_refusal(by, refusal, subject=person, verb="people.person.opened")
        raise RefusedError(refusal, person_public_id=public_id)
    if also:
        also = held_compartments(person, by=by).intersection(also)
    parts = (compartment, *sorted(set(also) - {compartment}))
    log.write_read(by, "people.person.opened", person, person_id=person.pk, fields=parts)
    return person


def search(text: str, *, by: Actor, limit: int = 20) -> list[Person]:
    """Persons the actor may list whose name, or exact number, fits; the search is logged."""
    words = text.split()
    rows = visible_to(by)
    if not words:
        return []
    number = Q(number_index__in=number_indexes(text)) if _looks_like_number(text) else Q()
    names = Q()
    for word in words:
        names &= Q(given_name__icontains=word) | Q(family_name__icontains=word)
    log.write_event(by, EventKind.SEARCH, "people.person.searched", detail={"length": len(text)})
    return list(rows.filter(number or names)[:limit])


def _looks_like_number(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 10


def number_indexes(number: str) -> list[str]:
    """Fingerprints to look a normalised or written number up by."""
    digits = "".join(char for char in number if char.isdigit())
    return encryption.blind_indexes(digits, purpose=NUMBER_PURPOSE)


def contact_ways(person: Person, *, by: Actor) -> list[ContactWay]:
    """How to reach the person: the safe way alone where there is one."""
    require(person, by=by, compartment="contact")
    ways = list(person.contact_ways.order_by("-is_safe", "pk"))
    return [way for way in ways if way.is_safe] or ways


def grants_in_force(person: Person, *, by: Actor) -> QuerySet[Grant]:
    """Who reaches the person right now, the longest-standing first."""
    require(person, by=by, compartment="log")
    now = clock.now()
    rows = Grant.objects.filter(person=person, starts__lte=now)
    return (
        rows.filter(Q(ends__isnull=True) | Q(ends__gt=now))
        .select_related("account", "unit", "organisation")
        .order_by("starts", "pk")
    )


def exceptions_to_review(actor: Actor) -> QuerySet[Grant]:
    """Urgent openings in the manager's unit that nobody has looked at yet."""
    return (
        Grant.objects.filter(ground=Ground.URGENT, reviewed_at__isnull=True)
        .filter(source_kind="unit", source_id=actor.unit_id)
        .select_related("person", "account")
        .order_by("starts", "pk")
    )
