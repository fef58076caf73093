"""What spreading costs: the share of the score kept against how often one place is shown at most.

    uv run --group bench python -m bench.crowding --people 350000 --ads 100000 \\
        --out docs/images/crowding.svg [--json]

Both ways of it, for several goals: lists that stay as long as the plain ones, and lists that may be
shorter. Seconds are of the spreading alone; the candidates are sought once.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import time
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from stegvis.cli.bulk.country import Country
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.engine.crowding import crowding
from stegvis.engine.exposure import Candidates, candidates, spread
from stegvis.engine.score import Weights

WIDTH, HEIGHT, EDGE = 720, 420, 70
COLOURS = {"whole lists": "#1f6f8b", "lists may be shorter": "#b3541e"}
SHOWN = (
    "times_the_mean",
    "score_kept",
    "worst_decile",
    "never_shown",
    "p99_shown",
    "gini",
    "short",
)


def sought(people: int, ads: int, seed: int, k: int, workers: int) -> Candidates:
    """The candidates of a drawn country."""
    taxonomy = Taxonomy.of_today()
    country = Country(taxonomy, seed)
    seekers, places = country.people(people), country.ads(ads)
    return candidates(seekers, places, taxonomy.relations(), Weights(), k=k, workers=workers)


def frontier(among: Candidates, goals: list[float], quota: int) -> list[dict[str, Any]]:
    """The figures of the plain lists, and of each goal both ways."""
    plain = among.plain()
    lines = [_figures("plain", among, plain, 0.0, 0.0)]
    for name, goal in product(COLOURS, goals):
        start = time.perf_counter()
        done = spread(among, quota=quota, goal=goal, short_lists=name != "whole lists")
        seconds = time.perf_counter() - start
        lines.append(_figures(name, among, done.lists, goal, seconds) | {"beyond": done.beyond})
    return lines


def _figures(name: str, among: Candidates, lists: Any, goal: float, seconds: float) -> Any:
    plain = among.plain()
    found = crowding(lists.rows, lists.scores, len(among.boundless), plain.rows, plain.scores)
    return {
        "lists": name,
        "goal": goal,
        "seconds": round(seconds, 2),
        "times_the_mean": found.most_to_mean,
        **asdict(found),
    }


def picture(lines: list[dict[str, Any]]) -> str:
    """An SVG: times the mean on a logarithmic axis, the share of the score kept above it."""
    least = math.floor(min(one["score_kept"] for one in lines) * 20) / 20
    most = max(one["times_the_mean"] for one in lines)
    decades = math.ceil(math.log10(most))

    def x(times: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * math.log10(max(times, 1)) / decades

    def y(kept: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (kept - least) / (1 - least)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">',
        "<title>Share of the score kept against the most shown place</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    ticks = [10**power * step for power in range(decades) for step in (1, 2, 5)] + [10**decades]
    for tick in ticks:
        parts.append(
            f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{EDGE}" y2="{HEIGHT - EDGE}" '
            f'stroke="#ddd"/><text x="{x(tick):.1f}" y="{HEIGHT - EDGE + 20}" '
            f'text-anchor="middle">{tick}</text>'
        )
    for step in range(round((1 - least) * 20) + 1):
        kept = least + step / 20
        parts.append(
            f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y(kept):.1f}" y2="{y(kept):.1f}" '
            f'stroke="#ddd"/><text x="{EDGE - 8}" y="{y(kept) + 4:.1f}" '
            f'text-anchor="end">{kept:.0%}</text>'
        )
    parts.append(
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">most shown place, '
        "times the mean</text>"
        f'<text x="{EDGE}" y="24">share of the total score kept</text>'
    )
    for at, (name, colour) in enumerate({**COLOURS, "plain": "#333"}.items()):
        points = sorted(
            (x(o["times_the_mean"]), y(o["score_kept"])) for o in lines if o["lists"] == name
        )
        drawn = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{EDGE + at * 190}" y="48" fill="{colour}">● {name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Seek, spread, draw, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=20_000)
    words.add_argument("--ads", type=int, default=6_000)
    words.add_argument("--k", type=int, default=25)
    words.add_argument("--quota", type=int, default=5)
    words.add_argument("--goals", type=float, nargs="+", default=[3, 5, 7, 8.5, 10, 20, 40, 80])
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--out", type=Path, help="where to draw the frontier, SVG")
    words.add_argument("--json", action="store_true", help="figures as one last line of JSON")
    asked = words.parse_args()
    among = sought(asked.people, asked.ads, asked.seed, asked.k, asked.workers)
    lines = frontier(among, asked.goals, asked.quota)
    table = Table("lists", "goal", *(name.replace("_", " ") for name in SHOWN), "seconds")
    for one in lines:
        figures = (f"{one[name]:,.3f}".rstrip("0").rstrip(".") for name in SHOWN)
        table.add_row(one["lists"], f"{one['goal']:g}", *figures, f"{one['seconds']}")
    Console(width=140).print(table)
    if asked.out:
        asked.out.write_text(picture(lines), encoding="utf-8")
    if asked.json:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"frontier": lines, "peak_mib": peak}))


if __name__ == "__main__":
    main()
