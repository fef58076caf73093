"""A person's competence as matching reads it: from the profile, and from where they live."""

from __future__ import annotations

from stegvis.casework.people.models import Person
from stegvis.casework.situation import queries as situation
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.audit.actor import Actor
from stegvis.engine.facts import Certainty
from stegvis.reference import skills
from stegvis.work.matching import facts
from stegvis.work.matching.facts import PersonFacts

CERTAINTY = {
    "said": Certainty.STATED,
    "shown": Certainty.SHOWN,
    "certified": Certainty.CERTIFIED,
}
"""Codes of `skill_source`; a retired code counts as said."""


def of_person(person: Person, *, by: Actor) -> PersonFacts:
    """What matching may know of a person; without a profile only where they live.

    Years in an occupation stay unread: they stand in for age.
    """
    profile = situation.profile_of(person, by=by) or CompetenceProfile(person=person)
    country, home = person.tenant.country, (person.municipality_code, person.postal_code)
    latitude, longitude = facts.point_of(country, *home)
    start = profile.starts_earliest
    return PersonFacts(
        occupations=sorted(entry["id"] for entry in profile.occupations),
        wishes=sorted(profile.wishes),
        no_gos=sorted(profile.no_gos),
        skills={
            entry["id"]: int(CERTAINTY.get(entry["source"], Certainty.STATED))
            for entry in profile.skills
        },
        languages={
            entry["id"]: level
            for entry in profile.languages
            if (level := facts.level_of(entry["level"]))
        },
        licences=[*sorted(profile.may_drive), *_professional_licences(profile)],
        capacity=profile.capacity,
        exposures_avoided=sorted(profile.exposures_avoided),
        latitude=latitude,
        longitude=longitude,
        travel_limit=profile.travel_km,
        earliest_start=facts.days(start) if start else None,
        age_limits_not_met=facts.age_limits_not_met(person.birth_date),
    )


def _professional_licences(profile: CompetenceProfile) -> list[str]:
    """The taxonomy has them among the skills, by the same name as the occupations' demand."""
    labels = (skills.skill(entry["id"]).label for entry in profile.skills)
    return sorted(label for label in labels if "legitimation" in label.casefold())
