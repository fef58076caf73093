"""Changing what is known about somebody, and giving the number that was missing."""

from __future__ import annotations

from typing import Any

from stegvis.casework.people import lookups, own_page, rules
from stegvis.casework.people.actions.everywhere import follow_the_number, note_as_learnt, take_turn
from stegvis.casework.people.actions.registering import (
    check_birth_date,
    check_languages,
    save_with_number,
    set_number,
)
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import StaleVersionError
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Unit

TOLD = "people.number.limit_told"
EDITABLE = (
    "given_name", "family_name", "birth_date", "municipality_code", "postal_code", "language",
    "other_languages", "interpreter", "neutral_mode",
)  # fmt: skip


@action("people.person.edited", rule=rules.may_edit)
def edit(person: Person, /, *, seen_version: int, by: Actor, **changes: Any) -> Person:
    """Change facts about the person; StaleVersionError when somebody saved in between.

    Once somebody else may see the phone, sessions and links of the own page end.
    """
    if person.version != seen_version:
        raise StaleVersionError(person)
    check_birth_date(changes.get("birth_date"))
    told = [changes.get("language", person.language), *changes.get("other_languages", [])]
    new = set(told) - {person.language, *person.other_languages}
    if new:
        check_languages(new, country=person.tenant.country)
    if changes.get("neutral_mode") and not person.neutral_mode:
        own_page.sign_out(person, by=by)
    for name, value in changes.items():
        if name not in EDITABLE:
            raise ValueError(f"{name} isn't edited here")
        setattr(person, name, value)
    person.next_version().save()
    return person


@action("people.number.given", rule=rules.may_edit)
def give_number(person: Person, *, number: str, seen_version: int, by: Actor) -> Person:
    """Add the number of somebody who had none, or put right one that was mistyped.

    If another board protects the number, the file is shut to all but those who have the person;
    what was followed from the number before is let go if the actor may decide on protection.
    StaleVersionError when somebody saved in between: a number that another gave isn't overwritten.
    """
    if person.version != seen_version:
        raise StaleVersionError(person)
    take_turn(person.tenant_id, person.number, number)
    was = person.number
    person.no_number_reason = ""
    set_number(person, number, by)
    person.next_version()
    save_with_number(person)
    follow_the_number(person, was=was, may_open=rules.may_protect(person, by))
    if person.number != was:
        note_as_learnt(person, by=by)
    return person


@action(TOLD, rule=rules.may_tell_of_look_ups)
def tell_of_look_ups(unit: Unit, *, by: Actor) -> int:
    """Tell the unit's managers and registrars that somebody has asked for many numbers today.

    Once a day for each account; returns how many were told.
    """
    if lookups.of_today(by, TOLD).exists():
        return 0
    return len(notices.tell_roles(unit.pk, RESOLVING, text="review", by=by))
