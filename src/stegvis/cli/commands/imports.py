"""`stegvis import`: brings data from files into the product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted

if TYPE_CHECKING:
    from stegvis.work.opportunities.actions import ImportReport

app = typer.Typer(help="Bring data from files into the product.", no_args_is_help=True)


@app.callback()
def imports() -> None:
    """Keeps `ads` a word of its own while it is the only one."""


@app.command()
def ads(
    file: Annotated[Path, typer.Argument(help="JobSearch or JobStream JSON, packed or not.")],
    tenant: Annotated[
        str, typer.Option(help="Whose ads: its name. Not needed where there is one tenant only.")
    ] = "",
    complete: Annotated[
        bool, typer.Option("--complete", help="The file holds every open ad: remove the others.")
    ] = False,
) -> None:
    """Bring advertised jobs up to date with a file, and list what wasn't understood."""
    with installation.opened():
        from django.utils import translation

        from stegvis.cli.serving.readiness import require_ready
        from stegvis.core.audit.actor import Actor
        from stegvis.core.organisations.queries import tenant_called
        from stegvis.work.opportunities import actions

        require_ready()
        chosen = tenant_called(tenant)
        if chosen is None:
            raise BadInputError(
                f"There is no one tenant called {tenant!r}. Give its full name: --tenant NAME"
                if tenant
                else "There are several tenants, or none. Say whose ads these are: --tenant NAME"
            )
        by = Actor.system("import ads", tenant_id=chosen.pk)
        try:
            with screen.progress("Importing ads") as step, translation.override("en"):
                report = actions.import_ads(
                    file, by=by, progress=lambda done: step(done, 100), is_complete=complete
                )
        except actions.AdsNotImportedError as fault:
            raise BadInputError(f"{file}: {fault}") from fault
        except OSError as error:
            raise BadInputError(
                f"{file} can't be read ({error.strerror}). Check the name and that it is yours to "
                "read."
            ) from error
        _show(report)


def _show(report: ImportReport) -> None:
    from rich.table import Table

    screen.say(
        f"{counted(report.read, 'ad')} read: {report.new} new, {report.changed} changed, "
        f"{report.unchanged} as before, {report.removed} removed, {report.repeated} repeated, "
        f"{report.skipped} unusable"
    )
    if not report.not_understood:
        return
    table = Table("Field", "Not understood", "Times", "Example", "In ad", title=None)
    for one in report.not_understood:
        table.add_row(one.field, one.reason, str(one.times), one.example, one.example_id)
    screen.out().print(table)
