"""What has to hold before the product may meet anybody; asked by every way of starting it."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import OperationalError, connection

from stegvis.conf.environment import DangerousSettingsError
from stegvis.core.accounts.models import SignInLink
from stegvis.core.accounts.queries import demo_links_exist
from stegvis.core.database import roles

PATIENCE = 30
"""Seconds to wait for a database that is still starting."""


def refuse_dangerous_start(*, patience: float = PATIENCE) -> None:
    """DangerousSettingsError when production would answer to any name, or run on a role or
    data it must not.

    The secrets have been judged already, when the environment was read. A database that can't be
    asked within `patience` seconds raises its OperationalError: a failed look-up refuses.
    """
    if not settings.PRODUCTION:
        return
    if "*" in settings.ALLOWED_HOSTS:
        raise DangerousSettingsError(
            "STEGVIS_HOSTS holds *, so that a stranger's name for this server would be believed. "
            "List the names Stegvis is reached by, such as stegvis.kommunen.se."
        )
    _wait_for_database(patience)
    ways = roles.ways_past_the_wall()
    if ways:
        raise DangerousSettingsError(
            f"The database role {roles.name()} must not run Stegvis: {'; '.join(ways)}. Put a role "
            "without those rights in STEGVIS_DATABASE_URL (docs/how-to/install.md has the SQL), "
            "and keep the owner's URL in STEGVIS_DATABASE_OWNER_URL for `stegvis upgrade`."
        )
    if _is_made() and demo_links_exist():
        raise DangerousSettingsError(
            "This database holds the demo and its sign-in links, so it can't be used in "
            "production. Point STEGVIS_DATABASE_URL or STEGVIS_DATA at one of its own."
        )


def _is_made() -> bool:
    """Whether the database has tables to hold links in."""
    with connection.cursor() as cursor:
        return SignInLink._meta.db_table in connection.introspection.table_names(cursor)


def _wait_for_database(patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(1)
        else:
            return
