"""Reading profiles; each takes the actor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.registries import TimelineEntry
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.audit.actor import Actor


def profile_of(person: Person, *, by: Actor) -> CompetenceProfile | None:
    """The person's profile, for matching; None where none has been made."""
    people.require(person, by=by, compartment="matching")
    return CompetenceProfile.objects.filter(person=person).first()


def profile_to_fill_in(person: Person, *, by: Actor) -> CompetenceProfile | None:
    """The same, for going through it with the person."""
    people.require(person, by=by, compartment="situation")
    return CompetenceProfile.objects.filter(person=person).first()


def timeline(person: Person, by: Actor) -> list[TimelineEntry]:
    """When the profile was first made, and when it was last gone through."""
    if not people.reaches(person, by=by, compartment="situation"):
        return []
    profile = CompetenceProfile.objects.filter(person=person).first()
    if profile is None:
        return []
    first = TimelineEntry("contact", _("Profile filled in together"), profile.first_made_on)
    last = TimelineEntry("contact", _("Profile gone through again"), profile.gone_through_on)
    return [first] if first.starts == last.starts else [first, last]
