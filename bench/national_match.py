"""The search for what fits a whole country, beside the fastest sparse top-k, in the same run.

    uv run --group bench python -m bench.national_match --people 350000 --ads 100000 [--json]

The peers, `sp_matmul_rs` and `sparse_dot_topn`, multiply the same people's skills by the same ads'
skills (demanded and welcome, cosine of inverse document frequencies) and keep the best k: no limit,
no occupation, no way there. They compete on time alone; what they find is another thing. The
search's own answer is held against NumPy in double precision on people drawn at random. So are the
lists after ads that came one by one.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import sp_matmul_rs
import sparse_dot_topn
from rich.console import Console
from rich.table import Table
from scipy import sparse

from stegvis.cli.bulk.country import Country
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.engine.crowding import crowding
from stegvis.engine.exposure import candidates, spread
from stegvis.engine.facts import Lists, Opportunities, Seekers
from stegvis.engine.increments import Kept
from stegvis.engine.matching import Fitting, Matcher
from stegvis.engine.ranking import rank
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights

VERIFIED_AT_A_TIME = 20
CHANGED = 20
"""Persons changed and ads that come, one by one."""
PEERS = {"sp_matmul_rs": sp_matmul_rs, "sparse_dot_topn": sparse_dot_topn}


@dataclass
class Figures:
    """What a run measured. Seconds are wall clock, processor seconds those of all processors: on a
    machine that others use, only these compare. Layout is a part of the search's time."""

    people: int
    ads: int
    k: int
    workers: int
    seconds: float = 0.0
    processor_seconds: float = 0.0
    layout_seconds: float = 0.0
    compilation_seconds: float = 0.0
    sp_matmul_rs_seconds: float = 0.0
    sp_matmul_rs_processor_seconds: float = 0.0
    ratio_to_sp_matmul_rs: float = 0.0
    sparse_dot_topn_seconds: float = 0.0
    sparse_dot_topn_processor_seconds: float = 0.0
    ratio_to_sparse_dot_topn: float = 0.0
    verified: int = 0
    exact_share: float = 0.0
    one_person_seconds: float = 0.0
    """One changed person against all ads, the median;"""
    one_person_share: float = 0.0
    """and its share of the search of everybody."""
    one_ad_seconds: float = 0.0
    """One new ad against everybody's lists, the median."""
    one_ad_share: float = 0.0
    one_ad_exact_share: float = 0.0
    peak_mib: float = 0.0
    """The process at its greatest when the search was done, its data and the compiler included."""
    crowding_seconds: float = 0.0
    """Seeking candidates, spreading and counting; no part of the search's time."""
    crowding: dict[str, dict[str, float]] = field(default_factory=dict)
    """Figures of the plain lists, of spread ones, and of spread ones that may be shorter."""


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds of one run, processor seconds, and what it gave."""
    start, processor = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - start, time.process_time() - processor, answer


def peak_mib() -> float:
    """The most memory the process has had, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def skills_of(seekers: Seekers, places: Opportunities) -> tuple[Any, Any]:
    """People × skills and skills × ads, each row and column of length 1, single precision."""
    width = max(one.width for one in (seekers.skills, places.musts, places.merits))
    has = _incidence([seekers.skills], width)
    asks = _incidence([places.musts, places.merits], width)
    rare = np.log(1 + asks.shape[0] / (1 + np.bincount(asks.indices, minlength=width)))
    return _unit(has, rare), _unit(asks, rare).T.tocsr()


def _incidence(lists: list[Lists], width: int) -> Any:
    owners = np.concatenate([one.owners for one in lists])
    codes = np.concatenate([one.codes for one in lists])
    ones = np.ones(len(codes), np.float32)
    return sparse.csr_matrix((ones, (owners, codes)), shape=(len(lists[0]), width))


def _unit(rows: Any, weights: Any) -> Any:
    weighted = rows.multiply(weights.astype(np.float32)).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return sparse.csr_matrix(
        sparse.diags(1 / np.maximum(lengths, 1e-9), dtype=np.float32) @ weighted
    )


def exact_share(
    found: Fitting, seekers: Seekers, places: Opportunities, relations: Relations, people: int
) -> float:
    """How many lists of some random people are NumPy's, place for place, bit for bit; a share."""
    rows = np.random.default_rng(11).choice(len(seekers), people, replace=False)
    same = []
    for first in range(0, people, VERIFIED_AT_A_TIME):
        some = rows[first : first + VERIFIED_AT_A_TIME]
        k = found.rows.shape[1]
        expected = rank(seekers.take(some), places, relations, weights=Weights(), k=k)
        places_same = (expected.fits == found.rows[some]).all(axis=1)
        scores = np.nan_to_num(expected.fits_score) == np.nan_to_num(found.scores[some])
        same.append(places_same & scores.all(axis=1))
    return float(np.concatenate(same).mean())


