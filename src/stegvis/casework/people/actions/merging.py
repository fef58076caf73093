"""What becomes of the two persons' own rows when one record goes into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from stegvis.casework.people import own_page
from stegvis.casework.people.actions.everywhere import protect_the_others
from stegvis.casework.people.models import HouseholdLink, Person, Protection
from stegvis.casework.people.registries import Left
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor

GONE = "gone"
"""Why the shell of a record has no number; no reason that anybody chooses."""


@action("people.record.emptied", rule=only_system)
def empty(person: Person, *, into: Person, by: Actor) -> Person:
    """Leave of a record what old addresses and the log need: that it has gone into another."""
    person.given_name = person.family_name = ""
    person.number = person.number_index = person.number_kind = ""
    person.no_number_reason = GONE
    person.birth_date = None
    person.municipality_code = person.postal_code = ""
    person.other_languages = []
    person.protection, person.own_milder_protection = Protection.NONE, None
    person.staff_account = None
    person.unattended_since = None
    person.merged_into = into
    person.next_version().save()
    return person


@action("people.record.taken_over", rule=only_system)
def take_over(person: Person, facts: dict[str, Any], *, other: Person, by: Actor) -> Person:
    """Give the record that is kept the facts that stand, and the stricter of every protection.

    `other` is the record that went into it, as it was.
    """
    if facts["number"] != person.number:
        person.number_index, person.number_kind = other.number_index, other.number_kind
    for name, value in facts.items():
        setattr(person, name, value)
    reason = person.no_number_reason or other.no_number_reason
    person.no_number_reason = "" if person.number else reason
    before = person.protection
    own = max(person.own_protection, other.own_protection)
    person.protection = max(person.protection, other.protection)
    person.own_milder_protection = own if own < person.protection else None
    person.staff_account_id = person.staff_account_id or other.staff_account_id
    person.neutral_mode = person.neutral_mode or other.neutral_mode
    person.next_version().save()
    protect_the_others(person)
    if person.protection > before or person.neutral_mode:
        own_page.sign_out(person, by=by)
    return person


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterator[Left]:
    """Ways, links and officers that both have stand once; of two safe ways the kept one's."""
    ways = {(way.kind, way.value): way for way in kept.contact_ways.all()}
    has_safe = any(way.is_safe for way in ways.values())
    for way in gone.contact_ways.order_by("pk"):
        if way.is_safe and has_safe:
            yield Left(gettext("Safe way to get in touch"), way.value)
            way.is_safe = False
            way.save()
        if (way.kind, way.value) in ways:
            way.delete()
    _household(gone, kept)
    named = set(kept.officers.values_list("account_id", flat=True))
    for officer in gone.officers.filter(account_id__in=named):
        officer.delete()


def _household(gone: Person, kept: Person) -> None:
    """A link between the two is none; somebody linked to both is linked once."""
    links = HouseholdLink.objects.filter(Q(person=kept) | Q(other=kept)).order_by("pk")
    near = {link.other_id if link.person_id == kept.pk else link.person_id for link in links}
    for link in HouseholdLink.objects.filter(Q(person=gone) | Q(other=gone)).order_by("pk"):
        end = link.other_id if link.person_id == gone.pk else link.person_id
        if end == kept.pk or end in near:
            link.delete()
