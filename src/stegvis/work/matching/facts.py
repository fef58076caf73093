"""What matching knows of a person and of a place, in the words of the taxonomy.

Everything here can be kept as JSON and read back, so that an answer can be replayed. The fields
are those of the engine's whitelist; nothing else about a person is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from stegvis.core import clock
from stegvis.engine.facts import LAST_DAY
from stegvis.reference import driving_licences, occupations, places
from stegvis.work.opportunities.models import Opportunity

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Common European Framework of Reference for Languages; the engine counts them from 1."""

GROUP = "ssyk:"
NIGHT = "night"
AGE_LIMITS = {NIGHT: 18}
"""Night work is for those who are 18 (Arbetsmiljöverket's rules on minors, AFS 2012:3, since 2025
in AFS 2023:2; arbeidsmiljøloven § 11-3)."""

DRIVING = ("832", "833")
"""SSYK 2012: drivers of cars, buses and lorries. The licence is the law's demand there
(körkortslagen 1998:488, 2 kap.), elsewhere the employer's."""

QUALIFIED = ("1", "2", "3")
"""SSYK 2012, major groups whose work asks for post-secondary training (skill levels 3 and 4)."""


@dataclass(frozen=True)
class _Facts:
    def as_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries; unknown ones are left out."""
        return {name: value for name, value in asdict(self).items() if value not in (None, [], {})}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls(**{one.name: kept[one.name] for one in fields(cls) if one.name in kept})


@dataclass(frozen=True)
class PersonFacts(_Facts):
    """A person, as far as matching may know. None or empty: nothing was said."""

    occupations: list[str] = field(default_factory=list)
    """Concept ids of what the person has worked or trained in."""
    wishes: list[str] = field(default_factory=list)
    """Occupations, and fields of working life."""
    no_gos: list[str] = field(default_factory=list)
    """The same."""
    skills: dict[str, int] = field(default_factory=dict)
    """Skill concept → engine `Certainty`."""
    languages: dict[str, int] = field(default_factory=dict)
    """Language concept → level, 1 (A1) to 6 (C2)."""
    licences: list[str] = field(default_factory=list)
    """Codes of driving licences and names of professional licences, those implied included."""
    capacity: int | None = None
    """Per cent of full time."""
    exposures_avoided: list[str] = field(default_factory=list)
    latitude: float | None = None
    longitude: float | None = None
    travel_limit: int | None = None
    """Kilometres by road, one way."""
    earliest_start: int | None = None
    """Days since 1970-01-01."""
    age_limits_not_met: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of what the person can, has done or wants."""
        return not (self.occupations or self.wishes or self.skills)

    def relevant_to(self, place: PlaceFacts) -> PersonFacts:
        """Only what bears on one place: all that its answer depends on and no more."""
        asked = {*place.musts, *place.merits}
        needed = {
            one
            for name in (*place.licences_by_law, *place.licences_asked)
            for one in name.split("|")
        }
        return PersonFacts(
            **{
                **asdict(self),
                "no_gos": [one for one in self.no_gos if covers(one, place.occupation)],
                "skills": {code: kind for code, kind in self.skills.items() if code in asked},
                "languages": {c: v for c, v in self.languages.items() if c in place.languages},
                "licences": [code for code in self.licences if code in needed],
                "exposures_avoided": [e for e in self.exposures_avoided if e in place.exposures],
                "age_limits_not_met": [a for a in self.age_limits_not_met if a in place.age_limits],
            }
        )


def ssyk4_of(concept: str) -> str:
    """The SSYK group of an occupation, or of GROUP and its code; empty where it isn't told."""
    if concept.startswith(GROUP):
        return concept.removeprefix(GROUP)
    return occupations.occupation(concept).ssyk4


def covers(wanted: str, occupation: str) -> bool:
    """Whether an occupation is the one that is meant, or in the field that is meant."""
    field_of = occupations.field_of(ssyk4_of(occupation))
    return wanted == occupation or (field_of is not None and field_of.concept_id == wanted)


