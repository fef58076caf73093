"""`stegvis init`: the first tenant and its first administrator."""

from __future__ import annotations

from typing import Annotated

import typer

from stegvis.cli import installation, screen


def init(
    *,
    tenant: Annotated[
        str, typer.Option(prompt="Responsible authority or association", help="Its full name.")
    ],
    unit: Annotated[
        str, typer.Option(prompt="First unit that meets people", help="The first unit's name.")
    ],
    admin_name: Annotated[
        str, typer.Option(prompt="Administrator's name", help="Who sets up the rest.")
    ],
    admin_email: Annotated[
        str, typer.Option(prompt="Administrator's e-mail", help="What they sign in with.")
    ],
    country: Annotated[str, typer.Option(prompt="Country (SE or NO)", help="SE or NO.")] = "SE",
    area: Annotated[
        str,
        typer.Option(
            prompt="Board (secrecy area) of the unit",
            help="The board between which and the others secrecy holds.",
        ),
    ] = "Socialnämnden",
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
        facts = founding.Founding(
            tenant=tenant,
            country=country.strip().upper(),
            area=area,
            organisation=organisation,
            unit=unit,
            municipality=municipality,
            admin_name=admin_name,
            admin_email=admin_email,
        )
        founded = founding.found(facts, base_url=url or founding.default_url())
    screen.say(f"Made {founded.tenant}. {admin_name} signs in once, within 24 hours, with:")
    screen.say(founded.link)
