"""Courses that lead to an occupation group: a partial sample of 2025, tied to groups by text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import unescape

from stegvis.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Course:
    """A course as its organiser describes it, in Swedish. `url` may have died since."""

    ssyk4: str
    kind: str
    name: str
    place: str
    url: str
    description: str


@cache
def courses() -> tuple[Course, ...]:
    """Every course once."""
    found = (
        Course(
            r["ssyk4"][:4],
            r["education_type"],
            unescape(r["name"]).strip(),
            r["place"].strip(),
            r["url"],
            unescape(r["description_sv"]).replace("\xa0", " ").strip(),
        )
        for r in rows("education_offers_by_ssyk4_2025.csv.gz")
    )
    return tuple(dict.fromkeys(found))


def courses_of_group(ssyk4: str) -> tuple[Course, ...]:
    """Courses that lead to an occupation group of level 4."""
    return _by_group().get(ssyk4, ())


@cache
def _by_group() -> dict[str, tuple[Course, ...]]:
    found: dict[str, list[Course]] = {}
    for course in courses():
        found.setdefault(course.ssyk4, []).append(course)
    return {code: tuple(items) for code, items in found.items()}
