"""Who may register, change and grant."""

from __future__ import annotations

from stegvis.casework.people import lookups
from stegvis.casework.people.models import ContactWay, Grant, HouseholdLink, NamedOfficer, Person
from stegvis.casework.people.queries import (
    REGISTERING,
    answers_for,
    disposal,
    is_officer_for,
    may_be_opened_urgently,
    names_without_opening,
    unattended,
    urgent,
    works_with,
)
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core.accounts.models import WITHOUT_PERSONS
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit


def may_register(unit: Unit, by: Actor) -> bool:
    """Staff of the unit whose role meets or registers people."""
    return by.is_system or (by.role in REGISTERING and by.unit_id == unit.pk)


def may_search(by: Actor) -> bool:
    """Staff whose role works with persons; nobody else learns anything of a number by asking."""
    return by.is_staff and by.role not in WITHOUT_PERSONS


def may_tell_of_look_ups(unit: Unit, by: Actor) -> bool:
    """Somebody of the unit who has asked for as many numbers as they may today."""
    return by.unit_id == unit.pk and lookups.spent(by)


def may_edit(person: Person, by: Actor) -> bool:
    """Staff whose grant holds the person's contact ways; the person themself for their own."""
    return works_with(person, by=by, compartment="contact")


def may_edit_way(way: ContactWay, by: Actor) -> bool:
    """Whoever may edit the person."""
    return may_edit(way.person, by)


def may_edit_link(link: HouseholdLink, by: Actor) -> bool:
    """Whoever may edit the person the link was made from."""
    return may_edit(link.person, by)


def may_protect(person: Person, by: Actor) -> bool:
    """A manager or registrar who reaches the person."""
    answers = answers_for(person, by=by)
    return answers and (by.is_system or by.role in RESOLVING)


def may_let_in(person: Person, by: Actor) -> bool:
    """Staff who answer for the person and keep the contact; no passing ground is enough."""
    return answers_for(person, by=by, compartment="contact") and (by.is_staff or by.is_system)


def may_name_colleague(person: Person, by: Actor) -> bool:
    """Whoever may protect the person. An administrator, who reaches nobody, never learns it."""
    return may_protect(person, by)


def may_name_officers(person: Person, by: Actor) -> bool:
    """A named officer who answers for the person; of a colleague's file also the unit's manager,
    who names who takes it and is shut out all the same."""
    if not person.is_for_officers:
        return False
    if names_without_opening(person, by=by):
        return True
    return answers_for(person, by=by) and (by.is_system or is_officer_for(person, by=by))


def may_attend(person: Person, by: Actor) -> bool:
    """The manager or registrar of the unit whose file nobody can open any more. They reach nothing
    by naming somebody, and need reach nothing to do it."""
    return unattended.is_to_attend(person, by=by)


def may_end_officer(officer: NamedOfficer, by: Actor) -> bool:
    """Whoever may name them."""
    return may_name_officers(officer.person, by)


def may_grant(person: Person, by: Actor) -> bool:
    """Grants are written by other rooms' actions, which have asked their own rule already."""
    return by.is_system or by.is_staff or by.party_kind == "participant"


def may_open_urgently(person: Person, by: Actor) -> bool:
    """Only where nothing but the missing role stands in the way, and only for case staff."""
    return may_be_opened_urgently(person, by)


def may_review(grant: Grant, by: Actor) -> bool:
    """A manager of a unit that is waited for, save who used it."""
    return urgent.may_sign(grant, by=by)


def may_erase(person: Person, by: Actor) -> bool:
    """A manager or registrar who answers for the person, the manager of the unit where the
    person's time in the files is up, or the product replaying erasures after a restore."""
    if disposal.is_due(person, by=by):
        return True
    answers = answers_for(person, by=by)
    return answers and (by.is_system or by.role in RESOLVING)
