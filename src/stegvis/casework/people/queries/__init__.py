"""Reading persons. The only two ways: `visible_to` for lists, `open_person` for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import access, lookups, numbers, scopes, shut_files
from stegvis.casework.people.conditions import visible_person
from stegvis.casework.people.models import (
    ContactWay,
    Grant,
    Ground,
    HouseholdLink,
    NamedOfficer,
    Person,
)
from stegvis.casework.people.queries.merged import at_address, records_of
from stegvis.core import clock
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.together import Asking, asks

OWN_PURPOSE: dict[str, str] = {
    PartyKind.EMPLOYER: "workplace",
    PartyKind.PARTNER: "partner",
}
"""Parties that were granted something open a person on their own pages only, for this purpose."""

OPENED = Q(kind=EventKind.READ, verb__in=("people.person.opened", "documents.document.opened"))
"""The log's rows that count as opening a file: in the person's own list and in the review."""

LINK_SHOWN, LINK_SENT = "people.own_page.link_shown", "people.own_page.link_sent"
LINKS = (LINK_SHOWN, LINK_SENT)
"""The log's words for a link to a person's own page; whoever showed one held it themselves."""
SHOWED_A_LINK = Q(verb=LINK_SHOWN)

FOR_READING = (Ground.FORMER, Ground.COVER, *access.ACROSS_AREAS)
PASSING = (*FOR_READING, Ground.URGENT, Ground.GROUP)
REGISTERING = (Role.COORDINATOR, Role.UNIT_MANAGER, Role.REGISTRAR)

ASKED_FOR_A_KNOWN_NUMBER = Q(kind=EventKind.SEARCH, verb=lookups.VERB, code__in=lookups.HELD)
"""The log's rows of those who asked for a number that is known here, told of it or not."""

NAMED_IN_A_LIST = Q(kind=EventKind.SEARCH, verb=lookups.NAMED)
"""The log's rows of those whose list named somebody hidden from them, without being told."""


@dataclass(frozen=True)
class HouseholdMember:
    """Somebody of the household, and the link that says so."""

    link: HouseholdLink
    person: Person


def visible_to(actor: Actor, *, compartment: str = "name") -> QuerySet[Person]:
    """Persons the actor may list, by name in the country's order."""
    return access.visible(actor, compartment).order_by("sort_key", "pk")


def about_visible(actor: Actor, *, compartment: str = "name") -> Q:
    """That the `person` of a row is one the actor may list, as a condition.

    Asked of each row, so that a page of a long list looks up its own persons and no others.
    """
    visible = visible_person(actor, compartment)
    return Q(pk__in=[]) if visible is None else Q(person=visible)


def decide(person: Person, *, by: Actor, compartment: str = "name") -> Refusal | None:
    """The refusal that stands in the way, or None.

    An urgent need passes (`override`) only for those who register people in the same area; those
    of another area are told to `ask` instead. Of a colleague's file, the unit's manager `appoints`
    who takes it.
    """
    return _answer(access.Question(person, by, compartment))


def _answer(question: access.Question) -> Refusal | None:
    """What `decide` says, leaving what was looked up with the question."""
    refusal, by = access.ENGINE.decide(question), question.actor
    if refusal is None or refusal.silent:
        return refusal
    may = by.role in REGISTERING
    return replace(
        refusal,
        override=refusal.override and may and not question.is_across,
        ask=refusal.code in access.ASKED_ABOUT and may and question.is_across,
        appoints=refusal.code == "colleague" and _manages(question),
    )


def require(person: Person, *, by: Actor, compartment: str = "name") -> None:
    """RefusedError unless the actor may see this compartment of the person."""
    _require(access.Question(person, by, compartment))


def _require(question: access.Question) -> None:
    if (refusal := _answer(question)) is not None:
        raise RefusedError(refusal, person_public_id=question.person.public_id)


def reaches(person: Person, *, by: Actor, compartment: str = "name") -> bool:
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


def person_of_page(public_id: str, *, by: Actor, purpose: str, compartment: str = "name") -> Person:
    """The person of a page that is open already, for what it does by itself while it is: nothing
    more is shown, so nothing more is read. RefusedError as by `open_person`.
    """
    by = by.with_purpose(purpose)
    person = at_address(public_id)
    elsewhere = purpose != OWN_PURPOSE.get(by.party_kind, purpose)
    if person is None or elsewhere:
        raise RefusedError(Refusal("unknown", _("There is no such page."), silent=True))
    refusal = decide(person, by=by, compartment=compartment)
    if refusal is not None:
        error = RefusedError(refusal, person_public_id=public_id)
        log.keep_refused(by, error, subject=person, verb="people.person.opened")
        raise error
    return person


