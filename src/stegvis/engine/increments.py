"""A place that comes or goes: whose lists change, without searching a country anew.

The search spreads a person out by code and looks places up. Here it is the new place that is spread
out, and everybody is held against it: first by what can be read off the plain columns, which most
don't meet, then by every limit and term.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import limits, score
from stegvis.engine.best import Best, insert
from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Numbers, Rows, hectometres, records
from stegvis.engine.compiler import compiled
from stegvis.engine.facts import FactsError, Ints, Opportunities, Seekers
from stegvis.engine.matching import Fitting, each
from stegvis.engine.relations import Closeness, Relations
from stegvis.engine.score import Weights
from stegvis.engine.sheet import Flags, People

GROUP = 16_384
"""Persons held against a place at a time."""
MUST, MERIT = 1, 2
SAME = int(Closeness.SAME)


class Asking(NamedTuple):
    """One place spread out by code, as compiled code reads it."""

    facts: NDArray[Any]
    """(1,) record, see `compiled.records`."""
    skills: Flags
    """(skills,) MUST, MERIT, both or 0."""
    levels: Flags
    """(languages,) the level asked for, or 0."""
    close: Flags
    """(occupations,) how close each is to the place's."""
    musts: int
    merits: int
    languages: int

    @classmethod
    def of(cls, place: Opportunities, relations: Relations) -> Asking:
        """The only place of a table."""
        skills = np.zeros(max(place.musts.width, place.merits.width), np.int8)
        skills[place.musts.codes] |= MUST
        skills[place.merits.codes] |= MERIT
        levels = np.zeros(place.languages.width, np.int8)
        levels[place.languages.codes] = place.languages.values
        close, related = np.zeros(len(relations), np.int8), relations.close
        entries = np.flatnonzero(related.codes == place.occupation[0])
        owners = np.searchsorted(related.offsets, entries, side="right") - 1
        close[owners] = related.values[entries]
        counts = len(place.musts.codes), len(place.merits.codes), int((levels > 0).sum())
        return cls(records(place), skills, levels, close, *counts)


class Kept:
    """The lists of many persons, kept as places come and go.

    They are those of a full new search, but for whom `remove` names.
    """

    def __init__(
        self,
        seekers: Seekers,
        ids: Ints,
        relations: Relations,
        weights: Weights,
        found: Fitting,
    ) -> None:
        """What `Matcher.fitting` found for the persons among places with these ids."""
        self.ids = ids
        """(m,) of every place, by its row; a place that has gone keeps its row."""
        self.relations = relations
        self._numbers, self._people = Numbers.of(weights), People.of(seekers)
        scores = np.where(found.rows >= 0, found.scores, -np.inf)
        self._best = Best(found.rows.astype(np.int32), scores)

    @property
    def fitting(self) -> Fitting:
        """The lists as they are now."""
        rows, scores = self._best
        return Fitting(rows.astype(np.int64), np.where(rows >= 0, scores, np.nan))

    def add(self, place: Opportunities, *, workers: int | None = None) -> Ints:
        """Take in one place, whose row is the next; the persons whose lists have it now, by row.

        FactsError for an id that is taken, or an occupation that the relations don't cover.
        """
        self.relations.check_covers("occupation", place.occupation)
        if np.isin(place.ids, self.ids).any():
            raise FactsError("ids: the same id twice")
        row, self.ids = len(self.ids), np.append(self.ids, place.ids)
        asking, people = Asking.of(place, self.relations), self._people
        taken = np.zeros(len(people.facts), np.bool_)

        def offer(group: Ints) -> int:
            _offer(row, group, asking, people, self._numbers, self.ids, self._best, taken)
            return len(group)

        everybody = np.arange(len(taken))
        groups = [everybody[at : at + GROUP] for at in range(0, len(taken), GROUP)]
        for _ in each(offer, groups, workers):
            pass
        return np.flatnonzero(taken)

    def remove(self, row: int) -> Ints:
        """Take a place out of every list; the persons who must be searched anew, by row.

        Only whose list was full may have more that fits. Others have all of it in their list.
        """
        rows, scores = self._best
        persons, at = np.nonzero(rows == row)
        full: Ints = persons[rows[persons, -1] >= 0]
        later = np.arange(rows.shape[1]) + (np.arange(rows.shape[1]) >= at[:, None])
        shorter = later.clip(max=rows.shape[1] - 1)
        rows[persons] = np.take_along_axis(rows[persons], shorter, axis=1)
        scores[persons] = np.take_along_axis(scores[persons], shorter, axis=1)
        rows[persons, -1], scores[persons, -1] = -1, -np.inf
        return full


@compiled
def _offer(
    new: int,
    persons: Ints,
    asking: Asking,
    people: People,
    numbers: Any,
    ids: Ints,
    best: Best,
    taken: Any,
) -> None:
    """Hold some persons against a new place, and put it in the lists where it is good enough."""
    o = asking.facts[0]
    for person in persons:
        s = people.facts[person]
        distance = hectometres(s, o)
        at_best = Comparison(distance, 0, 0, 0, 0, 0, 0, 0, SAME, 0, 0)
        if limits.broken(s, o, at_best) != 0:
            continue
        counts = _compare(person, distance, people, asking, o.occupation)
        if limits.broken(s, o, counts) == 0:
            points = score.total(s, counts, numbers)
            mine = Best(best.positions[person : person + 1], best.scores[person : person + 1])
            taken[person] = insert(new, points, ids, mine)


@compiled
def _compare(
    person: int, distance: int, people: People, asking: Asking, occupation: int
) -> Comparison:
    """What a person and the place have in common."""
    musts_certain, musts_inferred = _held(people.skills, person, asking.skills, MUST)
    merits_certain, merits_inferred = _held(people.skills, person, asking.skills, MERIT)
    return Comparison(
        distance,
        asking.musts,
        musts_certain,
        musts_inferred,
        asking.merits,
        merits_certain,
        merits_inferred,
        asking.languages - _spoken(people.languages, person, asking.levels),
        _closest(people.occupations, person, asking.close),
        _closest(people.wishes, person, asking.close),
        _among(people.no_gos, person, occupation),
    )


@compiled
def _held(skills: Rows, person: int, asked: Flags, kind: int) -> tuple[int, int]:
    """How many of the skills of a kind are held for certain, and how many inferred."""
    certain, inferred = 0, 0
    for at in range(skills.starts[person], skills.starts[person + 1]):
        if skills.codes[at] < len(asked) and asked[skills.codes[at]] & kind:
            certain += skills.values[at] > 0
            inferred += skills.values[at] == 0
    return certain, inferred


@compiled
def _spoken(languages: Rows, person: int, levels: Flags) -> int:
    """How many of the languages asked for are spoken well enough."""
    enough = 0
    for at in range(languages.starts[person], languages.starts[person + 1]):
        if languages.codes[at] < len(levels) and levels[languages.codes[at]] > 0:
            enough += languages.values[at] >= levels[languages.codes[at]]
    return enough


@compiled
def _closest(jobs: Rows, person: int, close: Flags) -> int:
    """The closeness of the closest of a person's occupations."""
    closest = 0
    for at in range(jobs.starts[person], jobs.starts[person + 1]):
        closest = max(closest, int(close[jobs.codes[at]]))
    return closest


@compiled
def _among(jobs: Rows, person: int, occupation: int) -> int:
    """1 where a person's list has an occupation."""
    found = 0
    for at in range(jobs.starts[person], jobs.starts[person + 1]):
        found |= int(jobs.codes[at] == occupation)
    return found
