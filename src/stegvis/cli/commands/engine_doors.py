"""`stegvis engine doors`: which education opens most places, over plain files."""

from __future__ import annotations

import json as json_format
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stegvis.cli import screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted

MOST_TOGETHER = 5
"""Sets of more are many more, and nobody takes six courses to open a door."""


def doors(
    *,
    people: Annotated[Path, typer.Option(help="The people, CSV.")],
    ads: Annotated[Path, typer.Option(help="The places, CSV.")],
    educations: Annotated[Path, typer.Option(help="What each education gives, CSV.")],
    out: Annotated[Path, typer.Option(help="Where to write what opens most, CSV.")],
    k: Annotated[int, typer.Option(help="Educations for each person, at most.")] = 10,
    together: Annotated[
        int, typer.Option(help="Write instead the best set of at most so many for each.")
    ] = 0,
    group: Annotated[
        bool, typer.Option("--group", help="Give instead each one seat, so that all gain most.")
    ] = False,
    courses: Annotated[
        int, typer.Option(help="With --group: how many of the educations are held; 0 for all.")
    ] = 0,
    json: Annotated[bool, typer.Option("--json", help="Sum up as one line of JSON.")] = False,
) -> None:
    """Write which educations open most places for each person, or who of a group takes which.

    A place that others fit today counts less. The columns of the files: stegvis engine schema.
    """
    if k < 1 or courses < 0 or not 0 <= together <= MOST_TOGETHER:
        raise BadInputError(
            f"--k is at least 1, --courses at least 0, and --together 0 to {MOST_TOGETHER}."
        )
    if (together and group) or (courses and not group):
        raise BadInputError("--together is for persons, --courses for a --group.")
    from stegvis.cli.bulk import doors as bulk

    market = bulk.read(people, ads, educations)
    if group:
        summary = bulk.write_seats(market, out, courses=courses or None)
    elif together:
        summary = bulk.write_sets(market, out, most=together)
    else:
        summary = bulk.write_doors(market, out, k=k)
    if json:
        typer.echo(json_format.dumps(asdict(summary)))
        return
    screen.say(
        f"{out}: {counted(summary.lines, 'line')} for "
        f"{counted(summary.people, 'person', 'people')}, {counted(summary.ads, 'ad')} and "
        f"{counted(summary.educations, 'education')}; {summary.without} for whom none opens any"
    )
    if group:
        screen.say(
            f"worth {summary.worth:.3f} to the group; however the seats are given, "
            f"no more than {summary.at_most:.3f}"
        )