@dataclass(frozen=True)
class PlaceFacts(_Facts):
    """A place, as far as it counts. None or empty: nothing is asked."""

    number: int
    """The row's number; breaks ties."""
    occupation: str = ""
    """Occupation concept, or GROUP and the group's code where only that is known."""
    asks_training: bool = False
    musts: list[str] = field(default_factory=list)
    merits: list[str] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    licences_by_law: list[str] = field(default_factory=list)
    licences_asked: list[str] = field(default_factory=list)
    extent: int | None = None
    exposures: list[str] = field(default_factory=list)
    latitude: float | None = None
    longitude: float | None = None
    starts: int | None = None
    age_limits: list[str] = field(default_factory=list)


READ = (
    "occupation", "ssyk4", "experience_required", "must_skills", "merit_skills", "languages",
    "licences", "extent_min", "exposures", "is_remote", "latitude", "longitude",
    "municipality_code", "starts_on",
)  # fmt: skip
"""The columns of an opportunity that its facts come from."""


def of_place(row: Opportunity, *, country: str) -> PlaceFacts:
    """The facts of an opportunity. Without a point, its municipality's middle stands in."""
    driving = row.ssyk4.startswith(DRIVING)
    licences = sorted(_driving(row.licences))
    latitude, longitude = _place_point(row, country)
    return PlaceFacts(
        number=row.pk,
        occupation=row.occupation or (f"{GROUP}{row.ssyk4}" if row.ssyk4 else ""),
        asks_training=row.ssyk4.startswith(QUALIFIED) or bool(row.experience_required),
        musts=sorted(set(row.must_skills)),
        merits=sorted(set(row.merit_skills) - set(row.must_skills)),
        languages={one["id"]: level_of(one.get("level", "")) or 1 for one in row.languages},
        licences_by_law=professional_licences(row.occupation) + (licences if driving else []),
        licences_asked=[] if driving else licences,
        extent=row.extent_min,
        exposures=sorted(set(row.exposures)),
        latitude=latitude,
        longitude=longitude,
        starts=days(max(row.starts_on, clock.today())) if row.starts_on else None,
        age_limits=[NIGHT] if "night_or_shift" in row.exposures else [],
    )


def _driving(codes: Iterable[str]) -> set[str]:
    """Codes of licences given as codes or concept ids; unknown ones can't be tested."""
    known = driving_licences.driving_licences()
    found = set()
    for code in codes:
        by_concept = driving_licences.licence_of_concept(code)
        found.add(by_concept.code if by_concept else code)
    return found & set(known)


def professional_licences(occupation: str) -> list[str]:
    """What the law demands for an occupation: one name, `|` between those that do equally."""
    needs = occupations.requirements(occupation)
    return [needs.licence] if needs and needs.licence else []


def _place_point(row: Opportunity, country: str) -> tuple[float | None, float | None]:
    if row.is_remote:
        return None, None
    if row.latitude is not None:
        return row.latitude, row.longitude
    return point_of(country, row.municipality_code)


def point_of(country: str, municipality: str, postal_code: str = "") -> tuple[Any, Any]:
    """Latitude and longitude of a postal code's locality, else of the municipality's inside."""
    locality = places.postal_code(postal_code) if postal_code and country == places.SE else None
    area = places.municipality(country, municipality)
    point = locality.point if locality else (area.inside if area else None)
    return (point.latitude, point.longitude) if point else (None, None)


def level_of(level: str) -> int:
    """1 (A1) to 6 (C2); 0 for none or unknown."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0


def days(day: date) -> int:
    """Days since 1970-01-01, as far as the engine counts: a day before it has passed like any
    other, and one after it never comes."""
    return min(max((day - date(1970, 1, 1)).days, 0), LAST_DAY)


def age_limits_not_met(born: date | None) -> list[str]:
    """The legal age limits that somebody born on a day doesn't meet today; unknown meets all."""
    if born is None:
        return []
    today = clock.today()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return [code for code, least in AGE_LIMITS.items() if age < least]
