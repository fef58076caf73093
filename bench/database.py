"""The tests' database for a bench: an empty one with every wall.

Import it before anything of the product's: it sets the environment that settings are read from.
SQLite in a temporary folder; with STEGVIS_TEST_DATABASE=postgresql a database of its own on the
tests' server, and the application as the role that row-level security binds.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.db import connection
from tests import environment

django.setup()


def prepare() -> None:
    """Every table and wall."""
    from django.core.management import call_command  # noqa: PLC0415

    from stegvis.core.database import walls  # noqa: PLC0415

    if environment.ON_POSTGRESQL:
        connect_as("STEGVIS_DATABASE_OWNER_URL")
    call_command("migrate", verbosity=0, interactive=False)
    if environment.ON_POSTGRESQL:
        walls.put_up()
        connect_as("STEGVIS_DATABASE_URL")


def connect_as(variable: str) -> None:
    """On PostgreSQL, as the role whose URL the variable holds."""
    from stegvis.conf.environment import postgres_settings  # noqa: PLC0415

    connection.close()
    new = postgres_settings(os.environ[variable])
    connection.settings_dict.update(USER=new["USER"], PASSWORD=new["PASSWORD"])


@contextmanager
def unchecked() -> Iterator[None]:
    """Let rows be copied without asking of each key whether what it leads to is there, which takes
    PostgreSQL minutes for millions of them."""
    if not environment.ON_POSTGRESQL:
        yield
        return
    server = urlsplit(environment.SUPERUSER_URL)
    connection.close()
    connection.settings_dict.update(USER=server.username, PASSWORD=server.password or "")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        connect_as("STEGVIS_DATABASE_URL")


def analyze() -> None:
    """Let the database count its rows again, as it does by itself in time."""
    if environment.ON_POSTGRESQL:
        connect_as("STEGVIS_DATABASE_OWNER_URL")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if environment.ON_POSTGRESQL:
        connect_as("STEGVIS_DATABASE_URL")


def copy() -> dict[str, str]:
    """The environment of a copy of the database as it is now, which is removed at the end."""
    leave()
    if environment.ON_POSTGRESQL:
        name = f"stegvis_test_{os.getpid()}_copy"
        environment.drop_database(name)
        environment.copy_database(name)
        atexit.register(environment.drop_database, name)
        url = environment.url_for(environment.APPLICATION, name)
        return {**os.environ, "STEGVIS_DATABASE_URL": url}
    folder = Path(tempfile.mkdtemp(prefix="stegvis-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kept = Path(os.environ["STEGVIS_DATA"])
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return {**os.environ, "STEGVIS_DATA": str(folder)}


def leave() -> None:
    """Close the connection; on SQLite everything is then in the file."""
    connection.close()
