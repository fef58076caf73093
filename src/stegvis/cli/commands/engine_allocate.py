"""`stegvis engine allocate`: who gets which place, over plain files."""

from __future__ import annotations

import json as json_format
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stegvis.cli import screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted

if TYPE_CHECKING:
    from stegvis.cli.bulk.wishing import WishSummary


class Method(StrEnum):
    """How places are given."""

    FLOW = "flow"
    FAIR = "fair"
    DEFERRED = "deferred"
    LOTTERY = "lottery"


BY_COST = ({"edges", "places", "out"}, set[str]())
OPTIONS: dict[Method, tuple[set[str], set[str]]] = {
    Method.FLOW: BY_COST,
    Method.FAIR: BY_COST,
    Method.DEFERRED: ({"input"}, {"out", "seed"}),
    Method.LOTTERY: (set(), {"input", "out", "seed", "commit", "commitment"}),
}
"""What each method needs, and what it may be given besides."""
TO_VERIFY = (set[str](), {"input", "commitment"})
SEED_FILE = Path("lottery-seed.json")
"""Where a seed is kept unless --out says otherwise."""


def allocate(
    *,
    method: Annotated[Method | None, typer.Option(help="How places are given.")] = None,
    edges: Annotated[
        Path | None, typer.Option(help="flow, fair: person, place and cost, CSV.")
    ] = None,
    places: Annotated[Path | None, typer.Option(help="flow, fair: place and seats, CSV.")] = None,
    input_: Annotated[
        Path | None, typer.Option("--input", help="deferred, lottery: wishes and seats, JSON.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write who got what: CSV, or the protocol as JSON."),
    ] = None,
    seed: Annotated[
        str | None, typer.Option(help="deferred, lottery: what the draw is made from.")
    ] = None,
    commit: Annotated[
        bool, typer.Option("--commit", help="lottery: draw a seed, keep it, show its hash.")
    ] = False,
    commitment: Annotated[
        str | None, typer.Option(help="The hash that was published; the seed must fit it.")
    ] = None,
    verify: Annotated[
        Path | None, typer.Option(help="A protocol, to be done again and compared.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Sum up as one line of JSON.")] = False,
) -> None:
    """Give people places: at least cost, fairly, by both sides' wishes or by lot.

    flow: most people placed, then least cost. fair: most placed, then the dearest place as cheap as
    can be, then least cost. deferred: stable for applicants and places. lottery: by stratum and
    lottery number, from a seed whose hash was published before.
    """
    given = {
        "edges": edges, "places": places, "input": input_, "out": out, "seed": seed,
        "commit": commit or None, "commitment": commitment,
    }  # fmt: skip
    _check(method, verify, given)
    if verify:
        _say_verified(verify, input_, commitment or "", json)
    elif commit:
        _say_committed(input_, out or SEED_FILE, json)
    elif method and edges and places and out:
        _say_costs(method, edges, places, out, json)
    elif method and input_:
        if seed and commitment is not None:
            _check_commitment(seed, commitment)
        _say_wishes(method, input_, out, seed or secrets.token_hex(16), json)


def _check(method: Method | None, verify: Path | None, given: Mapping[str, Any]) -> None:
    """What is needed is given, and nothing that means nothing here."""
    if (method is None) == (verify is None):
        raise BadInputError("Say how places are given with --method, or give one --verify.")
    name = f"--method {method.value}" if method else "--verify"
    needed, besides = OPTIONS[method] if method else TO_VERIFY
    for option, value in given.items():
        if value is None and option in needed:
            raise BadInputError(f"{name} needs --{option}.")
        if value is not None and option not in needed | besides:
            raise BadInputError(f"{name} takes no --{option}.")
    if method is Method.LOTTERY:
        _check_lottery(given)
    if given["seed"] == "":
        raise BadInputError("--seed is empty.")


