"""Applicants allocated by both sides' wishes or by lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stegvis.cli.bulk.document import Document
from stegvis.cli.bulk.market import Market, market_of
from stegvis.cli.bulk.timing import Timed
from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.allocation.deferred import blocking_pairs, deferred_acceptance, strict
from stegvis.engine.allocation.lottery import commitment_of, in_turn, lottery_numbers
from stegvis.engine.allocation.wishes import free_seats, rank_distribution
from stegvis.engine.facts import Ints


@dataclass
class WishSummary(Timed):
    """What was done."""

    method: str = ""
    applicants: int = 0
    places: int = 0
    matched: int = 0
    unmatched: int = 0
    free_seats: int = 0
    ranks: dict[int, int] = field(default_factory=dict)
    """How many got their first wish, their second, and so on."""
    blocking_pairs: int | None = None
    """Pairs who would rather have each other; the lottery doesn't ask the places."""
    seed: str = ""
    commitment: str = ""
    input_sha256: str = ""


@dataclass(frozen=True)
class Drawn:
    """An allocation by wishes with the lottery numbers that were drawn for it."""

    numbers: Ints
    """(applicants,)"""
    allocated: Ints
    """(applicants,) of places."""
    blocking_pairs: int | None


def draw(market: Market, method: str, seed: str) -> Drawn:
    """Allocate, by `deferred` or `lottery`."""
    wishes, numbers = market.wishes, lottery_numbers(seed, market.applicants)
    if method == "lottery":
        return Drawn(numbers, in_turn(wishes, market.stratum, numbers), None)
    ranks = strict(market.tier, numbers[wishes.applicant])
    allocated = deferred_acceptance(wishes, ranks)
    return Drawn(numbers, allocated, blocking_pairs(wishes, ranks, allocated))


def allocate_wishes(file: Path, *, method: str, seed: str) -> tuple[Market, Drawn, WishSummary]:
    """What a file asks, what came out, and its summary. BadInputError names row and column."""
    summary = WishSummary()
    with summary.timing("reading"):
        document = Document(file)
        market = market_of(document)
    with summary.timing("allocating"):
        drawn = draw(market, method, seed)
        sum_up(summary, market, drawn)
    summary.method, summary.seed, summary.commitment = method, seed, commitment_of(seed)
    summary.input_sha256 = document.sha256
    return market, drawn, summary


def sum_up(summary: WishSummary, market: Market, drawn: Drawn) -> None:
    """Count what came out."""
    matched = int((drawn.allocated != UNPLACED).sum())
    summary.applicants, summary.places = len(market.applicants), len(market.places)
    summary.matched, summary.unmatched = matched, len(market.applicants) - matched
    summary.free_seats = sum(free_seats(market.wishes, drawn.allocated).tolist())
    summary.ranks = rank_distribution(market.wishes, drawn.allocated)
    summary.blocking_pairs = drawn.blocking_pairs
