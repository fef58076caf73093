"""`stegvis audit`: the log of who did and saw what."""

from __future__ import annotations

import typer

from stegvis.cli import installation, screen
from stegvis.cli.words import counted

app = typer.Typer(help="The log of who did and saw what.", no_args_is_help=True)


@app.command()
def verify() -> None:
    """Compare the log with its seals; every range that was tampered with is named."""
    with installation.opened():
        from stegvis.cli.auditing import verifying
        from stegvis.cli.serving.readiness import require_upgraded

        require_upgraded()
        with screen.progress("Verifying the log") as step:
            verdict = verifying.verify(step)
    for sentence in verdict.faults:
        screen.say(sentence)
    if verdict.faults:
        screen.say("Compare those ranges with a backup from before, and find out who could do it.")
        raise typer.Exit(1)
    screen.say(
        f"{counted(verdict.seals, 'seal')} in {counted(verdict.tenants - 1, 'tenant')}: no fault"
    )
    if verdict.unsealed:
        screen.say(
            counted(
                verdict.unsealed,
                "newer event waits for its seal",
                "newer events wait for their seal",
            )
            + ": stegvis audit seal"
        )


@app.command()
def seal() -> None:
    """Seal the events that wait now. The worker does so every five minutes.

    Best while nobody works: an event of a change still in progress would seem slipped in later.
    """
    with installation.opened():
        from stegvis.cli.auditing import verifying
        from stegvis.cli.serving.readiness import require_upgraded

        require_upgraded()
        with screen.progress("Sealing the log") as step:
            made = verifying.seal(step)
    screen.say(counted(made, "seal was set", "seals were set"))
