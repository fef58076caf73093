"""Putting an archive in the place of an installation.

Everything is verified, unpacked and made ready in a folder of its own inside the data folder. On
SQLite nothing of the installation is touched before that; on PostgreSQL the database is replaced in
one transaction. Whoever was erased after the backup was made is erased again before anybody can
start the product.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from stegvis.casework.people import erasures
from stegvis.cli.archiving import databases, manifest, reading, swapping
from stegvis.cli.archiving.finishing import Finished
from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.cli.screen import Step

STAGE = ".restore-"


@dataclass(frozen=True)
class Restored:
    """What was restored, and where what it replaced was put aside."""

    made_at: str
    version: str
    finished: Finished
    put_aside: Path | None


def restore(file: Path, *, lists: list[Path], over: bool, progress: Step) -> Restored:
    """Restore a backup into the installation of the settings.

    `lists` are more lists of erased persons, `over` lets an installation in use be replaced.
    BadInputError, with nothing changed, when the backup isn't whole, isn't for this version or
    database, or needs other data keys.
    """
    told = reading.verify(file, progress)
    _fits(told)
    erased = _erased(lists)
    in_use = _in_use()
    if in_use and not over:
        raise BadInputError(
            f"There is an installation in use here ({settings.DATA_DIR}). Restore into an empty "
            "one, or add --over to put this backup in its place."
        )
    with _staged() as stage:
        reading.extract(file, stage, progress)
        erasures.write(stage / erasures.FILE_NAME, _all_erased(stage, erased))
        finished, put_aside = _put_in_place(told, stage, keep=in_use)
    return Restored(told.made_at, told.version, finished, put_aside)


def _put_in_place(
    told: manifest.Manifest, stage: Path, *, keep: bool
) -> tuple[Finished, Path | None]:
    dumped = stage / manifest.DATABASE[connection.vendor]
    if told.kind == "sqlite":
        dumped.rename(stage / swapping.SQLITE_NAME)
        finished = _finish(stage)
    else:
        script = databases.script_of(dumped)
        databases.load_postgresql(script)
        swapping.mark()
        finished = _finish(stage)
    swapping.mark()
    put_aside = swapping.swap(stage, keep=keep)
    swapping.unmark()
    return finished, put_aside


def _fits(told: manifest.Manifest) -> None:
    if told.kind != connection.vendor:
        raise BadInputError(
            f"The backup holds a {told.kind} database and the settings name a {connection.vendor} "
            "one. Set or unset STEGVIS_DATABASE_URL accordingly."
        )
    loader = MigrationLoader(None)
    ours = {app for app, _name in loader.disk_migrations}
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    newer = [name for name in told.migrations if name not in known and name.split(".")[0] in ours]
    if newer:
        raise BadInputError(
            f"The backup was made by a newer Stegvis ({told.version}; it has {newer[0]}). Install "
            "that version, then restore."
        )
    if not told.keys_fit():
        raise BadInputError(
            "The data keys of this installation don't open the backup. Put the keys of the "
            "installation it came from in STEGVIS_DATA_KEYS, newest first."
        )


def _erased(lists: list[Path]) -> list[erasures.ErasedPerson]:
    """Whom this installation and the lists given know to be erased."""
    missing = [path for path in lists if not path.exists()]
    if missing:
        raise BadInputError(f"There is no file {missing[0]}. Check the name after --erasures.")
    try:
        found = [erasures.read(path) for path in (erasures.path(), *lists)]
    except erasures.ErasureListError as error:
        raise BadInputError(f"{error} Take another copy of the list.") from error
    return erasures.merged(*found, _still_remembered())


def _still_remembered() -> list[erasures.ErasedPerson]:
    """What the database in place remembers, as far as it can still be read."""
    try:
        return erasures.in_database()
    except DatabaseError:
        return []


def _all_erased(stage: Path, erased: list[erasures.ErasedPerson]) -> list[erasures.ErasedPerson]:
    return erasures.merged(erased, erasures.read(stage / manifest.ERASURES))


def _in_use() -> bool:
    documents = Path(settings.MEDIA_ROOT)
    has_documents = documents.exists() and any(documents.iterdir())
    try:
        return has_documents or not databases.is_empty()
    except DatabaseError:
        return True


@contextmanager
def _staged() -> Iterator[Path]:
    """A folder inside the data folder, for renames; what a killed restore left there goes."""
    for left in Path(settings.DATA_DIR).glob(f"{STAGE}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=settings.DATA_DIR) as folder:
        yield Path(folder)


def _finish(stage: Path) -> Finished:
    """In a process of its own, whose data folder is the stage: upgrade, erase again, verify."""
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "stegvis.cli.archiving.finishing"],
        env=swapping.environment_of(stage),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotGoOnError("The backup couldn't be made ready for this version (see above).")
    return Finished(**json.loads(done.stdout))