def open_person(
    public_id: str,
    *,
    by: Actor,
    purpose: str,
    compartment: str = "name",
    also: Iterable[str] = (),
) -> Person:
    """One person for a page. Writes the read before anything is shown.

    `also` names further parts that the page shows (see `held_compartments`), for the log.
    RefusedError when a rule refuses; an unknown id is refused exactly like a protected one.
    """
    by = by.with_purpose(purpose)
    person = person_of_page(public_id, by=by, purpose=purpose, compartment=compartment)
    if also:
        also = held_compartments(person, by=by).intersection(also)
    parts = (compartment, *sorted(set(also) - {compartment}))
    log.write_read(by, "people.person.opened", person, person_id=person.pk, fields=parts)
    return person


def open_listed(*, by: Actor, purpose: str, compartment: str) -> list[Person]:
    """Everybody whose compartment the actor may list, for a page that shows it of all of them.

    Each one's read is written before anything is shown, as by `open_person`.
    """
    by = by.with_purpose(purpose)
    persons = list(visible_to(by, compartment=compartment))
    log.write_reads(by, "people.person.opened", persons, fields=(compartment,))
    return persons


def known_by_number(number: str, *, by: Actor) -> Person | None:
    """Who has the number in the actor's own secrecy area, if the actor may know that."""
    indexes = numbers.indexes_of_text(number)
    rows = visible_to(by, compartment="identity").filter(secrecy_area=by.secrecy_area_id)
    return rows.filter(lookups.numbered(indexes)).first()


def closed_by_role(number: str, *, by: Actor) -> Person | None:
    """Who has the number where only a missing role keeps the actor out: an urgent need may pass.

    Asked for as seldom as `lookups` lets anybody learn that a number is known. For everybody else
    (protected, of another board, unknown) the answer and the count are one and the same.
    """
    indexes = numbers.indexes_of_text(number)
    if not indexes or lookups.spent(by):
        return None
    person = lookups.holder_in(by.secrecy_area_id, indexes)
    is_told = person is not None and may_be_opened_urgently(person, by)
    lookups.note(person, by=by, is_told=is_told)
    return person if is_told else None


def may_be_opened_urgently(person: Person, by: Actor) -> bool:
    """Whether nothing but the missing role stands in the way, and the actor is case staff."""
    refusal = decide(person, by=by)
    return refusal is not None and refusal.override


def for_urgent_opening(public_id: str, *, by: Actor) -> Person:
    """A person the actor may ask to open urgently; refused like `open_person` for anything else."""
    person = at_address(public_id)
    if person is None or not may_be_opened_urgently(person, by):
        return open_person(public_id, by=by, purpose="urgent")
    return person


def is_officer_for(person: Person, *, by: Actor) -> bool:
    """Whether the actor is a named officer for the person."""
    return access.officers(by).filter(person=person).exists()


def working_officers(person: Person) -> QuerySet[NamedOfficer]:
    """The officers who are still at work, and so can open the file."""
    return shut_files.at_work(NamedOfficer.objects.filter(person=person))


def officers_of(person: Person, *, by: Actor) -> list[NamedOfficer]:
    """Who may open the file, by name: for those who may name them."""
    if not names_without_opening(person, by=by):
        require(person, by=by)
    return list(person.officers.select_related("account", "person").order_by("account__name", "pk"))


def names_without_opening(person: Person, *, by: Actor) -> bool:
    """Whether nothing but being a colleague keeps the unit's manager from the file.

    They hold a lasting grant in the person's board, and name who takes the file.
    """
    refusal = decide(person, by=by)
    return refusal is not None and refusal.appoints


def _manages(question: access.Question) -> bool:
    """Whether the actor manages a unit that something lasting gives the person to."""
    lasting = any(grant.ground not in PASSING for grant in question.grants)
    return question.actor.role == Role.UNIT_MANAGER and lasting and not question.is_across


def to_name_officers(public_id: str, *, by: Actor) -> Person:
    """A person whose officers the actor may look at; refused like `open_person` for others."""
    person = at_address(public_id)
    if person is None or not names_without_opening(person, by=by):
        return open_person(public_id, by=by, purpose="casework")
    return person


def may_be_asked_for(person: Person, by: Actor) -> bool:
    """Whether secrecy between boards stands in the way, so that a disclosure may be asked for."""
    return bool((refusal := decide(person, by=by, compartment="log")) and refusal.ask)


