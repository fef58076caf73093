"""The protocol of an allocation by wishes: all that anyone needs to do it again, and doing it."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stegvis.cli.bulk.document import Document
from stegvis.cli.bulk.market import Market, market_of
from stegvis.cli.bulk.wishing import Drawn, WishSummary, draw, sum_up
from stegvis.cli.bulk.writing import whole
from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.engine.allocation.candidates import UNPLACED
from stegvis.engine.allocation.lottery import commitment_of

VERSION = "stegvis-allocation-1"
"""Changes with what stands in a protocol or with how numbers and places come about."""
NUMBERS = (
    "Lottery numbers, from 1: applicants in the order of SHA-256 of seed, colon and applicant, "
    "as UTF-8."
)
RULES = {
    "deferred": f"{NUMBERS} Applicant-proposing deferred acceptance; of those whom a place ranks "
    "alike, and where it ranks nobody, the lower number goes first.",
    "lottery": f"{NUMBERS} By stratum, the lowest first and those without one last, then by "
    "number, each takes the first of their wishes that has a free seat.",
}
COUNTS = ("matched", "unmatched", "free_seats", "ranks", "blocking_pairs")
NAMED = ("method", "seed", "commitment", "input_sha256")


def write_protocol(file: Path, market: Market, drawn: Drawn, summary: WishSummary) -> None:
    """Write it, a line for each part. BadInputError where that can't be."""
    parts = _parts(market, drawn, asdict(summary))
    lines = [f"{json.dumps(key)}: {json.dumps(parts[key], ensure_ascii=False)}" for key in parts]
    with whole(file) as out:
        out.write("{\n" + ",\n".join(lines) + "\n}\n")


def _parts(market: Market, drawn: Drawn, told: dict[str, Any]) -> dict[str, Any]:
    """What stands in a protocol; `told` are the words and counts of a summary."""
    places = [
        None if place == UNPLACED else market.places[place] for place in drawn.allocated.tolist()
    ]
    return {
        "protocol": VERSION,
        "rule": RULES[told["method"]],
        **{key: told[key] for key in NAMED},
        "input": market.facts,
        "numbers": dict(zip(market.applicants, drawn.numbers.tolist(), strict=True)),
        "allocation": dict(zip(market.applicants, places, strict=True)),
        **{key: told[key] for key in COUNTS},
    }


def verify_protocol(file: Path, original: Path | None, commitment: str) -> WishSummary:
    """Do it again from the protocol alone, and hold every part against what is done now.

    With the original input and the commitment as it was published, hold these against it too.
    CannotGoOnError names what differs; BadInputError where it is no protocol.
    """
    summary = WishSummary()
    with summary.timing("reading"):
        document = Document(file)
        _check_shape(document)
        market = market_of(document, "input")
    told = document.facts
    with summary.timing("allocating"):
        drawn = draw(market, told["method"], told["seed"])
        sum_up(summary, market, drawn)
    summary.method, summary.seed = told["method"], told["seed"]
    summary.commitment, summary.input_sha256 = commitment_of(told["seed"]), told["input_sha256"]
    again = json.loads(json.dumps(_parts(market, drawn, asdict(summary))))
    for key in again:
        _expect_same(file, key, told[key], again[key])
    if commitment:
        _expect_same(file, "commitment", told["commitment"], commitment.strip().lower())
    if original:
        given = Document(original)
        _expect_same(file, "input_sha256", told["input_sha256"], given.sha256)
        _expect_same(file, "input", told["input"], given.facts)
    return summary


def _check_shape(document: Document) -> None:
    told = document.facts
    if not isinstance(told, dict):
        document.wrong((), "should be an object.")
    for key in ("protocol", "rule", *NAMED, "input", "numbers", "allocation", *COUNTS):
        if key not in told:
            document.wrong((), f"{key} is missing.")
    if told["protocol"] != VERSION:
        document.wrong(("protocol",), f"{told['protocol']!r} isn't {VERSION}.")
    if told["method"] not in list(RULES):
        document.wrong(("method",), f"{told['method']!r} is none of {', '.join(RULES)}.")
    if not isinstance(told["seed"], str):
        document.wrong(("seed",), "should be a text.")


def _expect_same(file: Path, key: str, told: Any, found: Any) -> None:
    if told == found:
        return
    if isinstance(told, dict) and isinstance(found, dict):
        one = next(one for one in [*told, *found] if told.get(one) != found.get(one))
        key, told, found = f"{key} of {one}", told.get(one), found.get(one)
    raise CannotGoOnError(f"{file}: {key} is {told!r} there, and {found!r} when done again.")


def commit(file: Path) -> str:
    """Draw a seed of 256 bits into a new file that only its owner reads; its commitment.

    BadInputError where the file is there already: a seed that was committed is never replaced.
    """
    seed = secrets.token_hex(32)
    kept = {"seed": seed, "commitment": commitment_of(seed)}
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(json.dumps(kept) + "\n")
    except FileExistsError as error:
        raise BadInputError(f"{file} is there already, and a seed is never replaced.") from error
    except OSError as error:
        raise BadInputError(f"{file} can't be written ({error.strerror}).") from error
    return kept["commitment"]
