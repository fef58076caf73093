"""From concepts to the engine's integers and back: one person and some places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from stegvis.engine.facts import UNKNOWN, Opportunities, Seekers
from stegvis.engine.relations import Closeness, Relations, relate
from stegvis.reference import occupations
from stegvis.work.matching.facts import PersonFacts, PlaceFacts, covers, ssyk4_of

KINDS = {occupations.CLOSE: Closeness.LARGELY, occupations.PARTIAL: Closeness.PARTLY}


class Codes:
    """Names as integers from 0, in the order of the alphabet, so that they are always the same."""

    def __init__(self, names: Iterable[str], first: Sequence[str] = ()) -> None:
        """New names come after the `first` ones, which keep their numbers."""
        self.names = [*first, *sorted(set(names).difference(first))]
        self.numbers = {name: number for number, name in enumerate(self.names)}

    def with_names(self, names: Iterable[str]) -> Codes:
        """These and more, each name here with its number."""
        return Codes(names, first=self.names)

    def lists(self, names: Iterable[str]) -> list[int]:
        """The numbers of some names."""
        return [self.numbers[name] for name in names]

    def mask(self, names: Iterable[str]) -> int:
        """A bit for each known name."""
        return sum(1 << self.numbers[name] for name in set(names) if name in self.numbers)

    def of_mask(self, mask: int) -> list[str]:
        """The names of a mask's bits."""
        return [name for number, name in enumerate(self.names) if mask >> number & 1]


@dataclass(frozen=True)
class Groups:
    """What ties occupations together: SSYK groups, substitutes in per cent, and fields.

    `inside` has (field of working life, occupation) for fields that somebody wants or rules out.
    """

    ssyk4: dict[str, str]
    substitutes: list[tuple[str, str, int]]
    inside: list[tuple[str, str]]

    @classmethod
    def among(cls, held: Iterable[str], asked: Iterable[str]) -> Groups:
        """As the reference data have it today: what a person has or wants, and places ask for."""
        wanted, jobs = sorted(set(held)), sorted(set(asked))
        known = {*wanted, *jobs}
        return cls(
            ssyk4={one: ssyk4_of(one) for one in sorted(known)},
            substitutes=[
                (one, other.concept_id, other.percentage)
                for one in wanted
                for other in occupations.substitutes(one)
                if other.concept_id in known
            ],
            inside=[
                (one, job)
                for one in wanted
                if one in occupations.fields()
                for job in jobs
                if covers(one, job)
            ],
        )

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Groups:
        """What `asdict` and JSON made of it."""
        return cls(
            ssyk4=kept["ssyk4"],
            substitutes=[(one, other, share) for one, other, share in kept["substitutes"]],
            inside=[(one, job) for one, job in kept["inside"]],
        )


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of places."""

    occupations: Codes
    skills: Codes
    languages: Codes
    licences: Codes
    exposures: Codes
    ages: Codes

    @classmethod
    def of(cls, places: Sequence[PlaceFacts], person: PersonFacts | None = None) -> Names:
        """Every name that the places ask for, and a person's own of those kinds that list them."""
        own = person or PersonFacts()
        return cls(
            occupations=Codes([*_held(own), *asked_occupations(places)]),
            skills=Codes([*own.skills, *(c for p in places for c in (*p.musts, *p.merits))]),
            languages=Codes([*own.languages, *(c for p in places for c in p.languages)]),
            licences=Codes(c for p in places for c in (*p.licences_by_law, *p.licences_asked)),
            exposures=Codes([*own.exposures_avoided, *(c for p in places for c in p.exposures)]),
            ages=Codes([*own.age_limits_not_met, *(c for p in places for c in p.age_limits)]),
        )

    def with_places(self, places: Sequence[PlaceFacts]) -> Names:
        """These and what more places ask for, each name here with its number."""
        more = Names.of(places)
        return Names(
            **{
                one.name: getattr(self, one.name).with_names(getattr(more, one.name).names)
                for one in fields(self)
            }
        )


@dataclass(frozen=True)
class Problem:
    """What the engine is asked, and the names behind its numbers."""

    seekers: Seekers
    places: Opportunities
    relations: Relations
    groups: Groups
    names: Names


