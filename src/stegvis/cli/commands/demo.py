"""`stegvis demo`: makes the demo on the first start and serves it; `demo links` signs in."""

from __future__ import annotations

import json as json_format
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.commands import serve
from stegvis.cli.errors import BadInputError
from stegvis.cli.serving.address import DEFAULT_HOST, DEFAULT_PORT, listen

if TYPE_CHECKING:
    from stegvis.cli.demo import DemoLink

DEFAULT_SEED = 1
NOT_IN_PRODUCTION = "The demo and its links exist outside production only. Set STEGVIS_ENV=demo."
app = typer.Typer(
    help="Make the demo on the first start and serve it.", invoke_without_command=True
)


@app.callback()
def demo(
    ctx: typer.Context,
    *,
    port: serve.Port = DEFAULT_PORT,
    host: serve.Host = DEFAULT_HOST,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the demo is made for; today by default."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number makes other lives.")] = DEFAULT_SEED,
    persons: Annotated[int, typer.Option(hidden=True, min=12)] = 400,
) -> None:
    """Make the demo on the first start and serve it, with a sign-in link for each of its cast."""
    if ctx.invoked_subcommand is not None:
        return
    with installation.opened(may_be_new=True) as environment:
        if environment.is_production:
            raise BadInputError(NOT_IN_PRODUCTION)
        from stegvis.cli.demo import installing

        place = listen(host, port)
        installing.install(today=today.date() if today else None, seed=seed, persons=persons)
    serve.run(place, greet=_greet)


def _greet(url: str) -> None:
    from stegvis.cli.demo import sign_in_links

    screen.say("")
    _show(sign_in_links(url))
    _tell_of_the_rest(url)


def _tell_of_the_rest(url: str) -> None:
    """How far the persons have come that the worker still makes, and where to see it."""
    from django.urls import reverse

    from stegvis.cli.demo import rest

    job = rest.being_made()
    if job is not None:
        where = url.rstrip("/") + reverse("jobs:show", args=[job.public_id])
        far = f"{job.done} of {job.total} so far" if job.total else "none so far"
        screen.say("")
        screen.say(f"Those who left in the last two years are made meanwhile ({far}).")
        screen.say(f"The administrator follows it here: {where}")


def _show(found: list[DemoLink]) -> None:
    screen.say_in_columns([(link.role, link.name, link.url) for link in found])


@app.command()
def links(
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    url: Annotated[str, typer.Option(help="Where the demo is reached.")] = "",
) -> None:
    """Print one sign-in link for each member of the cast."""
    with installation.opened() as environment:
        if environment.is_production:
            raise BadInputError(NOT_IN_PRODUCTION)
        from stegvis.cli.demo import sign_in_links
        from stegvis.cli.serving.readiness import require_upgraded
        from stegvis.core.site import running_at

        require_upgraded()
        address = url or running_at(environment.data_dir)
        found = sign_in_links(address)
        if json:
            typer.echo(json_format.dumps([one.as_dict() for one in found], ensure_ascii=False))
            return
        _show(found)
        _tell_of_the_rest(address)
