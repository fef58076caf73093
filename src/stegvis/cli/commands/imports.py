"""`stegvis import`: brings data from files into the product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted

if TYPE_CHECKING:
    from stegvis.core.organisations.models import Tenant
    from stegvis.work.opportunities.actions import ImportReport

app = typer.Typer(help="Bring data from files into the product.", no_args_is_help=True)


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
        from stegvis.work.opportunities import actions

        require_ready()
        chosen = _tenant(tenant, "Say whose ads these are")
        by = Actor.system("import ads", tenant_id=chosen.pk)
        try:
            with screen.progress("Importing ads") as step, translation.override("en"):
                report = actions.import_ads(
                    file, by=by, progress=lambda done: step(done, 100), is_complete=complete
                )
        except actions.AdsNotImportedError as fault:
            raise BadInputError(f"{file}: {fault}") from fault
        except OSError as error:
            raise _unreadable(file, error) from error
        _show(report)


@app.command()
def people(
    file: Annotated[Path, typer.Argument(help="The unit's list: .xlsx or CSV.")],
    *,
    unit: Annotated[str, typer.Option(help="Whose people: the unit's name.")] = "",
    tenant: Annotated[
        str, typer.Option(help="The unit's tenant. Not needed where there is one only.")
    ] = "",
    sheet: Annotated[
        str, typer.Option(help="Which sheet of the workbook. Else the first with the headings.")
    ] = "",
    rows: Annotated[
        bool, typer.Option("--rows", help="Say also what each row without faults will bring.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take in the good rows. Without it nothing is stored.")
    ] = False,
) -> None:
    """Look through a list of people, and with --accept take in the rows without faults."""
    with installation.opened():
        from stegvis.cli import bringing
        from stegvis.cli.serving.readiness import require_ready

        require_ready()
        chosen = _tenant(tenant, "Say whose list it is")
        try:
            faulty = bringing.bring(file, chosen, unit=unit, sheet=sheet, accept=accept, rows=rows)
        except OSError as error:
            raise _unreadable(file, error) from error
    if faulty:
        raise typer.Exit(1)


@app.command("people-template")
def people_template(
    file: Annotated[Path, typer.Argument(help="Where to write the workbook, .xlsx.")],
    language: Annotated[str, typer.Option(help="Of the headings: sv, nb or en.")] = "sv",
) -> None:
    """Write the empty workbook that a unit fills in with its people."""
    with installation.opened():
        from stegvis.cli.serving.readiness import require_ready
        from stegvis.desk.intake import writing
        from stegvis.desk.intake.columns import LANGUAGES

        require_ready()
        if language not in LANGUAGES:
            raise BadInputError(f"There are no headings in {language!r}. Choose sv, nb or en.")
        if file.suffix.lower() != ".xlsx":
            raise BadInputError(
                f"The template is a workbook: let {file.name} end in .xlsx. A list may also be CSV "
                "with the same headings."
            )
        try:
            file.write_bytes(writing.as_bytes(writing.template, language=language))
        except OSError as error:
            raise BadInputError(f"{file} can't be written ({error.strerror}).") from error
        screen.say(f"{file} written")


@app.command()
def instrument(
    file: Annotated[Path, typer.Argument(help="The definition, a file of TOML.")],
    tenant: Annotated[
        str,
        typer.Option(help="Whose instrument: its name. Not needed where there is one only."),
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Take it in. Without it nothing is stored.")
    ] = False,
) -> None:
    """Look through an instrument of your own and tell every fault; with --accept take it in."""
    with installation.opened():
        from stegvis.cli import instruments
        from stegvis.cli.serving.readiness import require_ready

        require_ready()
        chosen = _tenant(tenant, "Say whose instrument it is")
        try:
            faults = instruments.bring(file, chosen, accept=accept)
        except OSError as error:
            raise _unreadable(file, error) from error
    if faults:
        raise typer.Exit(1)


@app.command("instrument-template")
def instrument_template(
    file: Annotated[Path, typer.Argument(help="Where to write the definition, .toml.")],
    language: Annotated[str, typer.Option(help="Of the notes in it: sv, nb or en.")] = "sv",
) -> None:
    """Write a definition with an example of everything in it, to change into your own."""
    with installation.opened():
        from stegvis.casework.situation.queries import TEMPLATE_LANGUAGES, template

        if language not in TEMPLATE_LANGUAGES:
            raise BadInputError(f"There are no notes in {language!r}. Choose sv, nb or en.")
        try:
            file.write_text(template(language), "utf-8")
        except OSError as error:
            raise BadInputError(f"{file} can't be written ({error.strerror}).") from error
        screen.say(f"{file} written")


def _tenant(name: str, whose: str) -> Tenant:
    from stegvis.core.organisations.queries import tenant_called

    chosen = tenant_called(name)
    if chosen is None:
        raise BadInputError(
            f"There is no one tenant called {name!r}. Give its full name: --tenant NAME"
            if name
            else f"There are several tenants, or none. {whose}: --tenant NAME"
        )
    return chosen


def _unreadable(file: Path, error: OSError) -> BadInputError:
    return BadInputError(
        f"{file} can't be read ({error.strerror}). Check the name and that it is yours to read."
    )


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
