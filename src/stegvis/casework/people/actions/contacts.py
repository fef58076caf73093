"""The ways to get in touch, at most one of them the safe one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import contact, own_page, rules
from stegvis.casework.people.models import ContactWay, Person
from stegvis.casework.people.queries import reachable
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices import actions as notices
from stegvis.core.notices.models import Notice


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


@action("people.person.asked_to_get_in_touch", rule=rules.may_edit)
def ask_to_get_in_touch(person: Person, *, by: Actor) -> Notice:
    """A short message by the person's safe way, which says neither who sends it nor about what.

    NotAllowedNowError where there is no way, and for a second one on the same day.
    """
    if hinder := reachable.hinder_to_ask(person, by=by):
        raise NotAllowedNowError(hinder)
    return notices.tell(("person", person.pk), text=reachable.ASKED, by=by)


def _no_safe_way(person: Person) -> None:
    for way in person.contact_ways.filter(is_safe=True):
        way.is_safe = False
        way.save()
