"""`stegvis serve`: the web server and, unless told otherwise, the worker beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.serving.address import DEFAULT_HOST, DEFAULT_PORT, Place, listen

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]
Host = Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is every network.")]


def serve(
    port: Port = DEFAULT_PORT,
    host: Host = DEFAULT_HOST,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 1,
    worker: Annotated[bool, typer.Option(help="Run the worker as well.")] = True,
) -> None:
    """Start the web server and the worker; Ctrl-C stops both."""
    with installation.opened():
        from stegvis.cli.serving.readiness import require_ready

        require_ready()
        place = listen(host, port)
    run(place, processes=processes, worker=worker)


def run(
    place: Place,
    *,
    processes: int = 1,
    worker: bool = True,
    greet: Callable[[str], None] | None = None,
) -> None:
    """Serve until told to stop; `greet` gets the address once somebody listens there."""
    from django.conf import settings
    from django.db import connections

    from stegvis.cli.serving import web
    from stegvis.cli.serving.companion import Companion
    from stegvis.cli.upgrading import lock
    from stegvis.core import site

    def ready() -> None:
        screen.say(f"Stegvis is at {place.url} (Ctrl-C stops it)")
        site.remember(settings.DATA_DIR, place.url)
        if greet is not None:
            greet(place.url)
        connections.close_all()

    connections.close_all()
    with lock.running():
        web.serve(
            place.listener,
            processes=processes,
            companion=Companion() if worker else None,
            ready=ready,
            stopped=lambda: site.forget(settings.DATA_DIR),
        )
