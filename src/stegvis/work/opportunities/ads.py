"""What an ad says, as the columns of an opportunity."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from stegvis.reference import driving_licences, languages, occupations, skills
from stegvis.reference.jobsearch import Ad, Concept

AD_KIND = "job"
"""Platsbanken advertises employment; internships and summer jobs of ours are our own places."""


def columns(ad: Ad) -> dict[str, Any]:
    """Field name → value for an open ad. Nothing the ad asks for is dropped.

    A skill that the ad gives by name only is looked up by that name; one that isn't found is kept
    under its name, and what our taxonomy lacks keeps the ad's own label in `concept_labels`.
    """
    return {
        "kind": AD_KIND,
        "title": ad.headline or ad.id,
        "employer_name": ad.employer.name or ad.employer.workplace,
        "employer_number": ad.employer.organisation_number,
        "occupation": ad.occupation.concept_id if ad.occupation else "",
        "ssyk4": ad.ssyk4,
        "municipality_code": ad.workplace.municipality_code,
        "latitude": ad.workplace.latitude,
        "longitude": ad.workplace.longitude,
        "is_remote": bool(ad.remote),
        "extent_min": ad.extent_min,
        "extent_max": ad.extent_max,
        "hours": _joined(ad.working_hours_type, ad.duration)[:300],
        "must_skills": _skills(ad.must_have.skills),
        "merit_skills": _skills(ad.nice_to_have.skills),
        "languages": _languages(ad.must_have.languages),
        "merit_languages": _languages(ad.nice_to_have.languages),
        "licences": _licences(ad),
        "concept_labels": _labels(ad),
        "experience_required": ad.experience_required,
        "seats": ad.vacancies,
        "deadline": ad.deadline or ad.last_day,
        "description": "\n\n".join(filter(None, (ad.description, ad.conditions))),
        "url": ad.webpage_url or ad.application_url,
        "published_on": ad.published,
    }


def content_hash(values: dict[str, Any]) -> str:
    """The same for the same columns, in whatever order they were read."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _joined(*concepts: Concept | None) -> str:
    return " · ".join(concept.label for concept in concepts if concept and concept.label)


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _skill_id(concept: Concept) -> str:
    known = None if concept.concept_id else skills.skills_by_label().get(concept.label)
    return known.concept_id if known else concept.concept_id or concept.label


def _skills(concepts: Iterable[Concept]) -> list[str]:
    return _unique(map(_skill_id, concepts))


def _languages(concepts: Iterable[Concept]) -> list[dict[str, str]]:
    ids = _unique(concept.concept_id or concept.label for concept in concepts)
    return [{"id": language_id, "level": ""} for language_id in ids]


def _licences(ad: Ad) -> list[str]:
    if ad.driving_licence_required is False:
        return []
    found = []
    for concept in ad.driving_licences:
        known = driving_licences.licence_of_concept(concept.concept_id)
        found.append(known.code if known else concept.concept_id or concept.label)
    return _unique(found)


def _labels(ad: Ad) -> dict[str, str]:
    """The ad's own words for concepts that our taxonomy has never heard of."""
    found: dict[str, str] = {}
    for asked in (ad.must_have, ad.nice_to_have):
        for concept in asked.skills:
            if not skills.skill(_skill_id(concept)).is_known:
                found[_skill_id(concept)] = concept.label
        for concept in asked.languages:
            if not languages.language(concept.concept_id).is_known:
                found[concept.concept_id or concept.label] = concept.label
    for concept in ad.driving_licences:
        if not driving_licences.licence_of_concept(concept.concept_id):
            found[concept.concept_id or concept.label] = concept.label
    if ad.occupation and not occupations.occupation(ad.occupation.concept_id).is_known:
        found[ad.occupation.concept_id] = ad.occupation.label
    return {key: label for key, label in found.items() if key and label}
