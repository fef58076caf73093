"""Time of the exact ranking beside a peer that has neither limits nor terms, in the same run.

    python bench/matching.py --people 1000 --places 10000

The peer is SciPy's sparse product of skills with `argpartition`: the usual few lines for "top-k by
common skills". It prints figures and asserts nothing. Data are drawn, with a fixed seed: Zipf-like
skills, homes and places around 40 towns.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy import sparse

from stegvis.engine.facts import Lists, Opportunities, Seekers
from stegvis.engine.ranking import rank
from stegvis.engine.relations import Closeness, Relations, relate
from stegvis.engine.score import Weights

SKILLS, OCCUPATIONS, LANGUAGES, TOWNS = 6_600, 2_400, 40, 40


def draw_relations(random: np.random.Generator) -> Relations:
    """Occupations in 400 groups and 150 wider ones, with about as many substitutes as the real."""
    groups = random.integers(0, 400, OCCUPATIONS)
    pairs = random.integers(0, OCCUPATIONS, (8_000, 2)).tolist()
    kinds = random.choice([Closeness.PARTLY, Closeness.LARGELY], 8_000).tolist()
    return relate(
        groups, groups * 150 // 400, [(a, b, k) for (a, b), k in zip(pairs, kinds, strict=True)]
    )


def draw_lists(random: np.random.Generator, rows: int, most: int, codes: int, low: int) -> Lists:
    """Up to `most` codes per row, common ones first; values from `low` to 3."""
    shares = 1 / np.arange(1, codes + 1)
    drawn = random.choice(codes, (rows, most), p=shares / shares.sum())
    sizes = random.integers(1, most + 1, rows)
    return Lists.of(
        [
            {int(code): int(random.integers(low, 4)) for code in row[:size]}
            for row, size in zip(drawn, sizes, strict=True)
        ]
    )


def draw(people: int, places: int, seed: int) -> tuple[Seekers, Opportunities, Relations]:
    """Everything the ranking needs."""
    random = np.random.default_rng(seed)
    towns = np.column_stack([random.uniform(55.5, 66, TOWNS), random.uniform(12, 22, TOWNS)])

    def points(rows: int) -> tuple[np.ndarray, np.ndarray]:
        chosen = towns[random.integers(0, TOWNS, rows)] + random.normal(0, 0.15, (rows, 2))
        return np.ascontiguousarray(chosen[:, 0]), np.ascontiguousarray(chosen[:, 1])

    home, work = points(people), points(places)
    empty = Lists.of([[]] * people)
    seekers = Seekers(
        ids=np.arange(people),
        occupations=draw_lists(random, people, 4, OCCUPATIONS, 0),
        wishes=draw_lists(random, people, 3, OCCUPATIONS, 0),
        no_gos=empty,
        skills=draw_lists(random, people, 20, SKILLS, 0),
        languages=draw_lists(random, people, 3, LANGUAGES, 1),
        licences=random.integers(0, 32, people),
        capacity=random.choice([25, 50, 75, 100], people),
        hours_refused=random.choice([0, 0, 0, 4], people),
        exposures_avoided=random.choice([0, 0, 1, 2], people),
        latitude=home[0],
        longitude=home[1],
        travel_limit=random.integers(10, 80, people),
        earliest_start=np.full(people, -1),
        age_limits_not_met=np.zeros(people, np.int64),
    )
    opportunities = Opportunities(
        ids=np.arange(places),
        musts=draw_lists(random, places, 12, SKILLS, 0),
        merits=draw_lists(random, places, 6, SKILLS, 0),
        languages=draw_lists(random, places, 1, LANGUAGES, 1),
        occupation=random.integers(0, OCCUPATIONS, places),
        asks_training=random.integers(0, 2, places),
        licences_by_law=random.choice([0, 0, 0, 8], places),
        licences_asked=random.choice([0, 0, 4], places),
        extent=random.choice([25, 50, 75, 100], places),
        hours=random.choice([1, 1, 5], places),
        exposures=random.choice([0, 0, 0, 1, 2], places),
        latitude=work[0],
        longitude=work[1],
        starts=np.full(places, -1),
        age_limits=np.zeros(places, np.int64),
    )
    return seekers, opportunities, draw_relations(random)


def peer(seekers: Seekers, places: Opportunities, k: int) -> None:
    """`A @ B.T` and the k greatest of each row."""

    def incidence(lists: Lists) -> sparse.csr_matrix:
        ones = np.ones(len(lists.codes))
        return sparse.csr_matrix((ones, lists.codes, lists.offsets), shape=(len(lists), SKILLS))

    product = (incidence(seekers.skills) @ incidence(places.musts).T).toarray()
    np.argpartition(-product, k, axis=1)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Draw, time both, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=1_000)
    words.add_argument("--places", type=int, default=10_000)
    words.add_argument("--k", type=int, default=25)
    words.add_argument("--seed", type=int, default=7)
    asked = words.parse_args()
    seekers, places, relations = draw(asked.people, asked.places, asked.seed)
    rows = {
        "stegvis: every limit, every term, two lists": timed(
            lambda: rank(seekers, places, relations, weights=Weights(), k=asked.k)
        ),
        "scipy: skills only, argpartition": timed(lambda: peer(seekers, places, asked.k)),
    }
    table = Table("", "seconds", "pairs/s", title=f"{asked.people:,} × {asked.places:,}")
    for name, seconds in rows.items():
        table.add_row(name, f"{seconds:.2f}", f"{asked.people * asked.places / seconds:.2e}")
    ours, theirs = rows.values()
    console = Console()
    console.print(table)
    console.print(f"ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
