"""A protected identity is protected in every board that knows the number.

Which board says so, and that another one keeps a record, is told to nobody: the others are shut by
the product itself, and only that the identity is protected can be seen.
"""

from __future__ import annotations

from stegvis.casework.people import own_page, queries
from stegvis.casework.people.actions.officers import name_whoever
from stegvis.casework.people.models import BY_THE_NUMBER, Person
from stegvis.casework.people.queries import officers
from stegvis.casework.people.queries.answering import answering_units
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import everybody_working_in, working_in
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor


def highest(person: Person) -> int:
    """The strictest protection that any board's record with the person's number has."""
    levels = [other.protection for other in _others(person)]
    return max([person.protection, *levels])


def protect_everywhere(person: Person) -> None:
    """Give this record and every other with the number the strictest protection among them."""
    level = highest(person)
    if person.protection < level:
        follow(person, level=level, by=_product(person))
    protect_the_others(person)


def protect_the_others(person: Person) -> None:
    """Give every other record with the number at least the protection of this one."""
    for other in _others(person):
        if other.protection < person.protection:
            follow(other, level=person.protection, by=_product(other))


@action("people.protection.followed", rule=only_system)
def follow(person: Person, *, level: int, by: Actor) -> Person:
    """Shut the file: those who have the person keep it, and are told that something has happened.

    Whoever is signed in on the person's own page is out.
    """
    keepers = _keepers(person)
    person.protection = level
    person.next_version().save()
    name_whoever(person, keepers, reason=BY_THE_NUMBER, by=by)
    own_page.sign_out(person, by=by)
    return person


def _others(person: Person) -> list[Person]:
    """The other boards' records, held still: whoever changes one meanwhile waits for us."""
    if not person.number_index:
        return []
    rows = (
        Person.objects.select_for_update()
        .filter(number_index=person.number_index)
        .exclude(pk=person.pk)
    )
    return list(rows.order_by("pk"))


def _product(person: Person) -> Actor:
    """On nobody's behalf: the log of a board names nobody of another."""
    return Actor.system("protection", tenant_id=person.tenant_id)


def _keepers(person: Person) -> list[Account]:
    """The officers there are; where nobody is at work, whoever has the person by a lasting grant
    of their own and who answers for the unit, or everybody of the unit rather than nobody."""
    named = [officer.account for officer in person.officers.select_related("account")]
    if queries.working_officers(person).exists():
        return named
    having = everybody_working_in(person.tenant_id).filter(pk__in=officers.having(person))
    units = answering_units(person)
    answering = [one for unit_id in units for one in working_in(unit_id, RESOLVING)]
    everybody = [one for unit_id in units for one in working_in(unit_id, queries.REGISTERING)]
    found = {one.pk: one for one in (*named, *having, *answering)}
    found = found or {one.pk: one for one in everybody}
    return [one for one in found.values() if one.pk != person.staff_account_id]
