"""Educations: what a course, a certificate or a licence gives, in the words of the facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np

from stegvis.engine.facts import Certainty, Column, Ints, Lists, Mask, Seekers, Table

Seats = Annotated[Ints, Column(0, 2**31 - 1)]


@dataclass(frozen=True)
class Educations(Table):
    """Educations, e rows. What one gives is added to what a person has, and takes nothing away."""

    ids: Ints
    """(e,) breaks ties: the lower id comes first."""
    skills: Lists
    """Skills it certifies."""
    languages: Lists
    """Language → level it leads to, 1 (A1) to 6 (C2); the lower ones are included."""
    occupations: Lists
    """Occupations it trains for."""
    licences: Mask
    """(e,) licences it gives, those implied by a higher one included."""
    seats: Seats
    """(e,) how many can take it; UNKNOWN is no limit."""


def educated(seeker: Seekers, educations: Educations, chosen: Ints) -> Seekers:
    """One person as they would be after some educations, by their rows."""
    person, licences = seeker.one(0), int(seeker.licences[0])
    skills, languages, occupations = person.skills, person.languages, person.occupations
    for row in chosen:
        given = educations.one(row)
        skills |= dict.fromkeys(given.skills, int(Certainty.CERTIFIED))
        languages |= {c: max(v, languages.get(c, 0)) for c, v in given.languages.items()}
        occupations |= given.occupations
        licences |= given.licences
    return replace(
        seeker,
        skills=Lists.of([skills]),
        languages=Lists.of([languages]),
        occupations=Lists.of([occupations]),
        licences=np.array([licences], np.int64),
    )
