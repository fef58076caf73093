"""The search: one person's best places among very many, exact, in machine code.

A place is looked at only where its score at best could still enter the person's list. There are
three ways in (see `directory`), the most promising first, so that the list's last score is high
before the many places that have little to offer are reached. A bound is never below the score, so
nothing is missed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from stegvis.engine import limits, score
from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Numbers, Rows, hectometres, row_of
from stegvis.engine.compiler import compiled
from stegvis.engine.directory import Bounds, Codes, Directory, Swept
from stegvis.engine.distance import EARTH_RADIUS_KM, ROAD_FACTOR
from stegvis.engine.facts import Floats, Ints
from stegvis.engine.limits import JOURNEY_TOLERANCE_PERCENT
from stegvis.engine.reach import first_from, within_reach
from stegvis.engine.relations import Closeness
from stegvis.engine.sheet import HELD_CERTAIN, HELD_INFERRED, People, Sheet, spread_out, wipe

SLACK = 1e-6
"""Points added to a bound in double precision, for what rounding may have taken."""
COARSE_SLACK = np.float32(1e-2)
"""The same in single precision, with the rounding of distances to hundreds of metres."""
BLOCK = 64
"""Places whose bounds are counted at a time: the count is vectorised, looking closer is not."""


class Best(NamedTuple):
    """Lists of n persons, k wide, the best first."""

    positions: Codes
    """(n, k) -1 where the list ends."""
    scores: Floats
    """(n, k) -inf where the list ends."""

    @classmethod
    def empty(cls, n: int, k: int) -> Best:
        """Nothing found yet."""
        return cls(np.full((n, k), -1, np.int32), np.full((n, k), -np.inf))


@compiled
def search(
    rows: Ints,
    people: People,
    directory: Directory,
    relations: Rows,
    numbers: Numbers,
    sheet: Sheet,
    best: Best,
) -> None:
    """Fill the lists of some persons, by their rows."""
    for row in rows:
        s, mine = people.facts[row], Best(best.positions[row : row + 1], best.scores[row : row + 1])
        skills, certainty = row_of(people.skills, row)
        close = spread_out(row, people, relations, numbers, sheet)
        runs = sheet.runs[: within_reach(s, directory, sheet.runs)]

        count = _under(skills, directory.by_must, directory.on_map, runs, sheet.found)
        _consider(sheet.found[:count], s, directory, numbers, sheet, mine)

        for closeness in range(2 * Closeness.SAME, 0, -1):
            alike = _as_close(closeness, close, directory, sheet, mine.scores[0, -1])
            jobs = sheet.alike[:alike]
            count = _under(jobs, directory.by_occupation, directory.on_map, runs, sheet.found)
            _consider(sheet.found[:count], s, directory, numbers, sheet, mine)

        if directory.swept.most + SLACK >= mine.scores[0, -1]:
            _write_swept_runs(runs, directory.swept.on_map, sheet.swept_runs)
            runs = sheet.swept_runs[: len(runs)]
            _bound_by_merits(skills, certainty, directory.swept, numbers.inferred, runs, sheet)
            for run in range(len(runs)):
                for first in range(runs[run, 0], runs[run, 1], BLOCK):
                    end = min(first + BLOCK, runs[run, 1])
                    _bound_by_the_way(s, first, end, directory, numbers, sheet.bound)
                    count = _reaching(first, end, directory, sheet, mine.scores[0, -1])
                    _consider(sheet.found[:count], s, directory, numbers, sheet, mine)

        wipe(row, people, sheet, close)


@compiled
def _under(codes: Codes, starts: Ints, ascending: Codes, runs: Codes, found: Codes) -> int:
    """Write where, under any of the codes, a value lies within one of the runs; how many."""
    count = 0
    for code in codes:
        if code < len(starts) - 1:
            here, last = starts[code], starts[code + 1]
            for run in range(len(runs)):
                here = first_from(ascending, here, last, runs[run, 0])
                while here < last and ascending[here] < runs[run, 1]:
                    found[count] = here
                    count += 1
                    here += 1
    return count


@compiled
def _as_close(closeness: int, close: int, directory: Directory, sheet: Sheet, floor: float) -> int:
    """Write occupations so close, as had and wanted, whose places may reach the list; how many."""
    count = 0
    for job in sheet.close[:close]:
        most = directory.most_by_occupation[job] + sheet.points[job] + SLACK
        if sheet.has[job] + sheet.wants[job] == closeness and most >= floor:
            sheet.alike[count] = job
            count += 1
    return count


@compiled
def _write_swept_runs(runs: Codes, on_map: Codes, swept: Codes) -> None:
    """Runs of the map as runs of those that are swept."""
    for run in range(len(runs)):
        for side in range(2):
            swept[run, side] = first_from(on_map, 0, len(on_map), runs[run, side])


@compiled
def _bound_by_merits(
    skills: Codes, certainty: Any, swept: Swept, inferred: float, runs: Codes, sheet: Sheet
) -> None:
    """Bounds of all within reach: what they give without the way there."""
    for run in range(len(runs)):
        for place in range(runs[run, 0], runs[run, 1]):
            sheet.bound[place] = swept.bare[place]
    for at in range(len(skills)):
        share = np.float32(1.0 if certainty[at] > 0 else inferred)
        count = _under(skills[at : at + 1], swept.by_merit, swept.with_merit, runs, sheet.found)
        for found in sheet.found[:count]:
            place = swept.with_merit[found]
            sheet.bound[place] += share * swept.merit_step[place]


@compiled
def _bound_by_the_way(
    s: Any, first: int, end: int, directory: Directory, w: Numbers, bound: Bounds
) -> None:
    """Add what the way there gives at best: the chord is never longer than the road."""
    swept = directory.swept
    if swept.on_map[first] < directory.anywhere or np.isnan(s.x):
        return
    limit_km = s.travel_limit if s.travel_limit > 0 else w.unlimited_km
    full = np.float32(w.distance)
    per_chord = np.float32(w.distance * EARTH_RADIUS_KM * ROAD_FACTOR / limit_km)
    least = np.float32(-w.distance * JOURNEY_TOLERANCE_PERCENT / 100)
    x, y, z = np.float32(s.x), np.float32(s.y), np.float32(s.z)
    for place in range(first, end):
        dx = swept.points[0, place] - x
        dy = swept.points[1, place] - y
        dz = swept.points[2, place] - z
        left = full - per_chord * np.sqrt(dx * dx + dy * dy + dz * dz)
        bound[place] += max(left, least)


@compiled
def _reaching(first: int, end: int, directory: Directory, sheet: Sheet, floor: float) -> int:
    """Write the positions whose bound reaches the list and that no other way led to; how many."""
    least = np.float32(floor) - COARSE_SLACK
    reaching = 0
    for place in range(first, end):
        reaching += sheet.bound[place] >= least
    if reaching == 0:
        return 0
    count = 0
    for place in range(first, end):
        if sheet.bound[place] >= least:
            position = directory.swept.positions[place]
            job = directory.job[position]
            sheet.found[count] = position
            count += sheet.has[job] == 0 and sheet.wants[job] == 0
    return count


@compiled
def _consider(
    found: Codes, s: Any, directory: Directory, numbers: Any, sheet: Sheet, best: Best
) -> None:
    """Put those places in the person's list that fit and are good enough.

    What is soon judged comes first and for all of them, so that memory is read ahead.
    """
    found = found[: _good_enough(found, directory, sheet, best.scores[0, -1])]
    found = found[: _not_shut(found, s, directory, sheet)]
    for place in found:
        job, floor = directory.job[place], best.scores[0, -1]
        musts = row_of(directory.musts, place)[0]
        certain, inferred = _met(musts, sheet.held)
        if certain + inferred < len(musts):
            continue
        merits = row_of(directory.merits, place)[0]
        languages, levels = row_of(directory.languages, place)
        skills = (len(musts), certain, inferred, len(merits))
        lacking = _below(languages, levels, sheet.spoken)
        o = directory.facts[place]
        away = hectometres(s, o)
        known = _counts(away, skills, (0, 0), lacking, job, sheet)
        if limits.broken(s, o, known) != 0:
            continue
        most = directory.most[place] + sheet.points[job] + SLACK
        if most - numbers.distance + score.way(s, known, numbers) < floor:
            continue
        known = _counts(away, skills, _met(merits, sheet.held), lacking, job, sheet)
        points = score.total(s, known, numbers)
        if points >= floor:
            _insert(place, points, directory.ids, best)


@compiled
def _good_enough(found: Codes, directory: Directory, sheet: Sheet, floor: float) -> int:
    """Move those to the front whose score at best reaches the list; how many."""
    count = 0
    for place in found:
        most = directory.most[place] + sheet.points[directory.job[place]]
        found[count] = place
        count += most + SLACK >= floor
    return count


@compiled
def _not_shut(found: Codes, s: Any, directory: Directory, sheet: Sheet) -> int:
    """Move those to the front that no limit shuts, distance, skills and languages apart."""
    count = 0
    for place in found:
        known = _counts(-1, (0, 0, 0, 0), (0, 0), 0, directory.job[place], sheet)
        found[count] = place
        count += limits.broken(s, directory.facts[place], known) == 0
    return count


@compiled
def _counts(away: int, skills: Any, merits_met: Any, lacking: int, job: int, sheet: Sheet) -> Any:
    """The comparison of the person with a place; `skills`: musts, of them met, and merits."""
    musts, certain, inferred, merits = skills
    return Comparison(
        away,
        musts,
        certain,
        inferred,
        merits,
        merits_met[0],
        merits_met[1],
        lacking,
        int(sheet.has[job]),
        int(sheet.wants[job]),
        int(sheet.unwanted[job]),
    )


@compiled
def _met(asked: Codes, held: Any) -> tuple[int, int]:
    """How many of the skills asked for are held for certain, and how many inferred."""
    certain, inferred = 0, 0
    for skill in asked:
        certain += held[skill] == HELD_CERTAIN
        inferred += held[skill] == HELD_INFERRED
    return certain, inferred


@compiled
def _below(asked: Codes, levels: Any, spoken: Any) -> int:
    """How many languages are spoken below the level asked."""
    lacking = 0
    for at in range(len(asked)):
        lacking += spoken[asked[at]] < levels[at]
    return lacking


@compiled
def _insert(place: int, points: float, ids: Ints, best: Best) -> None:
    """Keep the list sorted: by score, then by the lower id."""
    positions, scores = best.positions[0], best.scores[0]
    at = len(scores)
    while at > 0 and (
        scores[at - 1] < points
        or (scores[at - 1] == points and ids[positions[at - 1]] > ids[place])
    ):
        at -= 1
    for later in range(len(scores) - 1, at, -1):
        positions[later], scores[later] = positions[later - 1], scores[later - 1]
    if at < len(scores):
        positions[at], scores[at] = place, points
