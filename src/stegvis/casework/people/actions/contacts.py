"""The ways to get in touch, at most one of them the safe one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import contact, own_page, rules
from stegvis.casework.people.models import ContactWay, Person
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


@action("people.contact_way.added", rule=rules.may_edit)
def add_contact_way(
    person: Person, *, kind: str, value: str, by: Actor, is_safe: bool = False, note: str = ""
) -> ContactWay:
    """A way to get in touch; a new safe way takes over from the one before, and ends what the
    earlier ways led to: sessions and links of the person's own page."""
    value = contact.checked(kind, value, field="value")
    if is_safe:
        _no_safe_way(person)
        own_page.sign_out(person, by=by)
    way = ContactWay(person=person, kind=kind, value=value, is_safe=is_safe, note=note.strip())
    way.save(force_insert=True)
    return way


@action("people.contact_way.made_safe", rule=rules.may_edit_way)
def use_only(way: ContactWay, *, by: Actor) -> ContactWay:
    """From now on this is the only way that may be used, also to the person's own page."""
    _no_safe_way(way.person)
    own_page.sign_out(way.person, by=by)
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
