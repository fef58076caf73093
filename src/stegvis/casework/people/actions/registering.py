"""Registering somebody: facts, number, first ways to get in touch, first officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import contact, lookups, numbers, rules
from stegvis.casework.people.actions.everywhere import (
    highest,
    note_as_learnt,
    protect_the_others,
    take_turn,
)
from stegvis.casework.people.actions.officers import name_exactly
from stegvis.casework.people.actions.reach import grant
from stegvis.casework.people.actions.shielding import check_works_here
from stegvis.casework.people.models import AT_REGISTRATION, ContactWay, Ground, Person
from stegvis.casework.people.newcomers import NewPerson
from stegvis.casework.people.queries import doubles
from stegvis.casework.people.registries import HIDDEN_DOUBLES
from stegvis.casework.people.shut_files import File, close_staff
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.core.languages import own_language
from stegvis.core.organisations.models import Unit


@action("people.person.registered", rule=rules.may_register)
def register(unit: Unit, *, facts: NewPerson, by: Actor) -> Person:
    """A new person with a number, or with a reason why there is none yet.

    `safe_way` (phone or email) names the only way that may be used. Whoever registers somebody with
    a protected identity, or somebody who works here (`staff_account`), becomes a named officer
    beside `officers`: nobody else could find the person to let them in again. A number that another
    board protects is protected here too.
    """
    take_turn(unit.tenant_id, facts.number)
    check_birth_date(facts.birth_date)
    language = facts.language or own_language(unit.tenant.country)
    check_languages([language, *facts.other_languages], country=unit.tenant.country)
    _check_colleague(unit, facts, by)
    person = Person(
        tenant=unit.tenant,
        secrecy_area=unit.secrecy_area,
        given_name=facts.given_name.strip(),
        family_name=facts.family_name.strip(),
        no_number_reason=facts.no_number_reason,
        birth_date=facts.birth_date,
        municipality_code=facts.municipality_code,
        postal_code=facts.postal_code,
        language=language,
        other_languages=facts.other_languages,
        interpreter=facts.interpreter,
        neutral_mode=facts.neutral_mode,
        protection=facts.protection,
        staff_account=facts.staff_account,
    )
    set_number(person, facts.number, by)
    _check_not_close(person, by)
    person.follow_protection(highest(person))
    save_with_number(person)
    protect_the_others(person)
    _first_contact_ways(person, facts)
    if by.account_id is not None:
        grant(
            person,
            account_id=by.account_id,
            ground=Ground.REGISTRATION,
            ends=clock.now() + timedelta(days=1),
            by=by,
        )
    if person.is_for_officers:
        _first_officers(person, facts.officers, by)
    note_as_learnt(person, by=by)
    if by.account_id is not None and not by.is_system:
        _note_hidden_doubles(person, by)
    return person


def _note_hidden_doubles(person: Person, by: Actor) -> None:
    """Let a registrar know of records it may be that whoever registers can't see."""
    for hidden in doubles.hidden_doubles_of(person, by=by):
        for _name, note in HIDDEN_DOUBLES:
            note(hidden, person, by)


def check_languages(told: Iterable[str], *, country: str) -> None:
    """NotAllowedNowError for a language that isn't in the list."""
    known = {code.code for code in codes.current("language", country=country)}
    if not known.issuperset(told):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="language")


def _first_officers(person: Person, officers: Iterable[Account], by: Actor) -> None:
    own = Account.objects.filter(pk=by.account_id or 0)
    named = {account.pk: account for account in (*own, *officers)}
    named.pop(person.staff_account_id or 0, None)
    if not named:
        raise NotAllowedNowError(
            _("Name at least one officer who may open the file."), field="officers"
        )
    name_exactly(person, named.values(), reason=AT_REGISTRATION, by=by)


def _check_not_close(person: Person, by: Actor) -> None:
    """Nobody registers themselves or their family: how they are protected elsewhere would show.

    Answered as a number that is taken, protected or not.
    """
    if not person.number_index:
        return
    close = close_staff(File.of(person)).filter(staff_account_id=by.account_id or 0)
    if close.exists():
        raise numbers.taken()


def _check_colleague(unit: Unit, facts: NewPerson, by: Actor) -> None:
    """That who works here is said of somebody who does, and by somebody else."""
    if facts.staff_account is None:
        return
    if facts.staff_account.pk == by.account_id:
        raise NotAllowedNowError(
            _("Nobody opens their own file. Let a colleague register you."), field="staff_account"
        )
    check_works_here(facts.staff_account, tenant_id=unit.tenant_id, field="staff_account")


def check_birth_date(born: date | None) -> None:
    if born is not None and born > clock.today():
        raise NotAllowedNowError(_("The birth date can't be ahead of today."), field="birth_date")


def _first_contact_ways(person: Person, facts: NewPerson) -> None:
    values = {ContactWay.Kind.PHONE: facts.phone, ContactWay.Kind.EMAIL: facts.email}
    if facts.safe_way and not values.get(ContactWay.Kind(facts.safe_way)):
        raise NotAllowedNowError(
            _("Fill in the safe way, or choose another."), field=facts.safe_way
        )
    for kind, value in values.items():
        if value:
            way = ContactWay(
                person=person,
                kind=kind,
                value=contact.checked(kind, value, field=kind),
                is_safe=kind == facts.safe_way,
            )
            way.save(force_insert=True)


def set_number(person: Person, number: str, by: Actor) -> None:
    """Validate, encrypt and index the number; the birth date follows from it."""
    if not number.strip():
        if not person.no_number_reason:
            raise NotAllowedNowError(
                _("Give the identity number, or say why there is none yet."), field="number"
            )
        return
    parsed = numbers.read(number)
    holder = lookups.look_up(parsed.normalised, area_id=person.secrecy_area_id, by=by)
    if holder is not None and holder.pk != person.pk:
        raise numbers.taken()
    person.number = parsed.normalised
    person.number_kind = parsed.kind
    person.number_index = lookups.index_for(parsed.normalised)
    person.birth_date = parsed.birth_date
    person.no_number_reason = ""


def save_with_number(person: Person) -> None:
    """Save; the same number registered in the same moment is answered as one known before."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as fault:
        if not person.number_index:
            raise
        raise numbers.taken() from fault
