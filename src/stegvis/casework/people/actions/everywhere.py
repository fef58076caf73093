"""A protected identity is protected in every board that knows the number.

Only what a board has decided itself spreads. Who decided is told to nobody: the others are shut by
the product. Whoever has the person there sees it happen, and can conclude that another board of the
authority knows the number; docs/decisions/a-record-in-each-board.md says why that is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db import IntegrityError, transaction

from stegvis.casework.people import lookups, numbers, own_page, queries
from stegvis.casework.people.actions.officers import name_whoever
from stegvis.casework.people.models import BY_THE_NUMBER, Person
from stegvis.casework.people.queries import officers
from stegvis.casework.people.queries.answering import answering_units
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.casework.people.shut_files import File, close_staff
from stegvis.core import fingerprints, turns
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import everybody_working_in, working_in
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.fingerprints import BlindIndex
from stegvis.core.organisations.models import TenantModel


def take_turn(tenant_id: int, *written: str) -> None:
    """Until the transaction ends nobody else reads or changes what holds for these numbers, and the
    records of each have one fingerprint.

    Called before anything is read or written; what isn't a number has no turn.
    """
    found = [number for text in written if (number := numbers.normalised(text))]
    _hold(tenant_id, found)
    for number in fingerprints.apart(NUMBERS, found, tenant_id=tenant_id):
        _bring_together(number, tenant_id)


def _hold(tenant_id: int, found: Iterable[str]) -> None:
    turns.take(
        *(
            f"person number {tenant_id} {index}"
            for number in found
            for index in numbers.indexes(number)
        )
    )


def _bring_together(number: str, tenant_id: int) -> None:
    """Mend what a process with fewer data keys took apart. Two records in one board stay as they
    are, for a registrar to resolve."""
    with suppress(IntegrityError), transaction.atomic():
        fingerprints.unite(NUMBERS, number, tenant_id=tenant_id)


def _protect_alike(records: list[int]) -> None:
    """Let protection follow between records that didn't know of each other until now."""
    for person in Person.objects.filter(pk__in=records).order_by("pk"):
        protect_the_others(person)


NUMBERS = fingerprints.INDEXES.register(
    "numbers",
    BlindIndex(Person, "number_index", "number", numbers.PURPOSE, _hold, _protect_alike),
)


def keep_numbers(name: str, model: type[TenantModel]) -> None:
    """Let another table keep numbers as persons do (`number` and `number_index`): renewed with
    theirs, and compared by the same fingerprints."""
    index = BlindIndex(model, "number_index", "number", numbers.PURPOSE, _hold, lambda _keys: None)
    fingerprints.INDEXES.register(name, index)


def highest(person: Person) -> int:
    """The strictest protection that any board has decided itself for the person's number."""
    levels = [other.own_protection for other in _others(person)]
    return max([person.own_protection, *levels])


def follow_the_number(person: Person, *, was: str, may_open: bool) -> None:
    """After a number was given: give this record and the others the strictest protection decided.

    `was` is the number before. What was followed from a wrong number is let go only if whoever
    put it right `may_open` a protected file: for anybody else the file stays shut until they do.
    """
    level = highest(person)
    if person.protection < level:
        follow(person, level=level, by=_product(person))
    elif person.protection > level and was != person.number and may_open:
        let_go(person, level=level, by=_product(person))
    protect_the_others(person)


def note_as_learnt(person: Person, *, by: Actor) -> None:
    """Whoever gave the number and sees the file shut by it has learnt that another board knows it:
    that counts, and is drawn for review, like any number that is known.

    The row is about the board's own record and has the same words; it says nothing of where.
    """
    if highest(person) > person.own_protection:
        lookups.note(person, by=by)


def protect_the_others(person: Person) -> None:
    """Give every other record with the number at least what this board has decided itself."""
    for other in _others(person):
        if other.protection < person.own_protection:
            follow(other, level=person.own_protection, by=_product(other))


def hand_on(person: Person) -> None:
    """Before a record goes: what its board had decided is from now on the followers' own."""
    for other in _others(person):
        level = min(person.own_protection, other.protection)
        if other.own_protection < level:
            keep(other, level=level, by=_product(other))


@action("people.protection.followed", rule=only_system)
def follow(person: Person, *, level: int, by: Actor) -> Person:
    """Shut the file: those who have the person keep it, and are told that something has happened.

    Whoever is signed in on the person's own page is out.
    """
    keepers = _keepers(person)
    person.follow_protection(level)
    person.next_version().save()
    name_whoever(person, keepers, reason=BY_THE_NUMBER, by=by)
    own_page.sign_out(person, by=by)
    return person


@action("people.protection.let_go", rule=only_system)
def let_go(person: Person, *, level: int, by: Actor) -> Person:
    """Follow a milder level, or none; where nothing shuts the file any longer, nobody is named."""
    person.follow_protection(level)
    person.next_version().save()
    if not person.is_for_officers:
        name_whoever(person, [], reason=BY_THE_NUMBER, by=by)
    return person


@action("people.protection.kept", rule=only_system)
def keep(person: Person, *, level: int, by: Actor) -> Person:
    """Take a level that was followed for the board's own; what holds remains."""
    person.own_milder_protection = level if level < person.protection else None
    person.next_version().save()
    return person


def _others(person: Person) -> list[Person]:
    """The other boards' records, held still: whoever changes one meanwhile waits for us."""
    rows = (
        Person.objects.select_for_update()
        .filter(number_index__in=numbers.indexes_of(person))
        .exclude(pk=person.pk)
    )
    return list(rows.order_by("pk"))


def _product(person: Person) -> Actor:
    """On nobody's behalf: the log of a board names nobody of another."""
    return Actor.system("protection", tenant_id=person.tenant_id)


def _keepers(person: Person) -> list[Account]:
    """The officers there are; where nobody is at work, whoever has the person by a lasting grant
    of their own and who answers for the unit, or everybody of the unit rather than nobody. Never
    somebody whom the file is too close to: they couldn't open it."""
    named = [officer.account for officer in person.officers.select_related("account")]
    if queries.working_officers(person).exists():
        return named
    having = everybody_working_in(person.tenant_id).filter(pk__in=officers.having(person))
    units = answering_units(person)
    answering = [one for unit_id in units for one in working_in(unit_id, RESOLVING)]
    everybody = [one for unit_id in units for one in working_in(unit_id, queries.REGISTERING)]
    close = set(close_staff(File.of(person)).values_list("staff_account_id", flat=True))
    for some in ((*named, *having, *answering), everybody):
        found = {one.pk: one for one in some if one.pk not in close}
        if found:
            return list(found.values())
    return []