def crowding_of(
    found: Fitting,
    seekers: Seekers,
    places: Opportunities,
    relations: Relations,
    asked: argparse.Namespace,
) -> dict[str, dict[str, float]]:
    """How crowded the plain lists are, and what spreading them does and costs."""
    k = asked.k
    among = candidates(seekers, places, relations, Weights(), k=k, workers=asked.workers)
    goal = {"quota": asked.quota, "goal": asked.most_shown}
    lists = {
        "plain": found,
        "spread": spread(among, **goal).lists,
        "spread_short": spread(among, **goal, short_lists=True).lists,
    }
    figures = {}
    for name, one in lists.items():
        told = crowding(one.rows, one.scores, len(places), found.rows, found.scores)
        figures[name] = {**asdict(told), "most_to_mean": told.most_to_mean}
    return figures


def measure(asked: argparse.Namespace, say: Callable[[str], None]) -> Figures:
    """Draw the country, search it, let the peers run, verify."""
    figures = Figures(asked.people, asked.ads, asked.k, asked.workers)
    taxonomy = Taxonomy.of_today()
    relations, country = taxonomy.relations(), Country(taxonomy, asked.seed)
    seekers, every = country.people(asked.people), country.ads(asked.ads + CHANGED)
    places = every.take(np.arange(asked.ads))
    say("drawn")
    few = seekers.take(np.arange(1))
    figures.compilation_seconds, _, _ = timed(
        lambda: Matcher(places.take(np.arange(1)), relations, Weights()).fitting(few, k=asked.k)
    )
    say("compiled")
    figures.layout_seconds, layout, matcher = timed(lambda: Matcher(places, relations, Weights()))
    searching, processor, found = timed(
        lambda: matcher.fitting(seekers, k=asked.k, workers=asked.workers)
    )
    figures.seconds = figures.layout_seconds + searching
    figures.processor_seconds = layout + processor
    figures.peak_mib = peak_mib()
    say("searched")
    has, asks = skills_of(seekers, places)
    for name in asked.peers:
        peer = PEERS[name]
        seconds, processor, _ = timed(
            lambda peer=peer: peer.sp_matmul_topn(has, asks, asked.k, n_threads=asked.workers)
        )
        setattr(figures, f"{name}_seconds", seconds)
        setattr(figures, f"{name}_processor_seconds", processor)
        setattr(figures, f"ratio_to_{name}", figures.seconds / seconds)
        say(name)
    figures.crowding_seconds, _, figures.crowding = timed(
        lambda: crowding_of(found, seekers, places, relations, asked)
    )
    say("crowding")
    figures.verified = min(asked.verify, asked.people)
    figures.exact_share = exact_share(found, seekers, places, relations, figures.verified)
    say("verified")
    one_by_one(figures, matcher, found, seekers, every)
    return figures


def one_by_one(
    figures: Figures, matcher: Matcher, found: Fitting, seekers: Seekers, every: Opportunities
) -> None:
    """Persons who changed, then ads that come, each by itself; the first of both isn't counted."""
    persons = [seekers.take(np.array([row])) for row in range(min(CHANGED, len(seekers)))]
    each = [timed(lambda one=one: matcher.fitting(one, k=figures.k))[0] for one in persons]
    figures.one_person_seconds = float(np.median(each[1:]))
    figures.one_person_share = figures.one_person_seconds / figures.seconds
    relations, old = matcher.relations, np.arange(figures.ads)
    kept = Kept(seekers, every.ids[old], relations, Weights(), found)
    new = [every.take(np.array([row])) for row in range(figures.ads, len(every))]
    each = [timed(lambda one=one: kept.add(one, workers=figures.workers))[0] for one in new]
    figures.one_ad_seconds = float(np.median(each[1:]))
    figures.one_ad_share = figures.one_ad_seconds / figures.seconds
    figures.one_ad_exact_share = exact_share(
        kept.fitting, seekers, every, relations, figures.verified
    )


def main() -> None:
    """Measure, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=20_000)
    words.add_argument("--ads", type=int, default=100_000)
    words.add_argument("--k", type=int, default=25)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--verify", type=int, default=200, help="people held against NumPy")
    words.add_argument("--quota", type=int, default=5, help="boundless lines of a spread list")
    words.add_argument("--most-shown", type=float, default=10, help="the goal, times the mean")
    words.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    words.add_argument("--json", action="store_true", help="figures as one last line of JSON")
    asked = words.parse_args()
    console = Console(stderr=True)
    figures = asdict(measure(asked, console.log))
    table = Table("", "", title=f"{asked.people:,} people × {asked.ads:,} ads, best {asked.k}")
    lists = {
        f"{name}: {of}": v for name, one in figures["crowding"].items() for of, v in one.items()
    }
    for name, value in {**figures, **lists}.items():
        if name != "crowding":
            table.add_row(name.replace("_", " "), f"{value:,.6f}".rstrip("0").rstrip("."))
    Console().print(table)
    if asked.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
