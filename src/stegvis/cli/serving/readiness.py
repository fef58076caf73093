"""What `serve` and `worker` make sure of before they start."""

from __future__ import annotations

from stegvis.cli.archiving import swapping
from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.cli.words import counted
from stegvis.conf.environment import DangerousSettingsError
from stegvis.conf.start import refuse_dangerous_start
from stegvis.core.database import walls
from stegvis.core.database.state import migration_state


def require_ready() -> None:
    """Refuse, with the remedy, to start on a dangerous or a half-made installation."""
    try:
        refuse_dangerous_start()
    except DangerousSettingsError as dangerous:
        raise BadInputError(str(dangerous)) from dangerous
    require_finished()
    require_upgraded()
    missing = walls.missing()
    if missing:
        raise CannotGoOnError(
            counted(len(missing), "wall of the database is", "walls of the database are")
            + f" down ({missing[0]} ...). Put them up with: stegvis upgrade"
        )


def require_finished() -> None:
    """Refuse to touch what a restore has left halfway."""
    if swapping.is_unfinished():
        raise CannotGoOnError(
            "A restore was broken off, so nothing may start yet. Run it again: stegvis restore "
            "FILE --over"
        )


def require_upgraded() -> None:
    """Refuse a database that is of another version."""
    state = migration_state()
    if state.unknown:
        raise CannotGoOnError(
            f"The database was upgraded by a newer Stegvis (it has {state.unknown[0]}). Start that "
            "version, or restore the backup from before the upgrade."
        )
    if state.pending:
        raise CannotGoOnError(
            f"The database lacks {counted(len(state.pending), 'change')} this version needs. Run: "
            "stegvis upgrade"
        )
