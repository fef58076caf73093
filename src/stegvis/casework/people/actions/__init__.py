"""Registering a person, changing what is known, and giving reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import contact, erasures, lookups, numbers, queries, rules
from stegvis.casework.people.actions.shielding import (
    name_colleague as name_colleague,
)
from stegvis.casework.people.actions.shielding import (
    set_protection as set_protection,
)
from stegvis.casework.people.models import (
    ContactWay,
    Grant,
    Ground,
    HouseholdLink,
    NamedOfficer,
    Person,
)
from stegvis.casework.people.newcomers import NewPerson as NewPerson
from stegvis.casework.people.registries import ERASERS
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.forms.fields import whole_reason
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Organisation, Unit

URGENT_HOURS = 24
AT_REGISTRATION = "registration"
TOLD = "people.number.limit_told"
EDITABLE = (
    "given_name", "family_name", "birth_date", "municipality_code", "postal_code", "language",
    "other_languages", "interpreter", "neutral_mode",
)  # fmt: skip


@action("people.person.registered", rule=rules.may_register)
def register(unit: Unit, *, facts: NewPerson, by: Actor) -> Person:
    """A new person with a number, or with a reason why there is none yet.

    `safe_way` (phone or email) names the only way that may be used. Whoever registers somebody with
    a protected identity becomes a named officer beside `officers`, and keeps their reach: nobody
    else could find the person to let them in again.
    """
    _check_birth_date(facts.birth_date)
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
        neutral_mode=facts.neutral_mode,
        protection=facts.protection,
    )
    _set_number(person, facts.number, by)
    _save_with_number(person)
    _first_contact_ways(person, facts)
    if by.account_id is not None:
        grant(
            person,
            account_id=by.account_id,
            ground=Ground.REGISTRATION,
            ends=None if person.is_protected else clock.now() + timedelta(days=1),
            by=by,
        )
    if person.is_protected:
        _first_officers(person, facts.officers, by)
    return person


def _first_officers(person: Person, officers: Iterable[Account], by: Actor) -> None:
    named = {account.pk for account in officers} | {by.account_id} - {None}
    if not named:
        raise NotAllowedNowError(
            _("Name at least one officer who may open the file."), field="officers"
        )
    for account_id in sorted(pk for pk in named if pk is not None):
        NamedOfficer(person=person, account_id=account_id, reason=AT_REGISTRATION).save(
            force_insert=True
        )
        if account_id != by.account_id:
            notices.tell(("account", account_id), text="task", by=by)


def _check_birth_date(born: date | None) -> None:
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


def _set_number(person: Person, number: str, by: Actor) -> None:
    """Validate, encrypt and index the number; the birth date follows from it."""
    if not number.strip():
        if not person.no_number_reason:
            raise NotAllowedNowError(
                _("Give the identity number, or say why there is none yet."), field="number"
            )
        return
    parsed = numbers.read(number)
    holder = lookups.look_up(parsed.normalised, by=by)
    if holder is not None and holder.pk != person.pk:
        raise numbers.taken()
    person.number = parsed.normalised
    person.number_kind = parsed.kind
    person.number_index = numbers.index(parsed.normalised)
    person.birth_date = parsed.birth_date
    person.no_number_reason = ""


def _save_with_number(person: Person) -> None:
    """Save; the same number registered in the same moment is answered as one known before."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as fault:
        if not person.number_index:
            raise
        raise numbers.taken() from fault


@action("people.person.edited", rule=rules.may_edit)
def edit(person: Person, /, *, seen_version: int, by: Actor, **changes: Any) -> Person:
    """Change facts about the person; StaleVersionError when somebody saved in between."""
    if person.version != seen_version:
        raise StaleVersionError(person)
    _check_birth_date(changes.get("birth_date"))
    for name, value in changes.items():
        if name not in EDITABLE:
            raise ValueError(f"{name} isn't edited here")
        setattr(person, name, value)
    person.next_version().save()
    return person


