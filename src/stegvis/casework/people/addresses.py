"""Where a person's page is."""

from __future__ import annotations

from django.urls import reverse

from stegvis.casework.people import queries
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor


def page_of(person: Person) -> str:
    """The person's page."""
    return reverse("person:page", args=[person.public_id])


def page_if_reached(person: Person, *, by: Actor) -> str:
    """The person's page while the actor reaches it, else the start."""
    return page_of(person) if queries.reaches(person, by=by) else "/"
