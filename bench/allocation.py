"""Time of allocation, beside SciPy's sparse bipartite matching in the same run.

    python -m bench.allocation
    python -m bench.allocation --people 10000 --places 2000 --edges 25 --applicants 50000 --json

SciPy's `min_weight_full_bipartite_matching` knows no seats and leaves nobody without a place: it
gets a column for each seat, and for each person one more, dearer than all else. Its total has to be
ours. Deferred acceptance and the lottery are timed from file to protocol, in a process of
their own. It prints figures and asserts that the optimum is the same, nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from stegvis.engine.allocation.candidates import UNPLACED, Candidates
from stegvis.engine.allocation.costs import fair, least_cost

MOST_SEATS = 8
WISHES = 10


@dataclass
class Figures:
    """What was measured; seconds of wall clock."""

    people: int
    places: int
    edges: int
    seats: int = 0
    placed: int = 0
    cost: int = 0
    flow_seconds: float = 0.0
    fair_seconds: float = 0.0
    scipy_seconds: float = 0.0
    """The matching alone, without making its matrix."""
    scipy_cost: int = 0
    times_faster: float = 0.0
    applicants: int = 0
    deferred_seconds: float = 0.0
    deferred_reading_seconds: float = 0.0
    deferred_allocating_seconds: float = 0.0
    blocking_pairs: int = 0
    lottery_seconds: float = 0.0


def draw(people: int, places: int, edges: int, costs: int, seed: int) -> Candidates:
    """Everybody may have some random places; 0 to 8 seats each, costs from 1 to `costs`."""
    random = np.random.default_rng(seed)
    return Candidates(
        people,
        random.integers(0, MOST_SEATS + 1, places),
        np.repeat(np.arange(people), edges),
        np.concatenate([random.choice(places, edges, replace=False) for _ in range(people)]),
        random.integers(1, costs + 1, people * edges),
    )


def seats_as_columns(asked: Candidates) -> csr_array:
    """The matrix of the peer. Each person's own last column stands for having no place."""
    copies = asked.seats[asked.place]
    first = np.cumsum(asked.seats) - asked.seats
    start = np.repeat(np.cumsum(copies) - copies, copies)
    column = np.repeat(first[asked.place], copies) + np.arange(copies.sum()) - start
    everybody, seats = np.arange(asked.people), int(asked.seats.sum())
    dearest = int(asked.cost.max()) * asked.people + 1
    values = np.append(np.repeat(asked.cost, copies), np.full(asked.people, dearest))
    rows = np.append(np.repeat(asked.person, copies), everybody)
    columns = np.append(column, seats + everybody)
    return csr_array((values.astype(float), (rows, columns)), (asked.people, seats + asked.people))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one run, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure_costs(figures: Figures, asked: Candidates) -> None:
    """`flow`, `fair` and the peer, after a small run that loads everything."""
    least_cost(draw(20, 5, 2, 2, seed=1))
    figures.flow_seconds, found = timed(lambda: least_cost(asked))
    figures.fair_seconds, _ = timed(lambda: fair(asked))
    matrix = seats_as_columns(asked)
    figures.scipy_seconds, (rows, columns) = timed(
        lambda: min_weight_full_bipartite_matching(matrix)
    )
    figures.seats = int(asked.seats.sum())
    figures.placed = int((found != UNPLACED).sum())
    figures.cost = int(asked.costs_of(found).sum())
    in_seats = columns < figures.seats
    figures.scipy_cost = int(np.asarray(matrix[rows[in_seats], columns[in_seats]]).sum())
    assert (figures.placed, figures.cost) == (int(in_seats.sum()), figures.scipy_cost)
    figures.times_faster = figures.scipy_seconds / figures.flow_seconds


def draw_market(applicants: int, seed: int) -> dict[str, Any]:
    """Ten wishes each among a tenth as many places, popular ones more often; ranked by chance."""
    random = np.random.default_rng(seed)
    places = max(WISHES, applicants // 10)
    popular = np.sqrt(random.random((applicants, 4 * WISHES))) * places
    lists = [list(dict.fromkeys(row))[:WISHES] for row in popular.astype(int).tolist()]
    wishing: list[list[str]] = [[] for _ in range(places)]
    for applicant in random.permutation(applicants).tolist():
        for place in lists[applicant]:
            wishing[place].append(f"a{applicant}")
    seats = random.integers(1, 2 * applicants // places, places).tolist()
    return {
        "applicants": {f"a{one}": [f"p{place}" for place in row] for one, row in enumerate(lists)},
        "places": {
            f"p{one}": {"seats": seats[one], "ranking": ranking}
            for one, ranking in enumerate(wishing)
        },
    }


def measure_wishes(figures: Figures, applicants: int, seed: int) -> None:
    """`deferred` and `lottery` on the command line."""
    with TemporaryDirectory() as folder:
        file, out = Path(folder, "wishes.json"), Path(folder, "protocol.json")
        file.write_text(json.dumps(draw_market(applicants, seed)), encoding="utf-8")
        words = [sys.executable, "-c", "from stegvis.cli.main import run; run()"]
        words += ["engine", "allocate", "--input", str(file), "--out", str(out)]
        words += ["--seed", "bench", "--json", "--method"]

        def run(method: str) -> dict[str, Any]:
            done = subprocess.run([*words, method], check=True, capture_output=True, text=True)
            return dict(json.loads(done.stdout))

        figures.deferred_seconds, told = timed(lambda: run("deferred"))
        figures.lottery_seconds, _ = timed(lambda: run("lottery"))
    figures.applicants, figures.blocking_pairs = told["applicants"], told["blocking_pairs"]
    figures.deferred_reading_seconds = told["seconds"]["reading"]
    figures.deferred_allocating_seconds = told["seconds"]["allocating"]


def main() -> None:
    """Draw, time, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=10_000)
    words.add_argument("--places", type=int, default=2_000)
    words.add_argument("--edges", type=int, default=25, help="places each person may have")
    words.add_argument("--costs", type=int, default=1_000_000, help="few costs make many ties")
    words.add_argument("--applicants", type=int, default=50_000)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--json", action="store_true", help="figures as one last line of JSON")
    asked = words.parse_args()
    figures = Figures(asked.people, asked.places, asked.people * asked.edges)
    measure_costs(figures, draw(asked.people, asked.places, asked.edges, asked.costs, asked.seed))
    measure_wishes(figures, asked.applicants, asked.seed)
    told = asdict(figures)
    table = Table("", "", title=f"{asked.people:,} people × {asked.places:,} places")
    for name, value in told.items():
        table.add_row(name.replace("_", " "), f"{value:,.3f}".rstrip("0").rstrip("."))
    Console().print(table)
    if asked.json:
        print(json.dumps(told))


if __name__ == "__main__":
    main()
