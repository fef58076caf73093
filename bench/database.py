"""The tests' database for a bench: an empty one with every wall.

Import it before anything of the product's: it sets the environment that settings are read from.
SQLite in a temporary folder; with STEGVIS_TEST_DATABASE=postgresql a database of its own on the
tests' server, and the application as the role that row-level security binds.
"""

from __future__ import annotations

import os

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


def analyze() -> None:
    """Let the database count its rows again, as it does by itself in time."""
    if environment.ON_POSTGRESQL:
        connect_as("STEGVIS_DATABASE_OWNER_URL")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if environment.ON_POSTGRESQL:
        connect_as("STEGVIS_DATABASE_URL")
