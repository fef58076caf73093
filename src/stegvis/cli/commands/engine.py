"""`stegvis engine`: matching over plain files. It opens no installation and no database."""

from __future__ import annotations

import json as json_format
from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from stegvis.cli import screen
from stegvis.cli.commands import engine_doors
from stegvis.cli.commands.engine_allocate import allocate
from stegvis.cli.commands.engine_link_titles import link_titles
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted

app = typer.Typer(help="Matching over plain files, without an installation.", no_args_is_help=True)
app.command()(engine_doors.doors)


@app.command()
def match(
    *,
    people: Annotated[Path, typer.Option(help="The people, CSV.")],
    ads: Annotated[Path, typer.Option(help="The places, CSV.")],
    out: Annotated[Path, typer.Option(help="Where to write what fits, CSV.")],
    k: Annotated[int, typer.Option(help="Places for each person, at most.")] = 25,
    workers: Annotated[
        int, typer.Option(help="Processors to use; 0 for all. The answer is the same.")
    ] = 0,
    spread: Annotated[
        bool, typer.Option("--spread", help="Show no place far more often than others.")
    ] = False,
    quota: Annotated[
        int, typer.Option(help="Places without a point in a spread list, at most.")
    ] = 5,
    most_shown: Annotated[
        float, typer.Option(help="The goal of spreading: a place shown at most × the mean.")
    ] = 10,
    short_lists: Annotated[
        bool, typer.Option("--short-lists", help="Rather shorten lists than miss the goal.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Sum up as one line of JSON.")] = False,
) -> None:
    """Write the places that fit each person best: no limit broken, by score, then by id.

    With --spread by score minus the place's price, which gets a column of its own.

    The columns of the files: stegvis engine schema.
    """
    if k < 1 or workers < 0:
        raise BadInputError("--k is at least 1, and --workers at least 0.")
    if quota < 0 or not 1 <= most_shown < inf:
        raise BadInputError("--quota is at least 0, and --most-shown at least 1.")
    from stegvis.cli.bulk.matching import Spreading, match_files

    summary = match_files(
        people,
        ads,
        out,
        k=k,
        workers=workers or None,
        spreading=Spreading(quota, most_shown, short_lists) if spread else None,
    )
    if json:
        typer.echo(json_format.dumps(asdict(summary)))
        return
    screen.say(
        f"{out}: {counted(summary.fits, 'place')} for "
        f"{counted(summary.people, 'person', 'people')} among {counted(summary.ads, 'ad')}; "
        f"{summary.without} without any"
    )
    if summary.crowding:
        _say_crowding(summary.crowding, summary.beyond)
    screen.say(f"weights {summary.weights}, input {summary.input}")
    screen.say(", ".join(f"{name} {took:.1f} s" for name, took in summary.seconds.items()))


def _say_crowding(figures: dict[str, dict[str, float]], beyond: int) -> None:
    plain, spread = figures["plain"], figures["spread"]
    screen.say_in_columns(
        [
            ("", "plain", "spread"),
            *((name, f"{plain[name]:.4g}", f"{spread[name]:.4g}") for name in plain),
        ]
    )
    screen.say(
        f"Spreading lowers the mean score by {1 - spread['score_kept']:.1%}; "
        f"{counted(int(spread['short']), 'list')} shorter, "
        f"{counted(beyond, 'line')} over the goal so that lists stay whole"
    )


app.command()(allocate)
app.command("link-titles")(link_titles)


@app.command()
def schema(
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Show the columns of the files: what stands in each and how it is written."""
    from stegvis.cli.bulk import columns

    told = columns.schema()
    if json:
        typer.echo(json_format.dumps(told, ensure_ascii=False))
        return
    screen.say("CSV in UTF-8, a comma between, headings in the first row, in any order.")
    screen.say("A column that is left out, and an empty cell, mean: not known.")
    for option, described in told.items():
        screen.say(f"\n--{option}")
        screen.say_in_columns(
            [(one["name"], one.get("written", ""), one["about"]) for one in described]
        )


@app.command()
def generate(
    people: Annotated[int, typer.Option(help="How many people.")],
    ads: Annotated[int, typer.Option(help="How many places.")],
    out: Annotated[
        Path, typer.Option(help="A folder, for people.csv and ads.csv.", file_okay=False)
    ] = Path(),
    seed: Annotated[int, typer.Option(help="The same seed draws the same.")] = 7,
) -> None:
    """Draw a country to try the engine on. Nobody in it exists.

    Occupations are as common in each municipality as in the ads of 2024 and 2025, skills as in the
    taxonomy.
    """
    if people < 1 or ads < 1 or seed < 0:
        raise BadInputError("--people and --ads are at least 1, and --seed at least 0.")
    from stegvis.cli.bulk import writing
    from stegvis.cli.bulk.country import Country
    from stegvis.cli.bulk.taxonomy import Taxonomy

    taxonomy = Taxonomy.of_today()
    with screen.progress("Drawing"):
        country = Country(taxonomy, seed)
        seekers, places = country.people(people), country.ads(ads)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"{out} can't be made ({error.strerror}).") from error
    with screen.progress("Writing"):
        writing.write_people(out / "people.csv", seekers, taxonomy)
        writing.write_places(out / "ads.csv", places, taxonomy)
    screen.say(f"{out / 'people.csv'} and {out / 'ads.csv'} written")
