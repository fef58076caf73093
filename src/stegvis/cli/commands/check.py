"""`stegvis check`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import json as json_format
from typing import Annotated

import typer

from stegvis.cli import installation, screen


def check(
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Look the installation over: each line is well, or a fault with its remedy."""
    with installation.opened():
        from stegvis.cli.checking import run

        found = []
        with screen.progress("Checking") as step:
            for place, finding in enumerate(run.findings(), start=1):
                found.append(finding)
                step(place, run.COUNT)
    if json:
        typer.echo(json_format.dumps([one.as_dict() for one in found], ensure_ascii=False))
    else:
        for one in found:
            screen.say(f"{'ok   ' if one.ok else 'FAULT'} {one.name}: {one.says}")
            if one.mend:
                screen.say(f"      mend: {one.mend}")
    if not all(one.ok for one in found):
        raise typer.Exit(1)
