"""What a person lacks for each place that nothing but education stands in the way of.

A place is within reach of education where every limit that the pair breaks is one that education
mends. What is lacking there is its gap: demanded skills, licences, languages at a level, training
in the occupation. An education opens the place if it gives everything in the gap; so does a set of
educations of which each thing is given by one. So gaps are worked out once, from what `broken` says
of today, and no pair is judged again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from stegvis.engine import limits
from stegvis.engine.comparison import sparse_matrix
from stegvis.engine.doors.educations import Educations
from stegvis.engine.facts import Ints, Lists, Opportunities, Seekers
from stegvis.engine.ranking import Flags
from stegvis.engine.relations import Relations

MENDABLE = frozenset({"licence_by_law", "training", "licence", "language", "skill"})
"""Limits that education mends. One of them the law sets: without the licence the place is hidden,
with it no longer."""
_OTHERS = ~limits.mask_of(MENDABLE)
_LEVELS, _CODES = 3, 31
"""Bits of a level and of a code in a packed lack."""


class Kind(IntEnum):
    """What can be lacking."""

    SKILL = 0
    LICENCE = 1
    LANGUAGE = 2
    TRAINING = 3


def lack(kind: Kind, code: Any, level: Any = 0) -> Any:
    """One lack, or an array of them, as a number: skill, licence's bit, language or occupation."""
    return kind << (_CODES + _LEVELS) | code << _LEVELS | level


def told(packed: int) -> tuple[Kind, int, int]:
    """Kind, code and level of a lack; the level is 0 but for languages."""
    code = packed >> _LEVELS & (1 << _CODES) - 1
    return Kind(packed >> (_CODES + _LEVELS)), code, packed & (1 << _LEVELS) - 1


@dataclass(frozen=True)
class Gaps:
    """One person's gaps, p places."""

    lacks: Ints
    """(l,) every lack there is, packed, ascending."""
    places: Ints
    """(p,) rows of the table of places, ascending."""
    asked: Lists
    """(p,) which of `lacks` each place's gap has, at least one."""

    def among(self, chosen: Flags) -> Gaps:
        """Only some of the places."""
        return Gaps(self.lacks, self.places[chosen], self.asked.take(np.flatnonzero(chosen)))

    def incidence(self) -> Any:
        """A 1 for each (lack, place): a sparse matrix."""
        ones = np.ones(len(self.asked.codes), np.int64)
        shape = (len(self.lacks), len(self.places))
        return sparse_matrix((ones, (self.asked.codes, self.asked.owners)), shape=shape)


def gaps_of(seeker: Seekers, places: Opportunities, broken: Ints) -> Gaps:
    """The gaps of one person, from the limits (m,) that the pairs with every place break."""
    rows = np.flatnonzero((broken != 0) & (broken & _OTHERS == 0))
    table, person = places.take(rows), seeker.one(0)
    untrained = np.flatnonzero(broken[rows] & limits.mask_of({"training"}))
    parts = [
        _skills(table, person.skills),
        _licences(table, person.licences),
        _languages(table, person.languages),
        (untrained, lack(Kind.TRAINING, table.occupation[untrained])),
    ]
    owners, packed = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    lacks, codes = np.unique(packed, return_inverse=True)
    order = np.lexsort((codes, owners))
    sizes = np.bincount(owners, minlength=len(rows))
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    asked = Lists(offsets, codes[order].astype(np.int64), np.zeros(len(codes), np.int64))
    return Gaps(lacks, rows, asked)


def _skills(table: Opportunities, held: dict[int, int]) -> tuple[Ints, Ints]:
    lacking = ~np.isin(table.musts.codes, list(held))
    return table.musts.owners[lacking], lack(Kind.SKILL, table.musts.codes[lacking])


def _licences(table: Opportunities, held: int) -> tuple[Ints, Ints]:
    missing = (table.licences_by_law | table.licences_asked) & ~np.int64(held)
    bits = np.arange(int(missing.max(initial=0)).bit_length())
    owners, bit = np.nonzero(missing[:, None] >> bits & 1)
    return owners, lack(Kind.LICENCE, bit)


def _languages(table: Opportunities, spoken: dict[int, int]) -> tuple[Ints, Ints]:
    asked = table.languages
    levels = np.zeros(max([asked.width, *(code + 1 for code in spoken)]), np.int64)
    levels[list(spoken)] = list(spoken.values())
    below = levels[asked.codes] < asked.values
    return asked.owners[below], lack(Kind.LANGUAGE, asked.codes[below], asked.values[below])


def mended(educations: Educations, relations: Relations) -> Lists:
    """The lacks that each education mends, packed: whoever has it lacks none of them.

    FactsError for an occupation that the relations don't cover.
    """
    relations.check_covers("occupations", educations.occupations.codes)
    return Lists.of(_mended(educations.one(row), relations) for row in range(len(educations)))


def _mended(given: Any, relations: Relations) -> list[int]:
    return [
        *(lack(Kind.SKILL, code) for code in given.skills),
        *(lack(Kind.LICENCE, bit) for bit in range(62) if given.licences >> bit & 1),
        *(
            lack(Kind.LANGUAGE, code, level)
            for code, reached in given.languages.items()
            for level in range(1, reached + 1)
        ),
        *{
            lack(Kind.TRAINING, other)
            for code in given.occupations
            for other in relations.close.row(code)
        },
    ]


def covering(gaps: Gaps, mends: Lists) -> Any:
    """A 1 for each (education, lack) where the one mends the other: a sparse matrix."""
    known = np.isin(mends.codes, gaps.lacks)
    at = np.searchsorted(gaps.lacks, mends.codes[known])
    ones = np.ones(len(at), np.int64)
    shape = (len(mends), len(gaps.lacks))
    return sparse_matrix((ones, (mends.owners[known], at)), shape=shape)


def mendable(gaps: Gaps, covers: Any) -> Gaps:
    """Only the places of which each lack is mended by some education."""
    some = np.asarray(covers.sum(axis=0)).reshape(-1) > 0
    never = np.bincount(gaps.asked.owners[~some[gaps.asked.codes]], minlength=len(gaps.places))
    return gaps.among(never == 0)
