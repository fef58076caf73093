"""What the pages cost that are looked at all day, with few persons and with very many.

    python -m bench.pages --persons 100000
    python -m bench.pages --persons 100000 --json

An authority is drawn with `--few` persons, the database copied, and the authority grown to
`--persons`: on SQLite in a temporary folder, and on PostgreSQL where the tests' server answers,
with the application as a role that row-level security binds. The pages are asked by a web process
of each database, by turns, so that what disturbs the machine disturbs both alike: `--times` each
after two that fill caches. Beside them is asked the frame that every page of a signed-in
coordinator is set in, empty, as the measure of the machine. Queries are the most that a page asks,
its entry in the log among them; statements that open and close a transaction and name the tenant
aren't counted. It prints figures and asserts nothing.

`p95_ratio` is p95 to the frame's p95 in the same minutes, `growth` p95 to p95 with few persons.
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
    from bench.histories import Authority

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FRAME, FRAME_ADDRESS = "the empty frame", "/bench/frame/"
PERSONS_LOOKED_AT = 40
WARM, COUNTED = 2, 12
WHOSE = ("mine", "unit")


FILTERS = (
    "phase=2", "phase=4", "phase=3&phase=7", "todo=late", "todo=week", "todo=none", "still=1",
    "language=so", "interpreter=always", "municipality=2183", "sort=since", "sort=todo",
)  # fmt: skip


def pages(authority: Authority) -> list[dict[str, Any]]:
    """Who asks for which addresses, in turn; with a body where it is posted."""
    from stegvis.casework.cases.queries import caseload  # noqa: PLC0415

    cast, burdened = authority.cast, authority.burdened.cast
    own = [case.person for case in caseload(cast.by(cast.kerstin))]
    files = [f"/person/{person.public_id}/" for person in own[:PERSONS_LOOKED_AT]]
    kerstin, maria, kim = cast.kerstin.pk, cast.maria.pk, burdened.kerstin.pk
    filtered = {whose: [f"/cases/mine/?whose={whose}&{one}" for one in FILTERS] for whose in WHOSE}
    return [
        _page(FRAME, kerstin, [FRAME_ADDRESS]),
        _page("My day", kerstin, ["/day/"]),
        _page("My day, everybody", kerstin, ["/day/?bucket=mine"]),
        _page("My day, 400 cases", kim, ["/day/"]),
        _page("My day, everybody, 400 cases", kim, ["/day/?bucket=mine"]),
        _page("caseload", kerstin, ["/cases/mine/?whose=mine"]),
        _page("caseload, each filter", kerstin, filtered["mine"]),
        _page("caseload, each filter, 400 cases", kim, filtered["mine"]),
        _page("caseload, the unit's", maria, ["/cases/mine/?whose=unit"]),
        _page("caseload, the unit's, each filter", maria, filtered["unit"]),
        _page("manager's cases, by phase", maria, [f"/manage/cases/?phase={n}" for n in (2, 3, 4)]),
        _page("manager's cases, standing still", maria, ["/manage/cases/?still=1"]),
        _page("search", kerstin, ["/people/search/"], {"q": own[0].name}),
        _page("search, a part of a name", maria, ["/people/search/"], {"q": "lindg"}),
        _page("search, nobody found", kerstin, ["/people/search/"], {"q": "qvarnström"}),
        _page("person", kerstin, files),
        _page("person, a long history", kim, [f"/person/{authority.longest.public_id}/"]),
        _page("the unit", maria, ["/manage/"]),
    ]


def _page(
    name: str, account: int, addresses: list[str], body: dict[str, str] | None = None
) -> dict[str, Any]:
    return {"name": name, "account": account, "addresses": addresses, "body": body}


def measure(persons: int, few: int, times: int) -> dict[str, Any]:
    """Draw, copy, grow, and ask both by turns, on the database of the environment."""
    from bench import database  # noqa: PLC0415  first of all

    # isort: split
    from tests.cast import build_cast  # noqa: PLC0415

    from bench.histories import Authority  # noqa: PLC0415
    from stegvis.core import tenancy  # noqa: PLC0415

    database.prepare()
    authority = Authority(build_cast(), seed=7)
    authority.grow(few)
    with tenancy.tenant_scope(authority.cast.tenant.pk):
        asked = pages(authority)
    told = {"tenant": authority.cast.tenant.pk, "pages": asked}
    copied = database.copy()
    start = time.perf_counter()
    authority.grow(persons)
    drawn = time.perf_counter() - start
    database.leave()
    many, before = Process(told, dict(os.environ)), Process(told, copied)
    ask_by_turns([before, many], times)
    return {
        "persons": persons,
        "few": few,
        "drawn_seconds": round(drawn),
        "megabytes": round(many.megabytes()),
        "pages": _compared(many, before),
    }


class Process:
    """A web process of a database, and what it said of each page."""

    def __init__(self, told: dict[str, Any], environment: dict[str, str]) -> None:
        self.names = [one["name"] for one in told["pages"]]
        self.addresses = [len(one["addresses"]) for one in told["pages"]]
        self.times: list[list[float]] = [[] for _name in self.names]
        self.queries = [0 for _name in self.names]
        self._running = subprocess.Popen(
            [sys.executable, "-m", "bench.asked"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._answer(told)

    def ask(self, page: int, number: int) -> None:
        """Ask a page; the first times fill caches and aren't kept."""
        took = self._answer(["ask", page, number])
        if number >= WARM:
            self.times[page].append(took)

    def count(self, page: int, number: int) -> None:
        """Count the statements of a page; the most of any of its addresses is kept."""
        self.queries[page] = max(self.queries[page], int(self._answer(["count", page, number])))

    def megabytes(self) -> float:
        """The most memory it has held."""
        return self._answer(["memory", 0, 0])

    def _answer(self, line: object) -> float:
        told, answers = self._running.stdin, self._running.stdout
        assert told is not None
        assert answers is not None
        print(json.dumps(line), file=told, flush=True)
        answer = answers.readline()
        if not answer:
            raise SystemExit(self._running.wait() or 1)
        found: float = json.loads(answer)
        return found


def ask_by_turns(processes: list[Process], times: int) -> None:
    """Every page of each process after the other's, so many times; then count statements."""
    addresses = list(enumerate(processes[0].addresses))
    for number in range(times + WARM):
        for page, _count in addresses:
            for process in processes:
                process.ask(page, number)
    for page, count in addresses:
        for number in range(min(count, COUNTED)):
            for process in processes:
                process.count(page, number)


def _compared(after: Process, before: Process) -> list[dict[str, Any]]:
    frame = _p95(after.times[0])
    return [
        {
            "name": name,
            "queries": after.queries[page],
            "p50": round(statistics.median(after.times[page]), 1),
            "p95": round(_p95(after.times[page]), 1),
            "p95_ratio": round(_p95(after.times[page]) / frame, 1),
            "p95_few": round(_p95(before.times[page]), 1),
            "growth": round(_p95(after.times[page]) / _p95(before.times[page]), 2),
        }
        for page, name in enumerate(after.names)
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
