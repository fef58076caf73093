"""PostgreSQL's own tools, run with the connection of the settings and no password in sight."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from stegvis.cli.errors import CannotGoOnError


def run(tool: str, *words: str | Path) -> None:
    """Run pg_dump, pg_restore or psql to its end; CannotGoOnError with what it said otherwise."""
    try:
        done = subprocess.run(
            [tool, *map(str, words)],
            env=_environment(connection.settings_dict),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise CannotGoOnError(
            f"{tool} isn't installed here. It comes with PostgreSQL's client programs (Debian: "
            "apt-get install postgresql-client), in the server's version or a newer one."
        ) from error
    if done.returncode != 0:
        raise CannotGoOnError(f"{tool} could not do it: {_said(done.stderr)}{_remedy(done.stderr)}")


def _environment(settings: dict[str, Any]) -> dict[str, str]:
    place = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    return {**os.environ, **{name: value for name, value in place.items() if value}}


def _said(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if lines else "it didn't say why."


def _remedy(text: str) -> str:
    if "row-level security" in text or "row security" in text:
        return " Give the role in STEGVIS_DATABASE_OWNER_URL BYPASSRLS (docs/how-to/install.md)."
    if "version mismatch" in text:
        return " Install client programs of the server's version."
    return ""