def _check_lottery(given: Mapping[str, Any]) -> None:
    if (given["seed"] is None) == (given["commit"] is None):
        raise BadInputError("--method lottery needs either --seed or --commit.")
    if given["commit"] and given["commitment"] is not None:
        raise BadInputError("--commit makes a commitment; --commitment goes with --seed.")
    if given["seed"] is not None and given["input"] is None:
        raise BadInputError("--method lottery needs --input.")


def _check_commitment(seed: str, commitment: str) -> None:
    from stegvis.engine.allocation.lottery import commitment_of

    if commitment_of(seed) != commitment.strip().lower():
        raise BadInputError("--seed isn't the one that was committed: its SHA-256 is another.")


def _say_costs(method: Method, edges: Path, places: Path, out: Path, json: bool) -> None:
    from stegvis.cli.bulk.allocating import allocate_files
    from stegvis.cli.bulk.pairs import decimal

    summary = allocate_files(edges, places, out, method=method.value)
    if json:
        told = asdict(summary) | {
            name: value if value is None else float(decimal(value))
            for name, value in (("cost", summary.cost), ("worst", summary.worst))
        }
        typer.echo(json_format.dumps(told))
        return
    screen.say(
        f"{out}: {summary.placed} of {counted(summary.people, 'person', 'people')} placed among "
        f"{counted(summary.places, 'place')} with {counted(summary.seats, 'seat')}"
    )
    dearest = "" if summary.worst is None else f", the dearest {decimal(summary.worst)}"
    screen.say(f"cost {decimal(summary.cost)}{dearest}")
    _say_seconds(summary.seconds)


def _say_wishes(method: Method, file: Path, out: Path | None, seed: str, json: bool) -> None:
    from stegvis.cli.bulk.protocol import write_protocol
    from stegvis.cli.bulk.wishing import allocate_wishes

    market, drawn, summary = allocate_wishes(file, method=method.value, seed=seed)
    if out:
        with summary.timing("writing"):
            write_protocol(out, market, drawn, summary)
    _say_summary(summary, json)


def _say_verified(protocol: Path, original: Path | None, commitment: str, json: bool) -> None:
    from stegvis.cli.bulk.protocol import verify_protocol

    summary = verify_protocol(protocol, original, commitment)
    if not json:
        screen.say(f"{protocol}: done again, every number and every place is the same")
    _say_summary(summary, json)


def _say_summary(summary: WishSummary, json: bool) -> None:
    if json:
        typer.echo(json_format.dumps(asdict(summary)))
        return
    screen.say(
        f"{summary.matched} matched, {summary.unmatched} unmatched, "
        f"{counted(summary.free_seats, 'free seat')}"
    )
    ranks = ", ".join(f"wish {rank}: {count}" for rank, count in summary.ranks.items())
    screen.say(ranks or "no wish granted")
    if summary.blocking_pairs is not None:
        screen.say(f"{summary.blocking_pairs} blocking pairs")
    screen.say(f"seed {summary.seed}")
    screen.say(f"its SHA-256 {summary.commitment}")
    screen.say(f"input's SHA-256 {summary.input_sha256}")
    _say_seconds(summary.seconds)


def _say_committed(file: Path | None, out: Path, json: bool) -> None:
    from stegvis.cli.bulk.document import Document
    from stegvis.cli.bulk.market import market_of
    from stegvis.cli.bulk.protocol import commit

    told = {}
    if file:
        document = Document(file)
        market_of(document)
        told["input_sha256"] = document.sha256
    told = {"commitment": commit(out), "seed_file": str(out)} | told
    if json:
        typer.echo(json_format.dumps(told))
        return
    screen.say(f"{out}: the seed. Keep it secret until the draw.")
    screen.say(f"commitment, to be published now: {told['commitment']}")
    if file:
        screen.say(f"input's SHA-256, to be published with it: {told['input_sha256']}")


def _say_seconds(seconds: Mapping[str, float]) -> None:
    screen.say(", ".join(f"{name} {took:.1f} s" for name, took in seconds.items()))
