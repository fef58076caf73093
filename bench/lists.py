"""Time of the lists at many rows beside the same lists at few, in the same run.

    python -m bench.lists --rows 100000
    STEGVIS_TEST_DATABASE=postgresql python -m bench.lists --rows 100000

One unit is drawn twice the size of `--few`, asked, then grown to `--rows` and asked again: so many
open cases, as many waiting referrals, openings last month, employers, and ads of 4 kB. Kerstin
coordinates 40 of the cases at both sizes. Each page is asked as a browser does, the best of three;
the ratio is many rows to few. It prints figures and asserts nothing. The database is the tests':
SQLite in a temporary folder, or PostgreSQL with the application as a role that row-level security
binds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench import database  # first of all

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from rich.table import Table
from tests.cast import Cast, build_cast

from bench.unit import Unit
from stegvis.casework.cases.models import Case
from stegvis.core import tenancy
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.views import BACKEND

TIMES = 3


@dataclass(frozen=True)
class Asked:
    """What a page cost: seconds, queries, and what it answered."""

    seconds: float
    queries: int
    status: int
    kilobytes: float


def pages(cast: Cast, unit: Unit) -> dict[str, tuple[Account, str, dict[str, str] | None]]:
    """Who asks for which address; with a body where it is posted."""
    month = f"{unit.last_month:%Y}/{unit.last_month.month}"
    with tenancy.tenant_scope(cast.tenant.pk):
        person = Case.objects.order_by("pk").values_list("person__public_id", flat=True)[0]
    return {
        "queue": (cast.kerstin, "/cases/queue/", None),
        "My day": (cast.kerstin, "/day/", None),
        "My day, everybody": (cast.kerstin, "/day/?bucket=mine", None),
        "participants, mine": (cast.kerstin, "/cases/mine/", None),
        "participants, the unit": (cast.maria, "/cases/mine/?whose=unit", None),
        "search by name": (cast.maria, "/people/search/", {"q": "amina lindgren 17"}),
        "search, nobody found": (cast.maria, "/people/search/", {"q": "qvarnström"}),
        "the unit": (cast.maria, "/manage/", None),
        "all open cases": (cast.maria, "/manage/cases/", None),
        "cases that stand still": (cast.maria, "/manage/cases/?still=1", None),
        "log review, months": (cast.maria, "/manage/log/", None),
        "log review, a month": (cast.maria, f"/manage/log/{month}/", None),
        "a person's page": (cast.kerstin, f"/person/{person}/", None),
        "employers": (cast.kerstin, "/employers/", None),
        "employers, by name": (cast.kerstin, "/employers/", {"name": "givare 77"}),
        "places": (cast.kerstin, "/places/", None),
        "places, last page": (cast.kerstin, "/places/?page=9999", None),
        "places, occupation": (cast.kerstin, "/places/?occupation=undersköterska", None),
        "places, municipality": (cast.kerstin, "/places/?municipality=2183", None),
        "placements": (cast.kerstin, "/placements/", None),
        "match": (cast.kerstin, f"/matching/{person}/", None),
    }


def ask(who: Account, address: str, body: dict[str, str] | None) -> Asked:
    """The best of some times, after one that fills caches."""
    client = Client(raise_request_exception=False)
    client.force_login(who, backend=BACKEND)
    send: Callable[[], object] = (
        (lambda: client.get(address)) if body is None else (lambda: client.post(address, body))
    )
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address) if body is None else client.post(address, body)
    queries = len(seen)
    took = []
    for _time in range(TIMES):
        start = time.perf_counter()
        send()
        took.append(time.perf_counter() - start)
        if took[-1] > 5:
            break
    return Asked(min(took), queries, answer.status_code, len(answer.content) / 1000)


def measured(cast: Cast, unit: Unit, only: str) -> dict[str, Asked]:
    """Every page whose name holds `only`."""
    chosen = {name: page for name, page in pages(cast, unit).items() if only in name}
    return {name: ask(*page) for name, page in chosen.items()}


def main() -> None:
    """Draw, ask, grow, ask again, print."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--rows", type=int, default=100_000)
    said.add_argument("--few", type=int, default=100)
    said.add_argument("--coordinators", type=int, default=25)
    said.add_argument("--only", default="", help="pages whose name holds this")
    said.add_argument("--seed", type=int, default=7)
    options = said.parse_args()
    database.prepare()
    cast = build_cast()
    unit = Unit(cast, coordinators=options.coordinators, seed=options.seed)
    unit.grow(options.few)
    few = measured(cast, unit, options.only)
    start = time.perf_counter()
    unit.grow(options.rows)
    drawn = time.perf_counter() - start
    many = measured(cast, unit, options.only)
    table = Table("", "few, ms", "many, ms", "ratio", "queries", "kB", "answers")
    for name, after in many.items():
        before = few[name]
        table.add_row(
            name,
            f"{before.seconds * 1000:.0f}",
            f"{after.seconds * 1000:.0f}",
            f"{after.seconds / before.seconds:.1f}",
            f"{before.queries} → {after.queries}",
            f"{before.kilobytes:.0f} → {after.kilobytes:.0f}",
            f"{after.status}",
        )
    console = Console(width=110)
    console.print(table)
    console.print(
        f"{connection.vendor}: {options.few} → {options.rows} rows, drawn in {drawn:.0f} s"
    )


if __name__ == "__main__":
    main()
