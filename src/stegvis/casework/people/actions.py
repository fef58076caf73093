"""Registering a person, changing what is known, and giving reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import erasures, queries, rules
from stegvis.casework.people.models import (
    ContactWay,
    Grant,
    Ground,
    HouseholdLink,
    InterpreterNeed,
    NamedOfficer,
    Person,
    Protection,
)
from stegvis.casework.people.registries import ERASERS
from stegvis.core import clock, encryption, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.organisations.models import Organisation, Unit
from stegvis.reference.identity import IdentityError, parse_identity

URGENT_HOURS = 24
REASON_LENGTH = range(10, 256)
EDITABLE = (
    "given_name", "family_name", "birth_date", "municipality_code", "postal_code", "language",
    "other_languages", "interpreter", "neutral_mode",
)  # fmt: skip


@dataclass(frozen=True)
class NewPerson:
    """What is known when somebody is registered."""

    given_name: str
    family_name: str
    number: str = ""
    no_number_reason: str = ""
    birth_date: date | None = None
    municipality_code: str = ""
    postal_code: str = ""
    language: str = "sv"
    other_languages: list[str] = field(default_factory=list)
    interpreter: str = InterpreterNeed.NONE
    phone: str = ""
    email: str = ""


@action("people.person.registered", rule=rules.may_register)
def register(unit: Unit, *, facts: NewPerson, by: Actor) -> Person:
    """A new person with a number, or with a reason why there is none yet."""
    person = Person(
        tenant=unit.tenant,
        secrecy_area=unit.secrecy_area,
        given_name=facts.given_name.strip(),
        family_name=facts.family_name.strip(),
        no_number_reason=facts.no_number_reason,
        birth_date=facts.birth_date,
        municipality_code=facts.municipality_code,
        postal_code=facts.postal_code,
        language=facts.language,
        other_languages=facts.other_languages,
        interpreter=facts.interpreter,
    )
    _set_number(person, facts.number)
    person.save(force_insert=True)
    for kind, value in ((ContactWay.Kind.PHONE, facts.phone), (ContactWay.Kind.EMAIL, facts.email)):
        if value:
            ContactWay(person=person, kind=kind, value=value).save(force_insert=True)
    if by.account_id is not None:
        grant(
            person,
            account_id=by.account_id,
            ground=Ground.REGISTRATION,
            ends=clock.now() + timedelta(days=1),
            by=by,
        )
    return person


def _set_number(person: Person, number: str) -> None:
    """Validate, encrypt and index the number; the birth date follows from it."""
    if not number.strip():
        if not person.no_number_reason:
            raise NotAllowedNowError(
                _("Give the identity number, or say why there is none yet."), field="number"
            )
        return
    try:
        parsed = parse_identity(number, today=clock.today())
    except IdentityError as error:
        raise NotAllowedNowError(number_fault(error.code), field="number") from error
    known = Person.objects.filter(number_index__in=queries.number_indexes(parsed.normalised))
    if known.exclude(pk=person.pk).exists():
        raise NotAllowedNowError(
            _("The number can't be registered here. A registrar resolves it."), field="number"
        )
    person.number = parsed.normalised
    person.number_kind = parsed.kind
    person.number_index = encryption.blind_index(parsed.normalised, purpose=queries.NUMBER_PURPOSE)
    person.birth_date = parsed.birth_date
    person.no_number_reason = ""


def number_fault(code: str) -> Any:
    """What is wrong with a number, in words that name the remedy."""
    sentences = {
        "length": _("An identity number has ten or twelve digits (Norway: eleven)."),
        "characters": _("An identity number has digits and perhaps a - or +, nothing else."),
        "date": _("The number begins with a date that doesn't exist."),
        "checksum": _("The last digit doesn't fit the rest. Check for a typing error."),
        "future": _("The number's birth date is in the future."),
        "interim": _("This is an interim number. Leave the number empty and choose the reason."),
    }
    return sentences.get(code, _("This isn't a valid identity number."))


@action("people.person.edited", rule=rules.may_edit)
def edit(person: Person, /, *, seen_version: int, by: Actor, **changes: Any) -> Person:
    """Change facts about the person; StaleVersionError when somebody saved in between."""
    if person.version != seen_version:
        raise StaleVersionError(person)
    for name, value in changes.items():
        if name not in EDITABLE:
            raise ValueError(f"{name} isn't edited here")
        setattr(person, name, value)
    person.next_version().save()
    return person


@action("people.number.given", rule=rules.may_edit)
def give_number(person: Person, *, number: str, by: Actor) -> Person:
    """Add the number of somebody who had none."""
    person.no_number_reason = person.no_number_reason or "none"
    _set_number(person, number)
    person.next_version().save()
    return person


@action("people.contact_way.added", rule=rules.may_edit)
def add_contact_way(
    person: Person, *, kind: str, value: str, by: Actor, is_safe: bool = False, note: str = ""
) -> ContactWay:
    """A way to get in touch; a new safe way takes over from the one before."""
    if is_safe:
        for way in person.contact_ways.filter(is_safe=True):
            way.is_safe = False
            way.save()
    way = ContactWay(person=person, kind=kind, value=value, is_safe=is_safe, note=note)
    way.save(force_insert=True)
    return way


@action("people.household.linked", rule=rules.may_edit)
def link_household(person: Person, *, other: Person, kind: str, by: Actor) -> HouseholdLink:
    """Two persons of one household; the actor must reach both."""
    queries.require(other, by=by)
    link = HouseholdLink(person=person, other=other, kind=kind)
    link.save(force_insert=True)
    return link


@action("people.person.protected", rule=rules.may_protect)
def set_protection(
    person: Person, *, level: int, officers: Iterable[Account], reason: str, by: Actor
) -> Person:
    """Set the protection of identity and name who may still open the file."""
    chosen = list(officers)
    if level != Protection.NONE and not chosen:
        raise NotAllowedNowError(_("Name at least one officer who may open the file."))
    person.protection = level
    person.next_version().save()
    for account in chosen:
        if not person.officers.filter(account=account).exists():
            NamedOfficer(person=person, account=account, reason=reason).save(force_insert=True)
    return person


@action("people.grant.given", rule=rules.may_grant)
def grant(
    person: Person,
    *,
    ground: str,
    by: Actor,
    account_id: int | None = None,
    unit: Unit | None = None,
    role: str = "",
    organisation: Organisation | None = None,
    scope: str = "full",
    purpose: str = "",
    reason: str = "",
    ends: datetime | None = None,
    source: tuple[str, int] | None = None,
) -> Grant:
    """Give reach. Called by the action that is the reason: assignment, agreement, consent."""
    kind, source_id = source or ("", None)
    new = Grant(
        person=person,
        account_id=account_id,
        unit=unit,
        role=role,
        organisation=organisation,
        scope=scope,
        purpose=purpose,
        ground=ground,
        reason=reason,
        ends=ends,
        source_kind=kind,
        source_id=source_id,
    )
    new.save(force_insert=True)
    return new


@action("people.grants.ended", rule=rules.may_grant)
def end_grants(person: Person, *, source: tuple[str, int], by: Actor, ground: str = "") -> int:
    """End what a source gave, now. Returns how many."""
    kind, source_id = source
    rows: QuerySet[Grant] = Grant.objects.filter(
        person=person, source_kind=kind, source_id=source_id
    ).exclude(ends__lte=clock.now())
    ended = [row for row in rows if not ground or row.ground == ground]
    for row in ended:
        row.ends = clock.now()
        row.save()
    return len(ended)


@action("people.person.opened_urgently", rule=rules.may_open_urgently)
def open_urgently(person: Person, *, reason: str, by: Actor) -> Grant:
    """Reach for at most 24 hours on a written reason; the manager sees it at once."""
    reason = reason.strip()
    if len(reason) not in REASON_LENGTH:
        raise NotAllowedNowError(_("Write the reason in 10 to 255 characters."), field="reason")
    if by.account_id is None or by.unit_id is None:
        raise NotAllowedNowError(_("Only a member of staff can open a file urgently."))
    return grant(
        person,
        account_id=by.account_id,
        ground=Ground.URGENT,
        reason=reason,
        ends=clock.now() + timedelta(hours=URGENT_HOURS),
        source=("unit", by.unit_id),
        by=by,
    )


@action("people.exception.reviewed", rule=rules.may_review)
def review_exception(urgent: Grant, *, by: Actor) -> Grant:
    """The manager has looked at an urgent opening."""
    urgent.reviewed_at = clock.now()
    urgent.save()
    return urgent


@action("people.person.erased", rule=rules.may_erase)
def erase(person: Person, /, *, reason: str, by: Actor) -> int:
    """Forget somebody everywhere; returns how many rows went.

    Every room removes its rows, the key to the person's values in the log is destroyed, and the
    erasure is remembered so that a restored backup forgets again. The log still says what was done
    when and by whom, with the values unreadable for ever. The reason must not name the person.
    """
    reason = reason.strip()
    if len(reason) not in REASON_LENGTH:
        raise NotAllowedNowError(_("Write the reason in 10 to 255 characters."), field="reason")
    keys.destroy(person.pk, person.tenant_id, public_id=person.public_id, reason=reason)
    removed = sum(eraser(person, by) for _name, eraser in reversed(list(ERASERS)))
    accounts.forget_party(PartyKind.PARTICIPANT, record_id=person.pk, by=by)
    removed += Person.objects.filter(pk=person.pk).delete()[0]
    transaction.on_commit(erasures.keep_file, robust=True)
    return removed


def erase_again(
    listed: Iterable[erasures.ErasedPerson], *, progress: Callable[[int, int], None]
) -> int:
    """After a restore: erase whoever on the list the database holds again; returns how many."""
    here = erasures.still_here(listed)
    for done, (tenant_id, one) in enumerate(here, start=1):
        by = Actor.system("restore", tenant_id=tenant_id)
        with tenancy.tenant_scope(tenant_id):
            person = Person.objects.get(public_id=one.person)
            erase(person, reason=one.reason, by=by)
        progress(done, len(here))
    return len(here)
