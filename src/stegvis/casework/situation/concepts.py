"""What each list of a profile is made of: how it is searched, named and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stegvis.reference import search
from stegvis.reference.languages import language
from stegvis.reference.occupations import fields, occupation
from stegvis.reference.search import Found
from stegvis.reference.skills import skill

MOST_FIELDS = 3


@dataclass(frozen=True)
class Box:
    """A search box of the profile. `detail` is what is asked about each entry, if anything."""

    find: Callable[[str, int], list[Found]]
    label: Callable[[str], str]
    is_known: Callable[[str], bool]
    is_retired: Callable[[str], bool]
    detail: str = ""


def _find_wish(typed: str, limit: int) -> list[Found]:
    """Fields of working life first, then occupations."""
    wide = search.find_fields(typed, MOST_FIELDS)
    return (wide + search.find_occupations(typed, limit))[:limit]


def _wish_label(concept_id: str) -> str:
    field = fields().get(concept_id)
    return field.label if field else occupation(concept_id).label


_WISH = Box(
    _find_wish,
    _wish_label,
    lambda cid: is_field(cid) or occupation(cid).is_known,
    lambda cid: not is_field(cid) and occupation(cid).is_retired,
)

BOXES: dict[str, Box] = {
    "occupations": Box(
        search.find_occupations,
        lambda cid: occupation(cid).label,
        lambda cid: occupation(cid).is_known,
        lambda cid: occupation(cid).is_retired,
        detail="years",
    ),
    "skills": Box(
        search.find_skills,
        lambda cid: skill(cid).label,
        lambda cid: skill(cid).is_known,
        lambda cid: skill(cid).is_retired,
        detail="source",
    ),
    "languages": Box(
        search.find_languages,
        lambda cid: language(cid).label,
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
