"""`stegvis keys`: the data keys that values in the database are encrypted with."""

from __future__ import annotations

import typer

from stegvis.cli import installation, screen
from stegvis.cli.words import counted

app = typer.Typer(
    help="The keys that values in the database are encrypted with.", no_args_is_help=True
)


@app.command()
def new() -> None:
    """Print a fresh data key. It is kept nowhere: put it first in STEGVIS_DATA_KEYS."""
    from stegvis.core.encryption import new_key

    screen.say(new_key())


@app.command()
def renew() -> None:
    """Encrypt anew, with the first of STEGVIS_DATA_KEYS, what rests on an older one.

    Stegvis may run meanwhile, once server and worker have been started with the same keys. Safe to
    repeat, also after it was broken off. The documents themselves have keys of their own, which
    are renewed; the log is opened by each person's key, which is too.
    """
    with installation.opened():
        from stegvis.cli import rekeying
        from stegvis.cli.serving.readiness import require_upgraded

        require_upgraded()
        with screen.progress("Renewing") as step:
            outcome = rekeying.renew(step)
    screen.say(f"{counted(outcome.renewed, 'value')} of {outcome.seen} renewed.")
    if outcome.unreadable:
        screen.say(
            f"{counted(outcome.unreadable, 'value is', 'values are')} opened by no data key. Put "
            "back the one that is missing, after the newest, and run this again."
        )
    if outcome.in_the_way:
        screen.say(
            f"{counted(outcome.in_the_way, 'record waits', 'records wait')} on a number that has "
            "two records in one board. A registrar resolves it; then run this again."
        )
    if outcome.unreadable or outcome.in_the_way:
        raise typer.Exit(1)
    screen.say(
        "Nothing rests on an older key now. Keep older keys for as long as you keep backups that "
        "were made before."
    )
