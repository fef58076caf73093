"""`stegvis init`: the first tenant and its first administrator."""

from __future__ import annotations

from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.screen import ask


def init(
    *,
    tenant: Annotated[str, typer.Option(help="The responsible authority's full name.")] = "",
    unit: Annotated[str, typer.Option(help="The first unit's name.")] = "",
    admin_name: Annotated[str, typer.Option(help="Who sets up the rest.")] = "",
    admin_email: Annotated[str, typer.Option(help="What they sign in with.")] = "",
    country: Annotated[str, typer.Option(help="SE or NO; SE by default.")] = "",
    area: Annotated[
        str,
        typer.Option(
            help="The board between which and the others secrecy holds; Socialnämnden by default."
        ),
    ] = "",
    organisation: Annotated[
        str, typer.Option(help="The own organisation of the unit; the tenant's name by default.")
    ] = "",
    municipality: Annotated[str, typer.Option(help="The unit's municipality, four digits.")] = "",
    url: Annotated[str, typer.Option(help="Where Stegvis is reached, for the link.")] = "",
) -> None:
    """Make the first tenant, board, unit and administrator, and print the link to sign in with.

    Asks for what isn't given. Run `stegvis upgrade` before.
    """
    with installation.opened():
        from stegvis.cli import founding
        from stegvis.cli.serving.readiness import require_ready

        require_ready()
        base_url = url or _address()
        facts = founding.Founding(
            tenant=tenant or ask("Responsible authority or association", option="--tenant"),
            country=country or ask("Country (SE or NO)", option="--country", default="SE"),
            area=area or ask("Board (secrecy area)", option="--area", default="Socialnämnden"),
            organisation=organisation,
            unit=unit or ask("First unit that meets people", option="--unit"),
            municipality=municipality,
            admin_name=admin_name or ask("Administrator's name", option="--admin-name"),
            admin_email=admin_email or ask("Administrator's e-mail", option="--admin-email"),
        )
        founded = founding.found(facts, base_url=base_url)
    screen.say(f"Made {founded.tenant}. {facts.admin_name} signs in once, within 24 hours, with:")
    screen.say(founded.link)


def _address() -> str:
    """Where the settings say Stegvis is reached; BadInputError when they don't."""
    from stegvis.core import site

    try:
        return site.address()
    except site.NoAddressError as error:
        raise BadInputError(
            "Nothing says where Stegvis is reached, for the link: set STEGVIS_HOSTS to its name, "
            "such as stegvis.kommunen.se, or say --url."
        ) from error
