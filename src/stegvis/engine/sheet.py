"""One person spread out by code, so that any place is judged by looking up and not by searching."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import score
from stegvis.engine.compiled import Rows, records, row_of
from stegvis.engine.compiler import compiled
from stegvis.engine.directory import Bounds, Codes, Directory
from stegvis.engine.facts import Floats, Seekers
from stegvis.engine.relations import Closeness, Relations

HELD_INFERRED, HELD_CERTAIN = 1, 2
Flags = NDArray[np.int8]


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

    held: Flags
    """(skills,) 0, HELD_INFERRED or HELD_CERTAIN."""
    worth: Bounds
    """(skills,) the share that a skill held counts for, 0 for others."""
    spoken: Flags
    """(languages,) the person's level."""
    has: Flags
    """(occupations + 1,) closeness to what the person has; the last is for an unknown one."""
    wants: Flags
    """(occupations + 1,) closeness to what the person wants."""
    unwanted: Flags
    """(occupations + 1,) 1 for a no-go."""
    shut: Flags
    """(2 × (occupations + 1),) 1 for a no-go; in the second half, which is for places that ask for
    training, also for an occupation that is close to none the person has."""
    met: Flags
    """Like `shut`: 1 for what was found under its occupation, or is a no-go."""
    never: Flags
    """Like `shut`: 0."""
    points: Floats
    """Like `shut`: what having and wanting give together."""
    close: Codes
    """(occupations,) the occupations with a closeness, in the order in which they were met."""
    alike: Codes
    """(occupations,) the same, the closest first."""
    found: Codes
    """(places,) positions to be looked at."""
    bound: Bounds
    """(places,) their scores at best."""
    swept: Bounds
    """(places swept,) scores at best."""

    @classmethod
    def at(cls, directory: Directory, relations: Relations) -> Sheet:
        """A clean one."""
        skills = int(directory.skills.max(initial=0)) + 1
        languages = int(directory.languages.codes.max(initial=0)) + 1
        jobs, places = len(relations) + 1, len(directory.rows)
        return cls(
            held=np.zeros(skills, np.int8),
            worth=np.zeros(skills, np.float32),
            spoken=np.zeros(languages, np.int8),
            has=np.zeros(jobs, np.int8),
            wants=np.zeros(jobs, np.int8),
            unwanted=np.zeros(jobs, np.int8),
            shut=np.repeat(np.array([0, 1], np.int8), jobs),
            met=np.zeros(2 * jobs, np.int8),
            never=np.zeros(2 * jobs, np.int8),
            points=np.zeros(2 * jobs),
            close=np.zeros(jobs, np.int32),
            alike=np.zeros(jobs, np.int32),
            found=np.zeros(places + 1, np.int32),
            bound=np.zeros(places + 1, np.float32),
            swept=np.zeros(len(directory.swept.positions), np.float32),
        )


@compiled
def spread_out(row: int, people: People, relations: Rows, w: Any, sheet: Sheet) -> int:
    """Lay the person's lists out by code; how many occupations are close to any of theirs."""
    skills, certainty = row_of(people.skills, row)
    for at in range(len(skills)):
        if skills[at] < len(sheet.held):
            sheet.held[skills[at]] = HELD_CERTAIN if certainty[at] > 0 else HELD_INFERRED
            sheet.worth[skills[at]] = 1.0 if certainty[at] > 0 else w.inferred
    languages, levels = row_of(people.languages, row)
    for at in range(len(languages)):
        if languages[at] < len(sheet.spoken):
            sheet.spoken[languages[at]] = levels[at]
    close = _spread_relations(row_of(people.occupations, row)[0], relations, sheet, sheet.has, 0)
    close = _spread_relations(row_of(people.wishes, row)[0], relations, sheet, sheet.wants, close)
    for job in sheet.close[:close]:
        have, want = score.share(sheet.has[job], w), score.share(sheet.wants[job], w)
        sheet.met[job] = 1
        trained = len(sheet.has) + job
        sheet.points[job] = sheet.points[trained] = w.occupation * have + w.wish * want
        sheet.shut[trained] = sheet.has[job] == 0
    for job in row_of(people.no_gos, row)[0]:
        sheet.unwanted[job] = 1
        sheet.met[job] = 1
        sheet.shut[job] = 1
        sheet.shut[len(sheet.has) + job] = 1
    _sort_by_closeness(close, sheet)
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
def _sort_by_closeness(close: int, sheet: Sheet) -> None:
    """Write the close occupations once more, those first that are closest as had and wanted."""
    count = 0
    for closeness in range(2 * Closeness.SAME, 0, -1):
        for job in sheet.close[:close]:
            sheet.alike[count] = job
            count += sheet.has[job] + sheet.wants[job] == closeness


@compiled
def wipe(row: int, people: People, sheet: Sheet, close: int) -> None:
    """Leave the sheet as it was."""
    for skill in row_of(people.skills, row)[0]:
        if skill < len(sheet.held):
            sheet.held[skill] = 0
            sheet.worth[skill] = 0
    for language in row_of(people.languages, row)[0]:
        if language < len(sheet.spoken):
            sheet.spoken[language] = 0
    for job in row_of(people.no_gos, row)[0]:
        sheet.unwanted[job] = 0
        sheet.met[job] = 0
        sheet.shut[job] = 0
        sheet.shut[len(sheet.has) + job] = 1
    for job in sheet.close[:close]:
        sheet.has[job] = 0
        sheet.wants[job] = 0
        sheet.met[job] = 0
        sheet.points[job] = sheet.points[len(sheet.has) + job] = 0
        sheet.shut[len(sheet.has) + job] = 1
