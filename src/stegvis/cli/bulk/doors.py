"""Doors from file to file: which education opens most for each person, and who of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from stegvis.cli import screen
from stegvis.cli.bulk import columns
from stegvis.cli.bulk.reading import Codes, read_educations, read_people, read_places
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.bulk.writing import whole
from stegvis.engine.comparison import PlaceIndex
from stegvis.engine.doors.educations import Educations
from stegvis.engine.doors.gaps import Gaps, gaps_of, mended
from stegvis.engine.doors.opening import WHOLE, doors, opened, shares
from stegvis.engine.doors.seats import Openings, seat
from stegvis.engine.doors.sets import best_set
from stegvis.engine.facts import UNKNOWN, Ints, Lists, Seekers
from stegvis.engine.ranking import Judged, judge
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights


@dataclass
class Summary:
    """What was done."""

    people: int
    ads: int
    educations: int
    lines: int = 0
    without: int = 0
    """People for whom no education opens anything."""
    worth: float | None = None
    """To the group."""
    at_most: float | None = None
    """The group's worth can't be more, with the courses that are held."""


@dataclass(frozen=True)
class Market:
    """People, places and educations; the latter by id, so that their order doesn't matter."""

    seekers: Seekers
    index: PlaceIndex
    educations: Educations
    relations: Relations

    @cached_property
    def mends(self) -> Lists:
        """What each education mends."""
        return mended(self.educations, self.relations)

    @cached_property
    def competitors(self) -> Ints:
        """(m,) how many of the people each place fits today."""
        counts = np.zeros(len(self.index.table), np.int64)
        for block in self._judged("Counting whom each place fits"):
            counts += (block.broken == 0).sum(axis=0)
        return counts

    def gaps(self) -> Iterator[Gaps]:
        """Each person's gaps."""
        for block in self._judged("Looking for doors"):
            for at, broken in enumerate(block.broken, start=block.rows.start):
                yield gaps_of(self.seekers.take(np.array([at])), self.index.table, broken)

    def summary(self) -> Summary:
        """How large it is."""
        return Summary(len(self.seekers), len(self.index.table), len(self.educations))

    def _judged(self, title: str) -> Iterator[Judged]:
        with screen.progress(title) as step:
            blocks = judge(self.seekers, self.index, self.relations, weights=Weights())
            for block in blocks:
                yield block
                step(min(block.rows.stop, len(self.seekers)), len(self.seekers))


def read(people: Path, ads: Path, educations: Path) -> Market:
    """The three files. BadInputError names file, row and column."""
    codes = Codes(Taxonomy.of_today())
    with screen.progress("Reading the ads") as step:
        places = read_places(ads, codes, lambda count: step(count, 0))
    with screen.progress("Reading the people") as step:
        seekers = read_people(people, codes, lambda count: step(count, 0))
    given = read_educations(educations, codes, lambda _: None)
    by_id = given.take(np.argsort(given.ids))
    return Market(seekers, PlaceIndex(places), by_id, codes.taxonomy.relations())


def write_doors(market: Market, out: Path, *, k: int) -> Summary:
    """Each person's k best educations, one by one."""
    summary, ids = market.summary(), market.educations.ids
    share = shares(market.competitors)

    def lines() -> Iterator[tuple[Any, ...]]:
        for person, gaps in zip(market.seekers.ids.tolist(), market.gaps(), strict=True):
            found = doors(opened(gaps, market.mends), ids, share)
            summary.without += not found
            for rank, door in enumerate(found[:k], start=1):
                yield person, rank, ids[door.education], len(door.places), _written(door.worth)

    _write(out, columns.DOORS, lines(), summary)
    return summary


def write_sets(market: Market, out: Path, *, most: int) -> Summary:
    """Each person's best set of at most so many educations."""
    summary, ids = market.summary(), market.educations.ids
    share = shares(market.competitors)

    def lines() -> Iterator[tuple[Any, ...]]:
        for person, gaps in zip(market.seekers.ids.tolist(), market.gaps(), strict=True):
            found = best_set(gaps, market.mends, ids, share, most=most)
            summary.without += not found.educations
            if found.educations:
                chosen = " ".join(str(ids[row]) for row in found.educations)
                worths = _written(found.worth), _written(found.at_most)
                yield person, chosen, len(found.places), *worths

    _write(out, columns.SETS, lines(), summary)
    return summary


def write_seats(market: Market, out: Path, *, courses: int | None) -> Summary:
    """One line for each person: the education they get a seat in."""
    summary, ids = market.summary(), market.educations.ids
    opens = [opened(gaps, market.mends) for gaps in market.gaps()]
    summary.without = sum(not len(one.codes) for one in opens)
    seats = market.educations.seats
    answer = seat(Openings.of(opens), market.competitors, seats, courses=courses)
    summary.worth = int(answer.worth.sum()) / WHOLE
    summary.at_most = answer.at_most / WHOLE
    rows = zip(
        market.seekers.ids.tolist(),
        ("" if row == UNKNOWN else ids[row] for row in answer.education),
        answer.opened.tolist(),
        map(_written, answer.worth.tolist()),
        strict=True,
    )
    _write(out, columns.SEATS, rows, summary)
    return summary


def _write(
    out: Path, headings: Iterable[str], rows: Iterable[tuple[Any, ...]], summary: Summary
) -> None:
    with whole(out) as file:
        file.write(",".join(headings) + "\n")
        for row in rows:
            file.write(",".join(map(str, row)) + "\n")
            summary.lines += 1


def _written(worth: int) -> str:
    """Millionths as a number."""
    return f"{worth / WHOLE:.6f}"
