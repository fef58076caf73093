"""The data files: where each comes from, under which licence, and how it is read.

`data/sources.csv` lists them; `docs/reference/reference-data.md` is generated from it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Source:
    """One data file. `changes` says what Stegvis did to it, where the licence wants that said."""

    file: str
    about: str
    source: str
    version: str
    licence: str
    confirm: bool = False
    changes: str = ""

    @property
    def sha256(self) -> str:
        """Checksum of the file as shipped."""
        return hashlib.sha256((DATA / self.file).read_bytes()).hexdigest()


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a data file; every value is text (leading zeros matter)."""
    with text(file) as lines:
        yield from csv.DictReader(lines)


def text(file: str) -> io.TextIOBase:
    """A data file opened as UTF-8 text, unpacked where it is packed."""
    path = DATA / file
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


@cache
def legacy_labels() -> dict[str, tuple[str, str]]:
    """Concept id → (type, label) as of 2020: what a retired concept was called."""
    return {r["concept_id"]: (r["type"], r["label"]) for r in rows("legacy_ids_2020.csv.gz")}


@cache
def sources() -> tuple[Source, ...]:
    """Every data file with its origin, in the order of `data/sources.csv`."""
    return tuple(
        Source(
            r["file"],
            r["about"],
            r["source"],
            r["version"],
            r["licence"],
            r["confirm"] == "yes",
            r["changes"],
        )
        for r in rows("sources.csv")
    )


def source(file: str) -> Source:
    """The origin and version of one data file. KeyError for a file that isn't listed."""
    return {one.file: one for one in sources()}[file]
