"""`stegvis serve`: the web server and, unless told otherwise, the worker beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.serving.address import DEFAULT_HOST, DEFAULT_PORT, listen, url_of

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
    run(host, port, processes=processes, worker=worker)


def run(
    host: str,
    port: int,
    *,
    processes: int = 1,
    worker: bool = True,
    greet: Callable[[str], None] | None = None,
) -> None:
    """Listen and serve; `greet` gets the address once it answers."""
    from django.db import connections

    from stegvis.cli.serving import web
    from stegvis.cli.serving.companion import Companion

    listener = listen(host, port)
    url = url_of(host, port)

    def ready() -> None:
        screen.say(f"Stegvis is at {url} (Ctrl-C stops it)")
        if greet is not None:
            greet(url)
        connections.close_all()

    connections.close_all()
    web.serve(listener, processes=processes, companion=Companion() if worker else None, ready=ready)
