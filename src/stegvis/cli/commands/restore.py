"""`stegvis restore FILE`: puts a backup in place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.words import counted


def restore(
    file: Annotated[Path, typer.Argument(help="A backup made with stegvis backup.")],
    over: Annotated[
        bool, typer.Option("--over", help="Replace the installation that is in use here.")
    ] = False,
    erasures: Annotated[
        list[Path] | None,
        typer.Option(help="A list of erased persons (erasures.jsonl) to erase again."),
    ] = None,
) -> None:
    """Restore a backup into an empty installation, or over this one.

    Stop the product first. Nothing is changed unless the whole backup is readable, made for this
    version or an earlier one, and opened by this installation's data keys. Whoever has been erased
    since it was made is erased again.
    """
    with installation.opened(as_owner=True, may_be_new=True):
        from stegvis.cli.archiving import restoring
        from stegvis.cli.upgrading import lock

        with lock.alone(), lock.nobody_running(), screen.progress("Restoring") as step:
            done = restoring.restore(
                file.absolute(), lists=erasures or [], over=over, progress=step
            )
    finished = done.finished
    screen.say(f"Restored the backup of {done.made_at} (Stegvis {done.version})")
    screen.say(
        f"{counted(finished.rows, 'row')}, "
        f"{counted(len(finished.migrations), 'migration')} applied to them"
    )
    screen.say(
        counted(
            finished.erased,
            "person erased since was erased again",
            "persons erased since were erased again",
        )
    )
    if done.put_aside is not None:
        screen.say(f"What was here before is in {done.put_aside}: remove it when all is well")
    for sentence in finished.faults:
        screen.say(sentence)
    if finished.faults:
        raise typer.Exit(1)
    screen.say(counted(finished.seals, "seal of the log holds", "seals of the log hold"))
