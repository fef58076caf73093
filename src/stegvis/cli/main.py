"""The `stegvis` command: one module per word. Django is imported when a word needs it."""

from __future__ import annotations

from importlib import metadata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from stegvis.cli.commands import (
    audit,
    backup,
    check,
    demo,
    engine,
    erase,
    imports,
    init,
    keys,
    restore,
    serve,
    upgrade,
    worker,
)
from stegvis.cli.errors import CannotGoOnError

ORDER = (
    "serve", "worker", "demo", "init", "upgrade", "check", "backup", "restore", "erase", "keys",
    "import", "audit", "engine",
)  # fmt: skip
"""How the help lists the words: to start, to set up, to look after, to bring in, and
what needs no installation."""


class Sentences(TyperGroup):
    """Turns what a command can't do into one sentence on standard error and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """In the order of use."""
        return sorted(self.commands, key=ORDER.index)

    def invoke(self, ctx: Any) -> Any:
        """Run the word; programmers' errors still crash loudly."""
        try:
            return super().invoke(ctx)
        except CannotGoOnError as error:
            typer.echo(f"{error}", err=True)
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(
    name="stegvis",
    cls=Sentences,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all is well, 1 faults were found, 2 something asked for has to change.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Stegvis {metadata.version('stegvis')}")
        raise typer.Exit


@app.callback()
def stegvis(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Stegvis, the work-integration platform: start it, look after it, keep it safe."""


app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.add_typer(demo.app, name="demo")
app.command("init")(init.init)
app.command("upgrade")(upgrade.upgrade)
app.command("check")(check.check)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("erase")(erase.erase)
app.add_typer(keys.app, name="keys")
app.add_typer(imports.app, name="import")
app.add_typer(audit.app, name="audit")
app.add_typer(engine.app, name="engine")


def run() -> None:
    """The console script."""
    app(prog_name="stegvis")
