"""People allocated to places at a cost, from file to file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stegvis.cli import screen
from stegvis.cli.bulk.pairs import Pairs, decimal, read_pairs, write_allocated
from stegvis.cli.bulk.timing import Timed
from stegvis.cli.errors import BadInputError
from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.facts import Ints


@dataclass
class CostSummary(Timed):
    """What was done, and what it costs, in millionths."""

    method: str = ""
    people: int = 0
    places: int = 0
    seats: int = 0
    edges: int = 0
    placed: int = 0
    unplaced: int = 0
    cost: int = 0
    worst: int | None = None
    """The dearest place that somebody got."""


def allocate_files(edges: Path, places: Path, out: Path, *, method: str) -> CostSummary:
    """Allocate, `flow` or `fair`, and write it. BadInputError before anything is written."""
    summary = CostSummary(method=method)
    with summary.timing("loading"):
        from stegvis.engine.allocation.costs import fair, least_cost  # noqa: PLC0415
        from stegvis.engine.allocation.network import CostsTooWideError  # noqa: PLC0415
    with summary.timing("reading"), screen.progress("Reading"):
        pairs = read_pairs(edges, places)
    with summary.timing("allocating"), screen.progress("Allocating"):
        try:
            allocated = {"flow": least_cost, "fair": fair}[method](pairs.candidates)
        except CostsTooWideError as error:
            raise BadInputError(_too_wide(edges, pairs)) from error
    with summary.timing("writing"):
        write_allocated(out, pairs, allocated)
    _sum_up(summary, pairs, allocated)
    return summary


def _too_wide(edges: Path, pairs: Pairs) -> str:
    greatest = int(np.abs(pairs.candidates.cost).argmax())
    return (
        f"{edges}, row {pairs.rows[greatest]}, column cost: "
        f"{decimal(int(pairs.candidates.cost[greatest]))} is too large to be added up exactly "
        "with the others' decimals: give all costs fewer decimals, or in a larger unit."
    )


def _sum_up(summary: CostSummary, pairs: Pairs, allocated: Ints) -> None:
    candidates, placed = pairs.candidates, allocated != UNPLACED
    paid = candidates.costs_of(allocated)[placed].tolist()
    summary.people, summary.places = candidates.people, candidates.places
    summary.seats, summary.edges = sum(candidates.seats.tolist()), len(candidates.cost)
    summary.placed, summary.unplaced = len(paid), candidates.people - len(paid)
    summary.cost, summary.worst = sum(paid), max(paid, default=None)
