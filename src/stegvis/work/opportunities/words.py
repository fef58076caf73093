"""What a place asks for, in words. A concept that has retired keeps its last name and is marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.core.codes import queries as codes
from stegvis.reference import driving_licences, languages, naming, occupations, skills
from stegvis.reference.languages import Language
from stegvis.reference.occupations import Occupation
from stegvis.reference.skills import Skill
from stegvis.web.naming import listed, reader, spoken
from stegvis.work.opportunities.models import Opportunity


@dataclass(frozen=True)
class Asked:
    """One thing in words, marked as Swedish to whoever reads another language.

    `mark` says that the concept has retired or was never known.
    """

    label: str
    mark: str = ""


@dataclass(frozen=True)
class Group:
    """Things of one kind that the place asks for."""

    title: str | Promise
    things: list[Asked]


def occupation_of(place: Opportunity) -> Asked | None:
    """The occupation; None when the place doesn't say."""
    if not place.occupation:
        return None
    return _asked(occupations.occupation(place.occupation), place.concept_labels)


def requirements(place: Opportunity) -> list[Group]:
    """Everything the place asks for, must before merit; groups without anything are left out."""
    labels = place.concept_labels
    groups = [
        Group(_("Must have"), _skills(place.must_skills, labels)),
        Group(_("Good to have"), _skills(place.merit_skills, labels)),
        Group(_("Languages"), _languages(place.languages, labels)),
        Group(_("Languages that help"), _languages(place.merit_languages, labels)),
        Group(_("Driving licence"), [_licence(code, labels) for code in place.licences]),
        Group(_("The work means"), _exposures(place.exposures)),
    ]
    return [group for group in groups if group.things]


def _skills(ids: Iterable[str], labels: dict[str, str]) -> list[Asked]:
    return [_asked(skills.skill(skill_id), labels) for skill_id in ids]


def _languages(rows: Iterable[dict[str, str]], labels: dict[str, str]) -> list[Asked]:
    found = []
    for row in rows:
        asked = _asked(languages.language(row["id"]), labels)
        named = naming.of_language(row["id"], reader())
        label = asked.label if asked.mark else spoken(named.text, named.language)
        found.append(Asked(listed(filter(None, (label, row["level"])), " "), asked.mark))
    return found


def _asked(concept: Occupation | Skill | Language, labels: dict[str, str]) -> Asked:
    if concept.is_retired:
        return Asked(spoken(concept.label), _("retired concept"))
    if not concept.is_known:
        label = labels.get(concept.concept_id, concept.label)
        return Asked(spoken(label), _("unknown concept"))
    return Asked(spoken(concept.label))


def _licence(code: str, labels: dict[str, str]) -> Asked:
    known = driving_licences.driving_licences().get(code)
    if known is None:
        return Asked(labels.get(code, code), _("unknown concept"))
    return Asked(f"{code} – {known.label(get_language() or 'sv')}")


def _exposures(chosen: Iterable[str]) -> list[Asked]:
    known = codes.labels("exposure") if chosen else {}
    return [Asked(known.get(code, code)) for code in chosen]