def pose(
    person: PersonFacts, places: Sequence[PlaceFacts], groups: Groups | None = None
) -> Problem:
    """One person and some places, as the engine takes them."""
    known = groups or Groups.among(_held(person), asked_occupations(places))
    names = Names.of(places, person)
    return Problem(
        seekers=seeker(person, names, known),
        places=place_table(places, names),
        relations=_relations(names.occupations, known),
        groups=known,
        names=names,
    )


def asked_occupations(places: Iterable[PlaceFacts]) -> list[str]:
    """Each place's, where it is told."""
    return [place.occupation for place in places if place.occupation]


def _held(person: PersonFacts) -> list[str]:
    return [*person.occupations, *person.wishes, *person.no_gos]


def seeker(person: PersonFacts, names: Names, groups: Groups) -> Seekers:
    """One person in numbers; what has no name among these is asked for by no place."""
    jobs = names.occupations
    return Seekers.of(
        [
            {
                "ids": 0,
                "occupations": jobs.lists(set(person.occupations)),
                "wishes": jobs.lists(set(person.wishes)),
                "no_gos": jobs.lists(_spelled_out(person.no_gos, groups)),
                "skills": _values(names.skills, person.skills),
                "languages": _values(names.languages, person.languages),
                "licences": names.licences.mask(
                    _with_alternatives(person.licences, names.licences)
                ),
                "capacity": _or_unknown(person.capacity),
                "exposures_avoided": names.exposures.mask(person.exposures_avoided),
                "latitude": _degrees(person.latitude),
                "longitude": _degrees(person.longitude),
                "travel_limit": _or_unknown(person.travel_limit),
                "earliest_start": _or_unknown(person.earliest_start),
                "age_limits_not_met": names.ages.mask(person.age_limits_not_met),
            }
        ]
    )


def place_table(places: Iterable[PlaceFacts], names: Names) -> Opportunities:
    """Places in numbers."""
    return Opportunities.of(
        [
            {
                "ids": place.number,
                "occupation": names.occupations.numbers.get(place.occupation, UNKNOWN),
                "asks_training": int(place.asks_training),
                "musts": names.skills.lists(place.musts),
                "merits": names.skills.lists(place.merits),
                "languages": _values(names.languages, place.languages),
                "licences_by_law": names.licences.mask(place.licences_by_law),
                "licences_asked": names.licences.mask(place.licences_asked),
                "extent": _or_unknown(place.extent),
                "exposures": names.exposures.mask(place.exposures),
                "latitude": _degrees(place.latitude),
                "longitude": _degrees(place.longitude),
                "starts": _or_unknown(place.starts),
                "age_limits": names.ages.mask(place.age_limits),
            }
            for place in places
        ]
    )


def one_against(person: PersonFacts, names: Names) -> tuple[Seekers, Relations]:
    """A person against places that were compiled before, by the names of those."""
    held = _held(person)
    groups = Groups.among(held, names.occupations.names)
    jobs = names.occupations.with_names(held)
    known = replace(names, occupations=jobs)
    relations = _relations(jobs, groups, held={*jobs.lists(held)})
    return seeker(person, known, groups), relations


def _relations(jobs: Codes, groups: Groups, held: set[int] | None = None) -> Relations:
    ssyk4 = [groups.ssyk4.get(name, "") for name in jobs.names]
    pairs = [
        (jobs.numbers[one], jobs.numbers[other], KINDS[percentage])
        for one, other, percentage in groups.substitutes
    ]
    pairs += [
        (jobs.numbers[one], jobs.numbers[other], Closeness.GROUP) for one, other in groups.inside
    ]
    return relate(_numbers(ssyk4), _numbers([code[:3] for code in ssyk4]), pairs, held=held)


def _spelled_out(no_gos: list[str], groups: Groups) -> set[str]:
    """Occupations, and those of the fields among them."""
    return {*no_gos, *(job for one, job in groups.inside if one in no_gos)}


def _numbers(codes: list[str]) -> Any:
    known = Codes(code for code in codes if code)
    return np.array([known.numbers.get(code, -1) for code in codes], dtype=np.int64)


def _with_alternatives(held: Iterable[str], asked: Codes) -> list[str]:
    """What is held, and each demand `A|B` that one of them meets."""
    names = set(held)
    return [name for name in asked.names if names & set(name.split("|"))]


def _values(codes: Codes, given: dict[str, int]) -> dict[int, int]:
    return {codes.numbers[name]: v for name, v in given.items() if name in codes.numbers}


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _degrees(value: float | None) -> float:
    return float("nan") if value is None else value
