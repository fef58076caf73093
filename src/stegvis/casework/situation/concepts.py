"""What each list of a profile is made of: how it is searched, named and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stegvis.reference import naming, search
from stegvis.reference.languages import language
from stegvis.reference.naming import Name
from stegvis.reference.occupations import fields, occupation
from stegvis.reference.search import Found
from stegvis.reference.skills import skill
from stegvis.web.naming import reader

MOST_FIELDS = 3


@dataclass(frozen=True)
class Box:
    """A search box of the profile. `detail` is what is asked about each entry, if anything."""

    find: Callable[[str, int], list[Found]]
    name: Callable[[str], Name]
    is_known: Callable[[str], bool]
    is_retired: Callable[[str], bool]
    detail: str = ""

    def label(self, concept_id: str) -> str:
        """The name alone, in whatever language it is."""
        return self.name(concept_id).text


def _find_wish(typed: str, limit: int) -> list[Found]:
    """Fields of working life first, then occupations."""
    wide = search.find_fields(typed, MOST_FIELDS)
    return (wide + search.find_occupations(typed, limit))[:limit]


def _wish_name(concept_id: str) -> Name:
    if is_field(concept_id):
        return naming.of_field(concept_id, reader())
    return Name(occupation(concept_id).label)


_WISH = Box(
    _find_wish,
    _wish_name,
    lambda cid: is_field(cid) or occupation(cid).is_known,
    lambda cid: not is_field(cid) and occupation(cid).is_retired,
)

BOXES: dict[str, Box] = {
    "occupations": Box(
        search.find_occupations,
        lambda cid: Name(occupation(cid).label),
        lambda cid: occupation(cid).is_known,
        lambda cid: occupation(cid).is_retired,
        detail="years",
    ),
    "skills": Box(
        search.find_skills,
        lambda cid: Name(skill(cid).label),
        lambda cid: skill(cid).is_known,
        lambda cid: skill(cid).is_retired,
        detail="source",
    ),
    "languages": Box(
        search.find_languages,
        lambda cid: naming.of_language(cid, reader()),
        lambda cid: language(cid).is_known,
        lambda cid: language(cid).is_retired,
        detail="level",
    ),
    "wishes": _WISH,
    "no_gos": _WISH,
}
"""By the name of the profile's field."""


def is_field(concept_id: str) -> bool:
    """Whether the id is a field of working life, not an occupation."""
    return concept_id in fields()


def label(concept_id: str) -> str:
    """The name of any concept of a profile; the id itself where it is unknown."""
    for box in BOXES.values():
        if box.is_known(concept_id):
            return box.label(concept_id)
    return concept_id
