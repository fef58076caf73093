"""`stegvis worker`: runs the jobs that wait in the database."""

from __future__ import annotations

from typing import Annotated

import typer

from stegvis.cli import installation


def worker(
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now and leave (for a timer).")
    ] = False,
) -> None:
    """Run jobs until told to stop; a job under way is finished first."""
    with installation.opened() as environment:
        if environment.is_demo:
            import stegvis.cli.demo.rest  # noqa: F401  (registers its job)
        from stegvis.cli.serving.companion import stop_with_parent
        from stegvis.cli.serving.readiness import require_ready
        from stegvis.cli.upgrading import lock
        from stegvis.core.jobs.worker import run_worker

        require_ready()
    if with_parent:
        stop_with_parent()
    with lock.running():
        run_worker(once=once)
