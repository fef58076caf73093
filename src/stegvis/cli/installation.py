"""Opening the installation a command works on: the environment, its folder, then Django."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.conf.environment import DangerousSettingsError, Environment

PRIVATE = 0o077


@contextmanager
def opened(*, as_owner: bool = False, may_be_new: bool = False) -> Iterator[Environment]:
    """Read the environment, set Django up, and be the audit's boundary for what is done inside.

    `as_owner` connects as the role that owns the tables. Without `may_be_new` an installation
    that doesn't exist yet is refused. Refusals and a database that is away become sentences.
    """
    environment = read_environment(as_owner=as_owner)
    if not may_be_new:
        _must_exist(environment)
    make_writable(environment.data_dir)
    _set_up_django()
    from django.db import OperationalError  # noqa: PLC0415

    from stegvis.core.audit import log  # noqa: PLC0415
    from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError  # noqa: PLC0415

    try:
        with log.boundary():
            yield environment
    except RefusedError as refused:
        raise BadInputError(_in_english(refused.refusal.sentence)) from refused
    except NotAllowedNowError as not_now:
        raise BadInputError(_in_english(not_now.sentence)) from not_now
    except OperationalError as error:
        raise CannotGoOnError(database_sentence(error)) from error


def read_environment(*, as_owner: bool = False) -> Environment:
    """The environment, judged; a dangerous one is refused with its own sentence."""
    if as_owner:
        os.environ["STEGVIS_AS_OWNER"] = "1"
    try:
        return Environment.read()
    except DangerousSettingsError as dangerous:
        raise BadInputError(str(dangerous)) from dangerous


def make_writable(folder: Path) -> None:
    """Make the data folder (private) if it is missing; a sentence when it can't be written to."""
    os.umask(PRIVATE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInputError(
            f"The data folder {folder} can't be written to ({error.strerror}). Set STEGVIS_DATA to "
            "a folder that you own and that has room."
        ) from error


def _must_exist(environment: Environment) -> None:
    name = environment.database["NAME"]
    if environment.database["ENGINE"].endswith("sqlite3") and not Path(name).exists():
        raise BadInputError(
            f"There is no installation in {environment.data_dir} yet. Make one with: stegvis "
            "upgrade. Or set STEGVIS_DATA to the folder of the one you mean."
        )


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
    import django  # noqa: PLC0415

    django.setup()


def _in_english(text: object) -> str:
    """The command line speaks English whatever the language of the pages."""
    from django.utils import translation  # noqa: PLC0415

    with translation.override("en"):
        return str(text)


def database_sentence(error: Exception) -> str:
    """What a database's error means for whoever runs the command."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    cause = error.__cause__
    code = cause.sqlite_errorcode if isinstance(cause, sqlite3.Error) else None
    if code == sqlite3.SQLITE_FULL:
        return "The disk is full, and nothing more was stored. Make room and run it again."
    if code == sqlite3.SQLITE_BUSY:
        return "The database is busy with something long. Wait a little and run it again."
    return (
        f"The database doesn't answer as it should: {text}. Is the server running, and is "
        "STEGVIS_DATABASE_URL right? `stegvis check` tells more."
    )
