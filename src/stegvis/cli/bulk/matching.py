"""People matched with places, from file to file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from stegvis.cli import screen
from stegvis.cli.bulk.reading import Codes, read_people, read_places
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.bulk.timing import Timed
from stegvis.cli.bulk.writing import write_fits
from stegvis.engine.crowding import crowding
from stegvis.engine.exposure import Candidates, Spread, candidates, spread
from stegvis.engine.matching import Matcher
from stegvis.engine.replay import input_hash
from stegvis.engine.score import Weights


@dataclass(frozen=True)
class Spreading:
    """How lists are to be spread: see `exposure.spread`."""

    quota: int
    goal: float
    short_lists: bool


@dataclass
class Summary(Timed):
    """What was done. Seconds of reading, compiling, matching and writing are told apart."""

    people: int = 0
    ads: int = 0
    k: int = 0
    fits: int = 0
    """Lines written."""
    without: int = 0
    """People whom nothing fits."""
    weights: str = ""
    input: str = ""
    """The same input has the same hash, and the same hash the same output."""
    crowding: dict[str, dict[str, float]] | None = None
    """Figures of the plain lists and of the spread ones, where they were spread."""
    beyond: int = 0
    """Lines given over the goal, so that no list is shorter."""


def match_files(
    people: Path,
    ads: Path,
    out: Path,
    *,
    k: int,
    workers: int | None,
    spreading: Spreading | None = None,
) -> Summary:
    """Match, and write what fits. BadInputError before anything is written, or nothing is."""
    weights, summary = Weights(), Summary(k=k)
    with summary.timing("reading"):
        codes = Codes(Taxonomy.of_today())
        with screen.progress("Reading the ads") as step:
            places = read_places(ads, codes, lambda count: step(count, 0))
        with screen.progress("Reading the people") as step:
            seekers = read_people(people, codes, lambda count: step(count, 0))
        relations = codes.taxonomy.relations()
    with summary.timing("compiling"):
        Matcher(places.take(np.arange(1)), relations, weights).fitting(
            seekers.take(np.arange(1)), k=1
        )
    with summary.timing("matching"), screen.progress("Matching") as step:
        done = 0

        def finished(count: int) -> None:
            nonlocal done
            done += count
            step(done, len(seekers))

        prices = None
        if spreading:
            among = candidates(
                seekers, places, relations, weights, k=k, workers=workers, done=finished
            )
            answer = _spread(among, spreading, summary)
            found, prices = answer.lists, answer.prices
        else:
            matcher = Matcher(places, relations, weights)
            found = matcher.fitting(seekers, k=k, workers=workers, done=finished)
    with summary.timing("writing"):
        summary.fits = write_fits(out, seekers, places, found, prices)
    summary.people, summary.ads = len(seekers), len(places)
    summary.without = int((found.rows[:, 0] < 0).sum())
    summary.weights = weights.version
    summary.input = input_hash(seekers, places, relations, weights)
    return summary


def _spread(among: Candidates, how: Spreading, summary: Summary) -> Spread:
    """Spread lists; the summary is told what that did and cost."""
    answer = spread(among, quota=how.quota, goal=how.goal, short_lists=how.short_lists)
    plain = among.plain()
    summary.crowding, summary.beyond = {}, answer.beyond
    for name, lists in (("plain", plain), ("spread", answer.lists)):
        told = crowding(lists.rows, lists.scores, len(among.boundless), plain.rows, plain.scores)
        summary.crowding[name] = {**asdict(told), "most_to_mean": told.most_to_mean}
    return answer
