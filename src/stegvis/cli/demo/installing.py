"""Making the demo where there is none yet: all of it or nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from django.db import connections, transaction

from stegvis.cli import screen
from stegvis.cli.demo.building import build
from stegvis.cli.errors import CannotGoOnError
from stegvis.core import clock
from stegvis.core.database.state import migration_state
from stegvis.core.organisations.queries import tenants_exist


def install(*, today: date | None, seed: int, persons: int) -> bool:
    """Upgrade the database and fill it when it is empty; whether it was.

    A start that is broken off leaves an empty database, and the next one begins again.
    """
    if not migration_state().is_current:
        _upgrade()
    if tenants_exist():
        return False
    with screen.progress("Making the demo") as step, transaction.atomic():
        build(today=today or clock.today(), seed=seed, progress=step, persons=persons)
    return True


def _upgrade() -> None:
    """In a process of its own: it may connect as the owner, which we must not."""
    connections.close_all()
    command = [sys.executable, "-m", "stegvis", "upgrade"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise CannotGoOnError("The demo's database couldn't be upgraded (see above).")
