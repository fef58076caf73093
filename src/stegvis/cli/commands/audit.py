"""`stegvis audit`: the log of who did and saw what."""

from __future__ import annotations

import typer

from stegvis.cli import installation, screen

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
    screen.say(f"{verdict.seals} seals in {verdict.tenants - 1} tenants hold")


@app.callback()
def audit() -> None:
    """Keeps `verify` a word of its own while it is the only one."""
