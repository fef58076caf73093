"""One person spread out by code, so that any place is judged by looking up and not by searching."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import score
from stegvis.engine.compiled import Rows, records, row_of
from stegvis.engine.compiler import compiled
from stegvis.engine.directory import BANDS, Bounds, Codes, Directory
from stegvis.engine.facts import Floats, Seekers
from stegvis.engine.relations import Relations

HELD_INFERRED, HELD_CERTAIN = 1, 2


class People(NamedTuple):
    """n persons as compiled code reads them."""

    facts: NDArray[Any]
    """(n,) records, see `compiled.records`."""
    occupations: Rows
    wishes: Rows
    no_gos: Rows
    skills: Rows
    languages: Rows

    @classmethod
    def of(cls, seekers: Seekers) -> People:
        """Persons, packed."""
        lists = (getattr(seekers, name) for name in cls._fields if name != "facts")
        return cls(records(seekers), *map(Rows.of, lists))


class Sheet(NamedTuple):
    """What one worker writes on while it goes through persons; wiped clean between them."""

    held: NDArray[np.int8]
    """(skills,) 0, HELD_INFERRED or HELD_CERTAIN."""
    spoken: NDArray[np.int8]
    """(languages,) the person's level."""
    has: NDArray[np.int8]
    """(occupations + 1,) closeness to what the person has; the last is for an unknown one."""
    wants: NDArray[np.int8]
    """(occupations + 1,) closeness to what the person wants."""
    unwanted: NDArray[np.int8]
    """(occupations + 1,) 1 for a no-go."""
    points: Floats
    """(occupations + 1,) what both of these give together."""
    close: Codes
    """(occupations,) the occupations with a closeness, in the order in which they were met."""
    alike: Codes
    """(occupations,) some of the close ones."""
    runs: Codes
    """(bands + 2, 2) beginning and end of each run of the map within reach."""
    swept_runs: Codes
    """(bands + 2, 2) the same runs as indices of `Swept`."""
    found: Codes
    """(places,) positions to be looked at."""
    bound: Bounds
    """(places swept,) a score at best, for what lies within reach."""

    @classmethod
    def at(cls, directory: Directory, relations: Relations) -> Sheet:
        """A clean one."""
        asked = (directory.musts, directory.merits)
        skills = 1 + max(int(rows.codes.max(initial=0)) for rows in asked)
        languages = int(directory.languages.codes.max(initial=0)) + 1
        jobs, places = len(relations) + 1, len(directory.rows)
        return cls(
            held=np.zeros(skills, np.int8),
            spoken=np.zeros(languages, np.int8),
            has=np.zeros(jobs, np.int8),
            wants=np.zeros(jobs, np.int8),
            unwanted=np.zeros(jobs, np.int8),
            points=np.zeros(jobs),
            close=np.zeros(jobs, np.int32),
            alike=np.zeros(jobs, np.int32),
            runs=np.zeros((BANDS + 2, 2), np.int32),
            swept_runs=np.zeros((BANDS + 2, 2), np.int32),
            found=np.zeros(places, np.int32),
            bound=np.zeros(len(directory.swept.positions), np.float32),
        )


@compiled
def spread_out(row: int, people: People, relations: Rows, w: Any, sheet: Sheet) -> int:
    """Lay the person's lists out by code; how many occupations are close to any of theirs."""
    skills, certainty = row_of(people.skills, row)
    for at in range(len(skills)):
        if skills[at] < len(sheet.held):
            sheet.held[skills[at]] = HELD_CERTAIN if certainty[at] > 0 else HELD_INFERRED
    languages, levels = row_of(people.languages, row)
    for at in range(len(languages)):
        if languages[at] < len(sheet.spoken):
            sheet.spoken[languages[at]] = levels[at]
    for job in row_of(people.no_gos, row)[0]:
        sheet.unwanted[job] = 1
    close = _spread_relations(row_of(people.occupations, row)[0], relations, sheet, sheet.has, 0)
    close = _spread_relations(row_of(people.wishes, row)[0], relations, sheet, sheet.wants, close)
    for job in sheet.close[:close]:
        have, want = score.share(sheet.has[job], w), score.share(sheet.wants[job], w)
        sheet.points[job] = w.occupation * have + w.wish * want
    return close


@compiled
def _spread_relations(own: Codes, relations: Rows, sheet: Sheet, kinds: Any, close: int) -> int:
    """The closest kind from any of the person's own occupations to each other one."""
    for one in own:
        others, closeness = row_of(relations, one)
        for at in range(len(others)):
            other = others[at]
            if sheet.has[other] == 0 and sheet.wants[other] == 0:
                sheet.close[close] = other
                close += 1
            kinds[other] = max(kinds[other], closeness[at])
    return close


@compiled
def wipe(row: int, people: People, sheet: Sheet, close: int) -> None:
    """Leave the sheet as it was."""
    for skill in row_of(people.skills, row)[0]:
        if skill < len(sheet.held):
            sheet.held[skill] = 0
    for language in row_of(people.languages, row)[0]:
        if language < len(sheet.spoken):
            sheet.spoken[language] = 0
    for job in row_of(people.no_gos, row)[0]:
        sheet.unwanted[job] = 0
    for job in sheet.close[:close]:
        sheet.has[job] = 0
        sheet.wants[job] = 0
        sheet.points[job] = 0