def to_ask_for(public_id: str, *, by: Actor) -> Person:
    """A person of another board to ask about; refused like `open_person` for anything else."""
    person = at_address(public_id)
    if person is None or not may_be_asked_for(person, by):
        return open_person(public_id, by=by, purpose="intake", compartment="log")
    return person


def works_with(person: Person, *, by: Actor, compartment: str) -> bool:
    """Whether the actor may change, not only read.

    A former coordinator's reach is for reading, and so is what was consented to or disclosed.
    """
    return _holds_beyond(FOR_READING, person, by, compartment)


def answers_for(person: Person, *, by: Actor, compartment: str = "name") -> bool:
    """Whether the actor may also pass the person on, protect or erase.

    Never on an urgent ground: 24 hours of reach must not be able to make itself lasting.
    """
    return _holds_beyond(PASSING, person, by, compartment)


def _holds_beyond(weak: tuple[str, ...], person: Person, by: Actor, compartment: str) -> bool:
    """Whether something other than the weak grounds holds the compartment; RefusedError first."""
    question = access.Question(person, by, compartment)
    _require(question)
    held = (g.ground for g in question.grants if scopes.holds(g.scope, compartment))
    return by.is_system or question.is_own_record or any(ground not in weak for ground in held)


@asks
def contact_ways(person: Person, *, by: Actor) -> Asking[list[ContactWay]]:
    """How to reach the person: the safe way alone where there is one."""
    ways = all_contact_ways(person, by=by)
    yield (ways,)
    return [way for way in ways if way.is_safe] or list(ways)


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


def own_grants(by: Actor) -> list[Grant]:
    """What the actor was granted that is in force, of persons whom it may list, by name."""
    rows = access.held_grants(by).filter(about_visible(by))
    return list(rows.select_related("person").order_by("person__sort_key", "person_id", "pk"))


def granted_to(organisation_id: int | None) -> QuerySet[Person]:
    """Who an organisation reaches right now: for rules, which show nobody."""
    rows = _held_by(organisation_id)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("pk")


def is_granted(person: Person, *, source: tuple[str, int]) -> bool:
    """Whether a grant that the source gave is in force."""
    kind, source_id = source
    rows = Grant.objects.filter(person=person, source_kind=kind, source_id=source_id)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=clock.now())).exists()


def granted_by(kind: str, *, to: int | None) -> list[int]:
    """The sources of a kind whose grants an organisation holds right now."""
    rows = _held_by(to).filter(source_kind=kind)
    return [pk for pk in rows.values_list("source_id", flat=True) if pk is not None]


def _held_by(organisation_id: int | None) -> QuerySet[Grant]:
    now = clock.now()
    rows = Grant.objects.filter(organisation_id=organisation_id or 0, starts__lte=now)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=now))


def all_contact_ways(person: Person, *, by: Actor) -> QuerySet[ContactWay]:
    """Every way, the safe one first: for the page where they are kept up to date."""
    require(person, by=by, compartment="contact")
    return person.contact_ways.select_related("person").order_by("-is_safe", "pk")


def household_of(person: Person, *, by: Actor) -> list[HouseholdMember]:
    """Whom the person is linked to; those the actor may not list are left out."""
    require(person, by=by, compartment="contact")
    links = HouseholdLink.objects.filter(Q(person=person) | Q(other=person)).order_by("pk")
    listed = visible_to(by).filter(Q(household_in__in=links) | Q(household_out__in=links))
    reachable = {other.pk: other for other in listed}
    ends = (
        (link, link.other_id if link.person_id == person.pk else link.person_id) for link in links
    )
    return [HouseholdMember(link, reachable[pk]) for link, pk in ends if pk in reachable]


@dataclass(frozen=True)
class Opening:
    """That the file was opened on a day in a role for a purpose, perhaps several times; or, where
    `verb` is one of LINKS, that a link to the person's own page was made: it reads as the person.
    """

    day: date
    role: str
    purpose: str
    times: int
    verb: str


def openings(person: Person, *, by: Actor) -> list[Opening]:
    """When staff opened the file or made a link to the own page, newest first; roles, no names."""
    require(person, by=by, compartment="log")
    rows = (
        AuditEvent.objects.filter(tenant_id=person.tenant_id, person_id__in=records_of(person))
        .filter(OPENED | Q(verb__in=LINKS))
        .exclude(role__in=("participant", "system"))
        .annotate(day=TruncDate("at"))
        .values("day", "role", "purpose", "verb")
        .annotate(times=Count("pk"))
        .order_by("-day", "role", "purpose", "verb")
    )
    return [Opening(**row) for row in rows]
