"""What a command shows: results on standard output, progress and errors on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stegvis.cli.errors import BadInputError

Step = Callable[[int, int], None]
"""Called with how much is done and how much there is (0: not known)."""


def out() -> Console:
    """Standard output as it is now, so that it can be redirected."""
    return Console(highlight=False, soft_wrap=True)


def err() -> Console:
    """Standard error as it is now."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line of a result, as plain text: brackets in it are no markup."""
    out().print(text, markup=False)


def say_aside(text: str) -> None:
    """One line on how something goes, on standard error."""
    err().print(text, markup=False)


def say_in_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows of equally many cells, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def ask(question: str, *, option: str, default: str = "") -> str:
    """Ask; where nobody sits, take the default, or raise BadInputError naming the option."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=default or None))
    if not default:
        raise BadInputError(f"Nobody can be asked here: say it with {option}.")
    return default


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """A bar on standard error while something long runs; one line where there is no terminal."""
    console = err()
    if not console.is_terminal:
        console.print(f"{label} ...", markup=False)
        yield lambda _done, _of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield step