@action("people.number.given", rule=rules.may_edit)
def give_number(person: Person, *, number: str, by: Actor) -> Person:
    """Add the number of somebody who had none, or put right one that was mistyped."""
    person.no_number_reason = ""
    _set_number(person, number, by)
    person.next_version()
    _save_with_number(person)
    return person


@action(TOLD, rule=rules.may_tell_of_look_ups)
def tell_of_look_ups(unit: Unit, *, by: Actor) -> int:
    """Tell the unit's managers and registrars that somebody has asked for many numbers today.

    Once a day for each account; returns how many were told.
    """
    if lookups.of_today(by, TOLD).exists():
        return 0
    return len(notices.tell_roles(unit.pk, rules.RESOLVING, text="review", by=by))


@action("people.contact_way.added", rule=rules.may_edit)
def add_contact_way(
    person: Person, *, kind: str, value: str, by: Actor, is_safe: bool = False, note: str = ""
) -> ContactWay:
    """A way to get in touch; a new safe way takes over from the one before."""
    value = contact.checked(kind, value, field="value")
    if is_safe:
        _no_safe_way(person)
    way = ContactWay(person=person, kind=kind, value=value, is_safe=is_safe, note=note.strip())
    way.save(force_insert=True)
    return way


@action("people.contact_way.made_safe", rule=rules.may_edit_way)
def use_only(way: ContactWay, *, by: Actor) -> ContactWay:
    """From now on this is the only way that may be used."""
    _no_safe_way(way.person)
    way.is_safe = True
    way.save()
    return way


@action("people.contact_way.safety_lifted", rule=rules.may_edit_way)
def use_any(way: ContactWay, *, by: Actor) -> ContactWay:
    """The person says that every way may be used again."""
    way.is_safe = False
    way.save()
    return way


@action("people.contact_way.removed", rule=rules.may_edit_way)
def remove_contact_way(way: ContactWay, *, by: Actor) -> Person:
    """A way that no longer leads to the person. The safe one has to be replaced or lifted first."""
    if way.is_safe:
        raise NotAllowedNowError(
            _("This is the safe way. Choose another one first, or let every way be used again.")
        )
    way.delete()
    return way.person


def _no_safe_way(person: Person) -> None:
    for way in person.contact_ways.filter(is_safe=True):
        way.is_safe = False
        way.save()


@action("people.household.linked", rule=rules.may_edit)
def link_household(person: Person, *, other: Person, kind: str, by: Actor) -> HouseholdLink:
    """Two persons of one household; the actor must reach both."""
    queries.require(other, by=by)
    if person.pk == other.pk:
        raise NotAllowedNowError(_("That is the same person. Choose somebody else."), field="other")
    if HouseholdLink.objects.filter(_between(person, other)).exists():
        raise NotAllowedNowError(_("The two are already linked."), field="other")
    link = HouseholdLink(person=person, other=other, kind=kind)
    link.save(force_insert=True)
    return link


def _between(one: Person, other: Person) -> Q:
    return Q(person=one, other=other) | Q(person=other, other=one)


@action("people.household.unlinked", rule=rules.may_edit_link)
def unlink_household(link: HouseholdLink, *, by: Actor) -> Person:
    """The two no longer belong together."""
    link.delete()
    return link.person


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
    starts: datetime | None = None,
    ends: datetime | None = None,
    source: tuple[str, int] | None = None,
) -> Grant:
    """Give reach. Called by the action that is the reason: assignment, agreement, consent.

    From now unless `starts` says otherwise.
    """
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
        starts=starts or clock.now(),
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
    """Reach for at most 24 hours on a written reason; the unit's managers are told at once."""
    reason = whole_reason(reason)
    if by.account_id is None or by.unit_id is None:
        raise NotAllowedNowError(_("Only a member of staff can open a file urgently."))
    notices.tell_managers(by.unit_id, text="review", by=by)
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
    reason = whole_reason(reason)
    keys.destroy(person.pk, person.tenant_id, public_id=person.public_id, reason=reason)
    removed = sum(eraser(person, by) for _name, eraser in reversed(list(ERASERS)))
    removed += notices.forget(("person", person.pk), by=by)
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
