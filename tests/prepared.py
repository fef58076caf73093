"""A migrated database, kept from run to run as long as nothing that it is made of has changed.

On SQLite a file in `var/test-database`; on PostgreSQL a database of the test server's, whose
comment says which checkout it belongs to. A clean checkout has none and makes its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test-database"
PREFIX = "stegvis_prepared_"
MADE_OF = (
    "uv.lock",
    "src/stegvis/**/migrations/*.py",
    "src/stegvis/conf/*.py",
    "src/stegvis/core/**/*.py",
    "src/stegvis/core/codes/data/**/*.csv",
    "tests/conftest.py",
    "tests/environment.py",
    "tests/prepared.py",
)
"""Whatever `migrate` and the walls run and read on an empty database."""


def key() -> str:
    """What tells one migrated database from another: 16 hexadecimal digits."""
    digest = hashlib.sha256(str(ROOT).encode())
    for file in sorted({path for pattern in MADE_OF for path in ROOT.glob(pattern)}):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several processes that need the same, one makes it while the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "being-made").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def fetch_file(to: Path) -> bool:
    """Put the kept SQLite database where a run begins; whether there is one."""
    kept = FOLDER / f"{key()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, to)
    return kept.exists()


def keep_file(database: Path) -> None:
    """Keep a copy of a file nobody has open, whole or not at all, and none that is older."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept, draft = FOLDER / f"{key()}.sqlite3", FOLDER / f"{database.parent.name}.draft"
    shutil.copyfile(database, draft)
    draft.replace(kept)
    for other in set(FOLDER.glob("*.sqlite3")) - {kept}:
        other.unlink(missing_ok=True)


def database_on(server: psycopg.Connection) -> str | None:
    """The kept database on the test server, by its name."""
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()]).fetchone()
    return _name() if found else None


def keep_on(server: psycopg.Connection, database: str, owner: str) -> None:
    """Keep a copy of a database nobody is connected to, and drop what no checkout needs.

    Of several processes that have made the same, the first keeps it.
    """
    _drop_the_unneeded(server)
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
    names = (sql.Identifier(name) for name in (_name(), owner, database))
    with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        server.execute(statement.format(*names))
        told = sql.SQL("COMMENT ON DATABASE {} IS {}")
        server.execute(told.format(sql.Identifier(_name()), sql.Literal(str(ROOT))))


def _name() -> str:
    return PREFIX + key()


def _drop_the_unneeded(server: psycopg.Connection) -> None:
    """Older ones of this checkout, and those of checkouts that are gone."""
    rows = server.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE starts_with(datname, %s) AND datname <> %s",
        [PREFIX, _name()],
    ).fetchall()
    for name, checkout in rows:
        if checkout and (checkout == str(ROOT) or not Path(checkout).exists()):
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
