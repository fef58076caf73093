"""What a person and a place have in common, counted: in bulk, and for one pair by name.

Limits and score read only these counts and the plain columns, with operators that mean the same
for an array and for a number. So each limit and each term is written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from stegvis.engine.distance import road_hectometres
from stegvis.engine.facts import Certainty, Lists, Opportunities, Seekers
from stegvis.engine.relations import Relations

BLOCK_PAIRS = 500_000
"""Pairs compared at a time, so that a block of counts stays within tens of megabytes."""


class Comparison(NamedTuple):
    """Counts of pairs: arrays (persons, places) from `blocks`, plain numbers from `compare`."""

    distance: Any
    """About, by road, hundreds of metres; -1 unknown."""
    musts: Any
    """How many skills the place demands."""
    musts_certain: Any
    """How many of them the person has, stated or better."""
    musts_inferred: Any
    """How many of them are only inferred."""
    merits: Any
    """How many skills are welcome."""
    merits_certain: Any
    merits_inferred: Any
    languages_lacking: Any
    """How many languages are below the level asked."""
    occupation: Any
    """`Closeness` of the place's occupation to those the person has."""
    wish: Any
    """`Closeness` of the place's occupation to those the person wants."""
    unwanted: Any
    """1 where the person has said no to the occupation."""

    @property
    def speaks_for(self) -> Any:
        """Whether anything that the person has or wants counts for it, not only a short way."""
        skills = self.musts_certain + self.musts_inferred + self.merits_certain
        return skills + self.merits_inferred + self.occupation + self.wish > 0


def compare(seeker: SimpleNamespace, place: SimpleNamespace, relations: Relations) -> Comparison:
    """One pair, from `Seekers.one` and `Opportunities.one`."""
    points = (seeker.latitude, seeker.longitude, place.latitude, place.longitude)
    distance = road_hectometres(*(np.array([degrees]) for degrees in points))
    return Comparison(
        distance=int(distance[0]),
        musts=len(place.musts),
        musts_certain=_held(seeker.skills, place.musts, certain=True),
        musts_inferred=_held(seeker.skills, place.musts, certain=False),
        merits=len(place.merits),
        merits_certain=_held(seeker.skills, place.merits, certain=True),
        merits_inferred=_held(seeker.skills, place.merits, certain=False),
        languages_lacking=sum(
            seeker.languages.get(language, 0) < level for language, level in place.languages.items()
        ),
        occupation=relations.between(seeker.occupations, place.occupation),
        wish=relations.between(seeker.wishes, place.occupation),
        unwanted=int(place.occupation in seeker.no_gos),
    )


def _held(skills: dict[int, int], asked: dict[int, int], *, certain: bool) -> int:
    return sum(code in skills and (skills[code] > Certainty.INFERRED) == certain for code in asked)


def blocks(
    seekers: Seekers, places: Opportunities | PlaceIndex, relations: Relations
) -> Iterator[tuple[slice, Comparison]]:
    """Every pair, a block of persons at a time: which persons, and the counts (persons, places)."""
    index = PlaceIndex.of(places)
    relations.check_covers("occupation", index.table.occupation)
    for name in ("occupations", "wishes", "no_gos"):
        relations.check_covers(name, getattr(seekers, name).codes)
    step = max(1, BLOCK_PAIRS // max(1, len(index.table)))
    for start in range(0, len(seekers), step):
        rows = slice(start, min(start + step, len(seekers)))
        one = seekers.take(np.arange(rows.start, rows.stop))
        yield rows, index.compare(one, relations)


class PlaceIndex:
    """Places laid out for counting: skill × place matrices, made once and asked many times."""

    def __init__(self, table: Opportunities) -> None:
        self.table = table
        self.skills = max(1, table.musts.width, table.merits.width)
        self.languages = max(1, table.languages.width)
        self.musts = _incidence(table.musts, self.skills).T.tocsr()
        self.merits = _incidence(table.merits, self.skills).T.tocsr()
        entries = np.arange(len(table.languages.codes))
        self.asked_by = sparse_matrix(
            (np.ones(len(entries), np.int64), (entries, table.languages.owners)),
            shape=(len(entries), len(table)),
        )

    @classmethod
    def of(cls, places: Opportunities | PlaceIndex) -> PlaceIndex:
        """The places laid out, unless they are already."""
        return places if isinstance(places, PlaceIndex) else cls(places)

    def compare(self, seekers: Seekers, relations: Relations) -> Comparison:
        """Counts of some persons with every place."""
        certain = _incidence(seekers.skills, self.skills, seekers.skills.values > 0)
        inferred = _incidence(seekers.skills, self.skills, seekers.skills.values == 0)
        places = self.table
        asked = places.occupation[None, :]
        rows = np.arange(len(seekers))[:, None]
        unwanted = np.zeros((len(seekers), len(relations) + 1), np.int64)
        unwanted[seekers.no_gos.owners, seekers.no_gos.codes] = 1
        return Comparison(
            distance=road_hectometres(
                seekers.latitude[:, None],
                seekers.longitude[:, None],
                places.latitude[None, :],
                places.longitude[None, :],
            ),
            musts=places.musts.sizes[None, :],
            musts_certain=(certain @ self.musts).toarray(),
            musts_inferred=(inferred @ self.musts).toarray(),
            merits=places.merits.sizes[None, :],
            merits_certain=(certain @ self.merits).toarray(),
            merits_inferred=(inferred @ self.merits).toarray(),
            languages_lacking=self._languages_lacking(seekers.languages),
            occupation=relations.reached(seekers.occupations)[rows, asked],
            wish=relations.reached(seekers.wishes)[rows, asked],
            unwanted=unwanted[rows, asked],
        )

    def _languages_lacking(self, spoken: Lists) -> Any:
        asked, known = self.table.languages, spoken.codes < self.languages
        levels = np.zeros((len(spoken), self.languages), np.int64)
        levels[spoken.owners[known], spoken.codes[known]] = spoken.values[known]
        below = levels[:, asked.codes] < asked.values[None, :]
        return below.astype(np.int64) @ self.asked_by


def _incidence(lists: Lists, width: int, chosen: Any = True) -> Any:
    """A 1 for each (row, code) below the width, or for the chosen of them; (rows, width) int64."""
    kept = (lists.codes < width) & chosen
    ones = np.ones(int(kept.sum()), np.int64)
    return sparse_matrix((ones, (lists.owners[kept], lists.codes[kept])), shape=(len(lists), width))


def sparse_matrix(entries: Any, shape: tuple[int, int]) -> Any:
    """A sparse matrix. SciPy is slow to load, and most processes never rank anything."""
    from scipy import sparse  # noqa: PLC0415

    return sparse.csr_matrix(entries, shape=shape)
