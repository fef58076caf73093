"""`stegvis backup FILE`: one archive with the database and the documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.errors import CannotGoOnError
from stegvis.cli.words import counted


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as /backup/monday.zip.")],
) -> None:
    """Write the database and the documents into one archive, while the product runs.

    The data keys (STEGVIS_DATA_KEYS) are not in it; without them it can't be restored.
    """
    with installation.opened(as_owner=True):
        from stegvis.casework.people import erasures
        from stegvis.cli.archiving import making
        from stegvis.core.database.state import migration_state

        if not migration_state().is_current:
            raise CannotGoOnError(
                "The database belongs to another version of Stegvis than this one. Back it up with "
                "the version it was last upgraded with."
            )
        with screen.progress("Backing up") as step:
            made = making.make(file.absolute(), step)
        kept = erasures.path()
    screen.say(
        f"Wrote {file}: {counted(made.rows, 'row')}, {counted(made.documents, 'document')}, "
        f"{made.size / 1024**2:.1f} MB, read through and whole."
    )
    screen.say(
        f"Not in it: the data keys. Keep STEGVIS_DATA_KEYS and the newest {kept} apart from it."
    )
