"""The search: one person's best places among very many, exact, in machine code.

Places are found in three ways (see `directory`), the most promising first. What is read at a glance
says whether a place may fit at all and gives a bound, which is never below its score. Only where
the bound reaches the person's list is a place judged in full, the greatest bounds first; so the
list's last score is soon high, and nothing is missed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stegvis.engine import limits, score
from stegvis.engine.best import Best, insert
from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Numbers, Rows, hectometres, row_of
from stegvis.engine.compiler import compiled
from stegvis.engine.conditions import below, unmet
from stegvis.engine.directory import Bounds, Codes, Directory, Swept
from stegvis.engine.facts import Ints
from stegvis.engine.reach import Reach, reach_of, squared_chord, way_at_best
from stegvis.engine.sheet import HELD_CERTAIN, HELD_INFERRED, People, Sheet, spread_out, wipe

ENOUGH = 3
"""Places found for each one wanted, before they are judged."""
BLOCK = 32
"""Bounds that are counted at a time: the count is vectorised, looking closer is not."""
STEPS = 14
"""Halvings at most in the search for a cut."""


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
        skills = row_of(people.skills, row)[0]
        close = spread_out(row, people, relations, numbers, sheet)
        reach = reach_of(s, directory.edges, directory.most, numbers)
        conditions = unmet(s, sheet.spoken, directory.conditions)
        enough = ENOUGH * len(mine.scores[0])

        count = _find(skills, directory.by_must, reach, conditions, directory, sheet, 0)
        for at in range(close + 1):
            if count >= enough or (at == close and count > 0):
                _bound(sheet.found[:count], reach, directory, sheet)
                found, bounds = sheet.found[:count], sheet.bound[:count]
                _judge(found, bounds, sheet.never, s, reach, directory, numbers, sheet, mine)
                count = 0
            job = sheet.alike[at : min(at + 1, close)]
            if at < close and _may_reach(job[0], directory, sheet, reach, mine.scores[0, -1]):
                by = directory.by_occupation
                count = _find(job, by, reach, conditions, directory, sheet, count)

        swept = directory.swept
        if swept.most + reach.slack >= mine.scores[0, -1]:
            for first_band, last_band in ((reach.south, reach.north), (0, 1)):
                first, end = swept.by_band[first_band], swept.by_band[last_band]
                bounds = sheet.swept[first:end]
                _bound_swept(first, end, reach, conditions, swept, bounds)
                _add_merits(skills, first_band, last_band, swept, sheet)
                found = swept.positions[first:end]
                _judge(found, bounds, sheet.met, s, reach, directory, numbers, sheet, mine)

        wipe(row, people, sheet, close)


@compiled
def _may_reach(job: int, directory: Directory, sheet: Sheet, reach: Reach, floor: float) -> Any:
    """Whether any place under an occupation may reach the list."""
    return directory.most_by_occupation[job] + sheet.points[job] + reach.slack >= floor


@compiled
def _find(
    codes: Codes,
    starts: Codes,
    reach: Reach,
    conditions: int,
    directory: Directory,
    sheet: Sheet,
    count: int,
) -> int:
    """Write down what lies under the codes, is within reach and not shut; how many there are."""
    cards, found, shut = directory.cards, sheet.found, sheet.shut
    for code in codes:
        if code < starts.shape[1]:
            for south, north in ((0, 1), (reach.south, reach.north)):
                for place in range(starts[south, code], starts[north, code]):
                    card = cards[place]
                    beyond = squared_chord(reach, card.x, card.y, card.z) > reach.chord_squared
                    found[count] = place
                    count += ((card.conditions & conditions) | shut[card.door] | beyond) == 0
    return count


@compiled
def _bound(found: Codes, reach: Reach, directory: Directory, sheet: Sheet) -> None:
    """The score at best of each place found."""
    skills, worth = directory.skills, sheet.worth
    for at in range(len(found)):
        card = directory.cards[found[at]]
        sheet.bound[at] = (
            card.bare
            + card.must_step * _worth(skills, card.musts, card.merits, worth)
            + np.float32(sheet.points[card.door])
            + card.merit_step * _worth(skills, card.merits, card.end, worth)
            + way_at_best(reach, squared_chord(reach, card.x, card.y, card.z))
        )


@compiled
def _worth(asked: Codes, first: int, end: int, worth: Bounds) -> Any:
    """How many of the skills asked for are met, in shares."""
    met = np.float32(0.0)
    for at in range(first, end):
        met += worth[asked[at]]
    return met


@compiled
def _bound_swept(
    first: int, end: int, reach: Reach, conditions: int, swept: Swept, bounds: Bounds
) -> None:
    """Scores at best without merits, from one place to another; -inf where it is shut or too far.

    Columns are cut first: an index that can't be negative is what the compiler can vectorise.
    """
    x, y, z = swept.point[0, first:end], swept.point[1, first:end], swept.point[2, first:end]
    bare, asked = swept.bare[first:end], swept.conditions[first:end]
    for at in range(len(bounds)):
        chord_squared = squared_chord(reach, x[at], y[at], z[at])
        bound = bare[at] + way_at_best(reach, chord_squared)
        bounds[at] = np.float32(-np.inf) if chord_squared > reach.chord_squared else bound
    for at in range(len(bounds)):
        shut = (asked[at] & conditions) != 0
        bounds[at] = np.float32(-np.inf) if shut else bounds[at]


@compiled
def _add_merits(skills: Codes, south: int, north: int, swept: Swept, sheet: Sheet) -> None:
    """Add what the merits met give in some bands."""
    for skill in skills:
        if skill < swept.by_merit.shape[1]:
            for at in range(swept.by_merit[south, skill], swept.by_merit[north, skill]):
                place = swept.with_merit[at]
                sheet.swept[place] += sheet.worth[skill] * swept.merit_step[place]


@compiled
def _judge(
    found: Codes,
    bounds: Bounds,
    passed: Any,
    s: Any,
    reach: Reach,
    directory: Directory,
    numbers: Any,
    sheet: Sheet,
    best: Best,
) -> None:
    """Put those in the list that fit and are good enough: first the greatest bounds, then others.

    Places whose occupation is `passed` are left out.
    """
    cut = _cut(bounds, _least(best, reach), reach.most, len(best.scores[0]))
    most = np.float32(np.inf)
    while True:
        for first in range(0, len(bounds), BLOCK):
            block = bounds[first : first + BLOCK]
            if _count(block, cut) == 0:
                continue
            for at in range(len(block)):
                if block[at] < cut or block[at] >= most:
                    continue
                place = found[first + at]
                if passed[directory.cards[place].door] == 0:
                    _put(place, s, directory, numbers, sheet, best)
        least = _least(best, reach)
        if cut <= least:
            return
        cut, most = least, cut


@compiled
def _least(best: Best, reach: Reach) -> Any:
    """The least bound that may reach the list; more than -inf, which shut places have."""
    return np.float32(max(best.scores[0, -1], reach.least)) - reach.slack


@compiled
def _cut(bounds: Bounds, least: Any, most: Any, wanted: int) -> Any:
    """A bound that about as many reach as are wanted, at most twice as many; at least `least`."""
    low, high = least, most
    if _count(bounds, low) <= 2 * wanted:
        return low
    for _ in range(STEPS):
        middle = np.float32((low + high) / 2)
        reaching = _count(bounds, middle)
        if reaching > 2 * wanted:
            low = middle
        elif reaching < wanted:
            high = middle
        else:
            return middle
    return low


@compiled
def _count(bounds: Bounds, least: Any) -> Any:
    """How many bounds are at least so great."""
    count = np.int32(0)
    for at in range(len(bounds)):
        count += np.int32(bounds[at] >= least)
    return count


@compiled
def _put(place: int, s: Any, directory: Directory, numbers: Any, sheet: Sheet, best: Best) -> None:
    """Judge one place by every limit and every term, and put it in the list."""
    o, card, jobs = directory.facts[place], directory.cards[place], len(sheet.has)
    job = card.door if card.door < jobs else card.door - jobs
    musts_certain, musts_inferred = _met(directory.skills, card.musts, card.merits, sheet.held)
    merits_certain, merits_inferred = _met(directory.skills, card.merits, card.end, sheet.held)
    known = Comparison(
        hectometres(s, o),
        card.merits - card.musts,
        musts_certain,
        musts_inferred,
        card.end - card.merits,
        merits_certain,
        merits_inferred,
        below(directory.languages, place, sheet.spoken),
        int(sheet.has[job]),
        int(sheet.wants[job]),
        int(sheet.unwanted[job]),
    )
    if limits.broken(s, o, known) == 0:
        points = score.total(s, known, numbers)
        if points >= best.scores[0, -1]:
            insert(place, points, directory.ids, best)


@compiled
def _met(asked: Codes, first: int, end: int, held: Any) -> tuple[int, int]:
    """How many of the skills asked for are held for certain, and how many inferred."""
    certain, inferred = 0, 0
    for at in range(first, end):
        certain += held[asked[at]] == HELD_CERTAIN
        inferred += held[asked[at]] == HELD_INFERRED
    return certain, inferred
