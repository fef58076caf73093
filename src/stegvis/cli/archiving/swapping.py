"""Exchanging the files of an installation for those made ready, a few renames long."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from stegvis.casework.people import erasures
from stegvis.cli.auditing import heads
from stegvis.core import clock

SQLITE_NAME = "stegvis.sqlite3"


def environment_of(stage: Path) -> dict[str, str]:
    """The environment of a process whose data folder is the stage."""
    return {**os.environ, "STEGVIS_DATA": str(stage)}


def mark() -> None:
    """From here on a restore must be finished: as long as the mark is there nothing starts."""
    _mark().write_text("Run the restore again.\n", encoding="utf-8")


def unmark() -> None:
    """The restore is finished."""
    _mark().unlink(missing_ok=True)


def is_unfinished() -> bool:
    """Whether a restore was broken off where it mustn't be."""
    return _mark().exists()


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "restore.unfinished"


def swap(stage: Path, *, keep: bool) -> Path | None:
    """Put the files of the stage in place; with `keep` what was there is put aside, and where."""
    data, aside = Path(settings.DATA_DIR), _aside()
    connection.close()
    documents = Path(settings.MEDIA_ROOT).name
    (stage / documents).mkdir(exist_ok=True)
    for name in (SQLITE_NAME, f"{SQLITE_NAME}-wal", f"{SQLITE_NAME}-shm", documents):
        _clear(data / name, aside if keep else None)
    for name in (SQLITE_NAME, documents, erasures.FILE_NAME, heads.FILE_NAME):
        if (stage / name).exists():
            (stage / name).replace(data / name)
    return aside if aside.exists() else None


def _clear(old: Path, aside: Path | None) -> None:
    """Move a file or folder aside, or remove it where nobody has used it."""
    if not old.exists():
        return
    if old.is_dir() and not any(old.iterdir()):
        old.rmdir()
    elif aside is not None:
        aside.mkdir(exist_ok=True)
        old.rename(aside / old.name)
    else:
        old.unlink()


def _aside() -> Path:
    return Path(settings.DATA_DIR) / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
