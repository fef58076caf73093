"""Two records of one person about which somebody waits for an answer twice."""

from __future__ import annotations

from django.utils.translation import gettext

from stegvis.casework.network.models import Request
from stegvis.casework.people.models import Person


def hinders(gone: Person, kept: Person) -> list[str]:
    """One asker has one waiting request about a person."""
    asked = [set(_askers(person)) for person in (gone, kept)]
    if not asked[0] & asked[1]:
        return []
    return [gettext("The same asker waits for an answer about both records. Answer one first.")]


def _askers(person: Person) -> list[int]:
    rows = Request.objects.filter(person=person, answered_at__isnull=True).order_by("pk")
    return list(rows.values_list("asked_by_id", flat=True))
