"""The environment tests run in, set before settings are read.

STEGVIS_TEST_DATABASE=postgresql runs the suite on the server at STEGVIS_TEST_POSTGRES (a
superuser's URL, used for setting up only): a fresh database owned by one role, the application as
another that row-level security binds.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests import prepared

SUPERUSER_URL = os.environ.get(
    "STEGVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
)
ON_POSTGRESQL = os.environ.get("STEGVIS_TEST_DATABASE") == "postgresql"
OWNER, APPLICATION = "stegvis_test_owner", "stegvis_test_app"
PASSWORD = "stegvis-test"


def url_for(role: str, database: str) -> str:
    """The server's URL for a role and a database."""
    parts = urlsplit(SUPERUSER_URL)
    place = f"{role}:{PASSWORD}@{parts.hostname or '127.0.0.1'}:{parts.port or 5432}"
    return urlunsplit((parts.scheme, place, f"/{database}", "", ""))


def create_database(name: str, *, empty: bool = False) -> bool:
    """Roles if missing, then the owner's database: the one kept from an earlier run if there is
    one, else (or if so asked) an empty one. Whether it is the one that was kept."""
    with psycopg.connect(SUPERUSER_URL, autocommit=True) as server:
        for role, attributes in ((OWNER, "BYPASSRLS"), (APPLICATION, "NOBYPASSRLS")):
            statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} PASSWORD {}").format(
                sql.Identifier(role), sql.SQL(attributes), sql.Literal(PASSWORD)
            )
            with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                server.execute(statement)
        drop_database(name, server)
        kept = None if empty else prepared.database_on(server)
        names = (sql.Identifier(one) for one in (name, OWNER, kept or "template0"))
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'").format(*names)
        )
    return kept is not None


def drop_database(name: str, server: "psycopg.Connection | None" = None) -> None:
    """Remove a test database, whoever is still connected to it."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    if server is not None:
        server.execute(statement)
        return
    with psycopg.connect(SUPERUSER_URL, autocommit=True) as own:
        own.execute(statement)


def copy_database(name: str) -> None:
    """A copy of this run's PostgreSQL database, walls included; nobody may be connected to it."""
    with psycopg.connect(SUPERUSER_URL, autocommit=True) as server:
        own = _left_alone(server)
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(own)
            )
        )


def _left_alone(server: "psycopg.Connection") -> str:
    """The name of this run's database, once nobody is connected to it."""
    own = _own()
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [own]
    )
    return own


def fetch() -> bool:
    """Begin with the database that another process has kept since this one was loaded, if any."""
    if not ON_POSTGRESQL:
        return prepared.fetch_file(_sqlite())
    with psycopg.connect(SUPERUSER_URL, autocommit=True) as server:
        if prepared.database_on(server) is None:
            return False
    return create_database(_own())


def keep() -> None:
    """Keep this run's database, migrated and still empty, for the next."""
    if not ON_POSTGRESQL:
        prepared.keep_file(_sqlite())
        return
    with psycopg.connect(SUPERUSER_URL, autocommit=True) as server:
        prepared.keep_on(server, _left_alone(server), OWNER)


def _own() -> str:
    return f"stegvis_test_{os.getpid()}"


def _sqlite() -> Path:
    return Path(os.environ["STEGVIS_DATA"]) / "stegvis.sqlite3"


def _prepare() -> bool:
    """Set the environment and make the database; whether it is migrated already."""
    folder = tempfile.mkdtemp(prefix="stegvis-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(
        STEGVIS_ENV="test", STEGVIS_DATA=folder, DJANGO_SETTINGS_MODULE="stegvis.conf.settings"
    )
    for name in ("STEGVIS_DATABASE_URL", "STEGVIS_DATABASE_OWNER_URL", "STEGVIS_AS_OWNER"):
        os.environ.pop(name, None)
    if ON_POSTGRESQL:
        name = _own()
        atexit.register(drop_database, name)
        os.environ["STEGVIS_DATABASE_URL"] = url_for(APPLICATION, name)
        os.environ["STEGVIS_DATABASE_OWNER_URL"] = url_for(OWNER, name)
        return create_database(name)
    return prepared.fetch_file(_sqlite())


IS_MIGRATED = _prepare()
