"""Persons as recipients of notices: by the safe way alone, and the protected by nothing else."""

from __future__ import annotations

from stegvis.casework.people.models import ContactWay, Person
from stegvis.core.accounts.models import PartyKind
from stegvis.core.notices.models import Channel
from stegvis.core.notices.registries import PARTY_WAYS, RECIPIENTS, NoWay, Recipient, Way


def way_to_person(person_id: int, *, leads_in: bool = False) -> Way | NoWay:
    """The safe way if one is chosen, else a phone, else an e-mail address.

    Nothing goes to somebody with a protected identity who hasn't chosen a safe way. A notice to
    somebody who shares their phone says nothing; a letter that leads in opens the file to whoever
    reads it first, so in neutral mode it goes by a chosen safe way alone.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return NoWay("gone")
    ways = list(person.contact_ways.order_by("pk"))
    safe = [way for way in ways if way.is_safe]
    if not safe and (why := _needs_safe_way(person, leads_in=leads_in)):
        return NoWay(why)
    usable = {way.kind: way for way in reversed(safe or ways)}
    if phone := usable.get(ContactWay.Kind.PHONE):
        return Way(Channel.SMS, phone.value, person.language)
    if email := usable.get(ContactWay.Kind.EMAIL):
        return Way(Channel.EMAIL, email.value, person.language)
    return NoWay("by_post" if usable else "no_way")


def _needs_safe_way(person: Person, *, leads_in: bool) -> str:
    if person.is_protected:
        return "protected"
    return "neutral" if leads_in and person.neutral_mode else ""


def keeps_from_address(person_id: int, address: str, *, leads_in: bool) -> NoWay | None:
    """Why nothing may go to the address the person signs in with: another way is the safe one, or
    none is chosen where one is needed."""
    way = way_to_person(person_id, leads_in=leads_in)
    if isinstance(way, NoWay):
        return None if way.reason == "no_way" else way
    chosen = ContactWay.objects.filter(person_id=person_id, is_safe=True).first()
    if chosen is None or chosen.value.casefold() == address.casefold():
        return None
    return NoWay("other_way")


RECIPIENTS.register("person", Recipient(way_to_person, is_person=True))
PARTY_WAYS.register(PartyKind.PARTICIPANT, keeps_from_address)
