"""What the pages cost that are looked at all day, with few persons and with very many.

    python -m bench.pages --persons 100000
    python -m bench.pages --persons 100000 --json

An authority is drawn with `--few` persons, its pages asked, then grown to `--persons` and asked
again: on SQLite in a temporary folder, and on PostgreSQL where the tests' server answers, with the
application as a role that row-level security binds. The pages are asked by a web process of its
own, in turn, `--times` each after two that fill caches; beside them the frame that every page of a
signed-in coordinator is set in, empty, as the measure of the machine. Queries are the most that a
page asks, its entry in the log among them; statements that open and close a transaction and name
the tenant aren't counted. It prints figures and asserts nothing.

`p95_ratio` is p95 to the frame's p95 in the same minute, `growth` p95 to p95 with few persons.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from tests.cast import Cast

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FRAME, FRAME_ADDRESS = "the empty frame", "/bench/frame/"
PERSONS_LOOKED_AT = 40


def pages(cast: Cast) -> list[dict[str, Any]]:
    """Who asks for which addresses, in turn; with a body where it is posted."""
    from stegvis.casework.cases.queries import caseload  # noqa: PLC0415

    own = [case.person for case in caseload(cast.by(cast.kerstin))]
    files = [f"/person/{person.public_id}/" for person in own[:PERSONS_LOOKED_AT]]
    kerstin, maria = cast.kerstin.pk, cast.maria.pk
    return [
        _page(FRAME, kerstin, [FRAME_ADDRESS]),
        _page("My day", kerstin, ["/day/"]),
        _page("My day, everybody", kerstin, ["/day/?bucket=mine"]),
        _page("caseload", kerstin, ["/cases/mine/?whose=mine"]),
        _page("caseload, the unit's", maria, ["/cases/mine/?whose=unit"]),
        _page("caseload, by phase", maria, [f"/manage/cases/?phase={n}" for n in (2, 3, 4)]),
        _page("caseload, stands still", maria, ["/manage/cases/?still=1"]),
        _page("search", kerstin, ["/people/search/"], {"q": own[0].name}),
        _page("search, a part of a name", maria, ["/people/search/"], {"q": "lindg"}),
        _page("search, nobody found", kerstin, ["/people/search/"], {"q": "qvarnström"}),
        _page("person", kerstin, files),
    ]


def _page(
    name: str, account: int, addresses: list[str], body: dict[str, str] | None = None
) -> dict[str, Any]:
    return {"name": name, "account": account, "addresses": addresses, "body": body}


def measure(persons: int, few: int, times: int) -> dict[str, Any]:
    """Draw, ask, grow and ask again on the database of the environment."""
    from bench import database  # noqa: PLC0415  first of all

    # isort: split
    from tests.cast import build_cast  # noqa: PLC0415

    from bench.histories import Authority  # noqa: PLC0415

    database.prepare()
    cast = build_cast()
    authority = Authority(cast, seed=7)
    authority.grow(few)
    before = _asked(cast, times)
    start = time.perf_counter()
    authority.grow(persons)
    drawn = time.perf_counter() - start
    after = _asked(cast, times)
    return {
        "persons": persons,
        "few": few,
        "drawn_seconds": round(drawn),
        "megabytes": round(after["megabytes"]),
        "pages": _compared(after["pages"], before["pages"]),
    }


def _asked(cast: Cast, times: int) -> dict[str, Any]:
    """What a web process says of each page."""
    from django.db import connection  # noqa: PLC0415

    from stegvis.core import tenancy  # noqa: PLC0415

    with tenancy.tenant_scope(cast.tenant.pk):
        told = {"tenant": cast.tenant.pk, "times": times, "pages": pages(cast)}
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "bench.asked"],
        input=json.dumps(told), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _compared(after: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    frame, first = _p95(after[0]["times"]), {one["name"]: _p95(one["times"]) for one in before}
    return [
        {
            "name": one["name"],
            "queries": one["queries"],
            "p50": round(statistics.median(one["times"]), 1),
            "p95": round(_p95(one["times"]), 1),
            "p95_ratio": round(_p95(one["times"]) / frame, 1),
            "p95_few": round(first[one["name"]], 1),
            "growth": round(_p95(one["times"]) / first[one["name"]], 2),
        }
        for one in after
    ]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def every_database(options: argparse.Namespace) -> dict[str, Any]:
    """The figures of each database that there is, each in a process with its own environment."""
    return {
        name: _elsewhere(name, options)
        for name in (SQLITE, POSTGRESQL)
        if name == SQLITE or _answers()
    }


def _answers() -> bool:
    import psycopg  # noqa: PLC0415

    url = os.environ.get("STEGVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _elsewhere(name: str, options: argparse.Namespace) -> dict[str, Any]:
    said = [f"--{key}={getattr(options, key)}" for key in ("persons", "few", "times")]
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages", *said, "--here"],
        env={**os.environ, "STEGVIS_TEST_DATABASE": name},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def show(name: str, found: dict[str, Any]) -> None:
    """A table for people."""
    few = f"p95 at {found['few']}"
    table = Table("", "queries", "p50, ms", "p95, ms", "to the frame", few, "growth", title=name)
    for one in found["pages"]:
        table.add_row(*[str(value) for value in one.values()])
    console = Console(width=110)
    console.print(table)
    console.print(
        f"{found['persons']} persons, the last of them drawn in {found['drawn_seconds']} s; "
        f"the web process held {found['megabytes']} MB at most"
    )


def main() -> None:
    """Both databases, as a table or as JSON: the pages of both, and each database's by its name."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--persons", type=int, default=100_000)
    said.add_argument("--few", type=int, default=1_000)
    said.add_argument("--times", type=int, default=40)
    said.add_argument("--json", action="store_true")
    said.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = said.parse_args()
    if options.here:
        json.dump(measure(options.persons, options.few, options.times), sys.stdout)
        return
    found = every_database(options)
    if not options.json:
        for name, figures in found.items():
            show(name, figures)
        return
    every = [
        {**one, "database": name} for name, figures in found.items() for one in figures["pages"]
    ]
    json.dump({"pages": every, "databases": found}, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
