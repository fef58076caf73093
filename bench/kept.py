"""Time and memory of a web process that keeps very many open places for the match page.

    python -m bench.kept --ads 100000
    STEGVIS_TEST_DATABASE=postgresql python -m bench.kept --ads 100000

Ads of 4 kB are imported; then a process of its own asks for one person's match page as a browser
does: the first time it reads and compiles every ad, then what has changed (nothing; one place;
2,000 places). It prints seconds and the most memory the process has held, and asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time

from bench import database  # first of all

# isort: split
from django.db import connection
from tests import environment

ASKED = "asked"


def main() -> None:
    """Draw, and let another process ask; that process comes here too."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--ads", type=int, default=100_000)
    said.add_argument(f"--{ASKED}", default="", help=argparse.SUPPRESS)
    options = said.parse_args()
    if options.asked:
        ask(*options.asked.split())
        return
    address, account = drawn(options.ads)
    command = [sys.executable, "-m", "bench.kept", f"--{ASKED}", f"{address} {account}"]
    subprocess.run(command, env=leading_here(), check=True)


def drawn(ads: int) -> tuple[str, int]:
    """A unit with very many ads; the address of a match page, and who asks for it."""
    from tests.cast import build_cast  # noqa: PLC0415

    from bench.unit import Unit  # noqa: PLC0415
    from stegvis.casework.cases.models import Case  # noqa: PLC0415
    from stegvis.core import tenancy  # noqa: PLC0415

    database.prepare()
    cast = build_cast()
    unit = Unit(cast, coordinators=1, seed=7)
    unit.grow(10)
    unit.advertise(ads)
    database.analyze()
    with tenancy.tenant_scope(cast.tenant.pk):
        person = Case.objects.order_by("pk").values_list("person__public_id", flat=True)[0]
    return f"/matching/{person}/", cast.kerstin.pk


def leading_here() -> dict[str, str]:
    """The environment that leads a process to the same database."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    if environment.ON_POSTGRESQL:
        url = environment.url_for(environment.APPLICATION, name)
        return {**os.environ, "BENCH_DATABASE": url}
    return {**os.environ, "BENCH_DATABASE": name}


def ask(address: str, account: str) -> None:
    """As a browser does, and print what it cost."""
    from django.test import Client  # noqa: PLC0415

    from stegvis.core.accounts.models import Account  # noqa: PLC0415
    from stegvis.core.accounts.views import BACKEND  # noqa: PLC0415

    led_to(os.environ["BENCH_DATABASE"])
    who = Account.objects.get(pk=int(account))
    client = Client()
    client.force_login(who, backend=BACKEND)
    client.get("/day/")
    print(f"{connection.vendor}, before: {megabytes():.0f} MB")
    for what, changed in (("first", 0), ("again", 0), ("one changed", 1), ("2,000", 2_000)):
        change(who.tenant_id, changed)
        start = time.perf_counter()
        answer = client.get(address)
        took = time.perf_counter() - start
        print(f"{what:12} {took:6.2f} s, {megabytes():.0f} MB at most, {answer.status_code}")


def led_to(where: str) -> None:
    """Connect there."""
    if environment.ON_POSTGRESQL:
        os.environ["STEGVIS_DATABASE_URL"] = where
        database.connect_as("STEGVIS_DATABASE_URL")
        connection.settings_dict["NAME"] = where.rpartition("/")[2]
    else:
        connection.close()
        connection.settings_dict["NAME"] = where


def change(tenant_id: int, places: int) -> None:
    """So many places are changed, as an import does."""
    from django.db.models import F  # noqa: PLC0415

    from stegvis.core import tenancy  # noqa: PLC0415
    from stegvis.core.audit import recording  # noqa: PLC0415
    from stegvis.core.audit.actor import Actor  # noqa: PLC0415
    from stegvis.work.opportunities.models import Opportunity  # noqa: PLC0415

    if not places:
        return
    by = Actor.system("bench", tenant_id=tenant_id)
    with tenancy.tenant_scope(tenant_id), recording.recording("bench.kept", by):
        rows = Opportunity.objects.order_by("pk").values_list("pk", flat=True)[:places]
        Opportunity.objects.filter(pk__in=list(rows)).update(version=F("version") + 1)


def megabytes() -> float:
    """The most memory the process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
