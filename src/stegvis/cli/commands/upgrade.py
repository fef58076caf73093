"""`stegvis upgrade`: brings the database to this version."""

from __future__ import annotations

from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.words import counted


def upgrade(
    lose_data: Annotated[
        bool, typer.Option("--lose-data", help="Also remove what still holds data.")
    ] = False,
) -> None:
    """Make or upgrade the database; safe to repeat. Take a backup first.

    On PostgreSQL this connects as the owner, STEGVIS_DATABASE_OWNER_URL.
    """
    with installation.opened(as_owner=True, may_be_new=True) as environment:
        from stegvis.cli.upgrading import lock, steps

        with lock.alone(), screen.progress("Upgrading") as step:
            report = steps.upgrade(progress=step, lose=lose_data)
    if report.is_new:
        screen.say(f"made the database with {counted(len(report.migrations), 'migration')}")
    else:
        for name in report.migrations:
            screen.say(f"applied {name}")
    screen.say(
        f"{counted(report.walls, 'wall stands', 'walls stand')}; {counted(report.codes, 'code')}, "
        f"{report.changed_codes} changed"
    )
    place = environment.database["NAME"]
    screen.say(f"{'Upgraded' if report.migrations else 'Nothing to upgrade in'} {place}")
