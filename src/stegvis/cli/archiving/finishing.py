"""The second half of a restore, run as a process of its own on what has just been unpacked."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from stegvis.cli import installation, screen
from stegvis.cli.errors import CannotGoOnError


@dataclass(frozen=True)
class Finished:
    """What was done with the restored database."""

    migrations: list[str]
    rows: int
    erased: int
    seals: int
    faults: list[str]


def finish(stage: Path) -> Finished:
    """Compare the rows with the manifest, upgrade, erase again, and verify the log."""
    from stegvis.casework.people import erasures  # noqa: PLC0415
    from stegvis.casework.people.actions import erase_again  # noqa: PLC0415
    from stegvis.cli.archiving import manifest  # noqa: PLC0415
    from stegvis.cli.auditing import verifying  # noqa: PLC0415
    from stegvis.cli.upgrading import steps  # noqa: PLC0415
    from stegvis.core.audit import log  # noqa: PLC0415
    from stegvis.core.audit.actor import Actor  # noqa: PLC0415
    from stegvis.core.audit.models import EventKind  # noqa: PLC0415

    told = manifest.Manifest.from_json((stage / manifest.NAME).read_text(encoding="utf-8"))
    _compare_rows(told.rows)
    with screen.progress("Upgrading") as step:
        report = steps.upgrade(progress=step)
    with screen.progress("Erasing again") as step:
        erased = erase_again(erasures.read(erasures.path()), progress=step)
    _read_places_anew()
    by = Actor.system("restore", tenant_id=None)
    log.write_event(by, EventKind.CHANGE, "installation.restored", detail={"of": told.made_at})
    with screen.progress("Verifying the log") as step:
        verdict = verifying.verify(step)
    return Finished(
        report.migrations, sum(told.rows.values()), erased, verdict.seals, verdict.faults
    )


def _read_places_anew() -> None:
    """A web process on another machine may still keep places as they were before."""
    from stegvis.core import tenancy  # noqa: PLC0415
    from stegvis.core.audit.actor import Actor  # noqa: PLC0415
    from stegvis.core.organisations.models import Tenant  # noqa: PLC0415
    from stegvis.work.opportunities import actions  # noqa: PLC0415

    for tenant in Tenant.objects.order_by("pk"):
        with tenancy.tenant_scope(tenant.pk):
            actions.read_anew(tenant, by=Actor.system("restore", tenant_id=tenant.pk))


def _compare_rows(told: dict[str, int]) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table, rows in told.items():
            found = -1
            if table in there:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                found = cursor.fetchone()[0]
            if found != rows:
                raise CannotGoOnError(
                    f"The table {table} should have {rows} rows and has {max(found, 0)}. Restore "
                    "again from another copy of the backup."
                )


def main() -> int:
    """Answers on standard output, as JSON."""
    try:
        with installation.opened(as_owner=True):
            finished = finish(Path(os.environ["STEGVIS_DATA"]))
    except CannotGoOnError as error:
        screen.err().print(str(error), markup=False)
        return error.exit_code
    print(json.dumps(asdict(finished)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
