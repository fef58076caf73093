"""`stegvis engine link-titles`: titles of one list found in another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stegvis.cli import screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted


def link_titles(
    *,
    queries: Annotated[Path, typer.Option(help="Titles to look up, CSV with id and title.")],
    corpus: Annotated[Path, typer.Option(help="Titles to rank, CSV with id and title.")],
    out: Annotated[Path, typer.Option(help="Where to write the rankings, CSV.")],
    k: Annotated[int, typer.Option(help="Titles for each query, at most; 0 for all.")] = 1000,
) -> None:
    """Rank a list of titles for each of another, in any of the Nordic languages or English.

    Out: query_id, corpus_id, rank from 1, score from 0 to 1. Of equal scores the earlier row of the
    corpus comes first.
    """
    if k < 0:
        raise BadInputError("--k is at least 0.")
    from stegvis.cli.bulk.linking import link_files

    asked, held, lines = link_files(queries, corpus, out, k=k)
    screen.say(
        f"{out}: {counted(lines, 'line')} for {counted(asked, 'query', 'queries')} "
        f"among {counted(held, 'title')}"
    )
