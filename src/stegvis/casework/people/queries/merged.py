"""Records that have gone into another: old addresses lead on, and the log of both is one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from stegvis.casework.people.models import Person


def at_address(public_id: str) -> Person | None:
    """The record at an address, or the one that it has gone into."""
    rows = Person.objects.select_related("merged_into")
    found = rows.filter(public_id=public_id).first()
    return found.merged_into or found if found else None


def records_of(person: Person) -> QuerySet[Person, Any]:
    """The keys under which the log knows the person."""
    both = Q(pk=person.pk) | Q(merged_into=person)
    return Person.objects.filter(both).order_by().values("pk")
