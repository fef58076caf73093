"""Writes the files: whole, or not at all."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from stegvis.cli.bulk import columns
from stegvis.cli.bulk.columns import CERTAINTIES, LEVELS, Column, vocabulary_of
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.errors import BadInputError
from stegvis.engine.facts import Floats, Lists, Opportunities, Seekers
from stegvis.reference import languages

if TYPE_CHECKING:  # matching loads the compiler, which writing a file doesn't need
    from stegvis.engine.matching import Fitting

PERSONS_AT_A_TIME = 10_000
WORDS = {
    "licences": ("B", "forklift", "hot-work", "food-hygiene", "first-aid"),
    "hours": ("evening", "night", "weekend"),
    "exposures": ("lifting", "dust", "noise", "heights", "cold", "animals", "chemicals", "alone"),
    "age_limits": ("18",),
}
"""What the bits of a drawn country are called."""


@contextmanager
def whole(file: Path) -> Iterator[IO[str]]:
    """A file that gets its name once everything is in it. BadInputError where it can't be."""
    try:
        with NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="",
            dir=file.parent,
            prefix=f".{file.name}.",
            delete=False,
        ) as draft:
            try:
                yield draft
                draft.close()
                Path(draft.name).chmod(0o666 & ~_umask())
                Path(draft.name).replace(file)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise BadInputError(f"{file} can't be written ({error.strerror}).") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_fits(
    file: Path,
    people: Seekers,
    places: Opportunities,
    found: Fitting,
    prices: Floats | None = None,
) -> int:
    """One line for each person and place that fits, in the order of the lists; how many lines.

    With the places' prices, where the lists were spread.
    """
    lines = 0
    with whole(file) as out:
        heads = columns.FITS if prices is None else (*columns.FITS, "price")
        out.write(",".join(heads) + "\n")
        for first in range(0, len(people), PERSONS_AT_A_TIME):
            part = slice(first, first + PERSONS_AT_A_TIME)
            owner, rank = np.nonzero(found.rows[part] >= 0)
            ids = people.ids[part][owner].tolist()
            chosen = places.ids[found.rows[part][owner, rank]].tolist()
            scores = found.scores[part][owner, rank].tolist()
            points = [scores]
            if prices is not None:
                points.append(prices[found.rows[part][owner, rank]].tolist())
            rows = zip(ids, (rank + 1).tolist(), chosen, *points, strict=True)
            out.write("".join(",".join(map(repr, row)) + "\n" for row in rows))
            lines += len(ids)
    return lines


def write_people(file: Path, people: Seekers, taxonomy: Taxonomy) -> None:
    """People as `reading.read_people` takes them."""
    _write(file, people, columns.PEOPLE, taxonomy)


def write_places(file: Path, places: Opportunities, taxonomy: Taxonomy) -> None:
    """Places as `reading.read_places` takes them."""
    _write(file, places, columns.PLACES, taxonomy)


def _write(
    file: Path, table: Seekers | Opportunities, known: Sequence[Column], taxonomy: Taxonomy
) -> None:
    cells = [_cells(getattr(table, one.field), one, taxonomy) for one in known]
    with whole(file) as out:
        out.write(",".join(one.name for one in known) + "\n")
        out.writelines(",".join(row) + "\n" for row in zip(*cells, strict=True))


def _cells(values: Any, column: Column, taxonomy: Taxonomy) -> Iterator[str]:
    """A column's cells; none of them needs quotes."""
    if isinstance(values, Lists):
        words = _words(column, taxonomy)
        grades = {"skills": CERTAINTIES, "languages": ("", *LEVELS)}.get(column.name)
        for row in range(len(values)):
            part = slice(int(values.offsets[row]), int(values.offsets[row + 1]))
            pairs = zip(values.codes[part].tolist(), values.values[part].tolist(), strict=True)
            yield " ".join(f"{words[c]}:{grades[v]}" if grades else words[c] for c, v in pairs)
        return
    for value in values.tolist():
        yield _cell(value, column, taxonomy)


def _cell(value: Any, column: Column, taxonomy: Taxonomy) -> str:
    match column.kind:
        case columns.WORDS:
            words = WORDS[vocabulary_of(column.name)]
            return " ".join(word for bit, word in enumerate(words) if value >> bit & 1)
        case columns.DEGREES:
            return "" if math.isnan(value) else repr(value)
        case columns.CONCEPT if value >= 0:
            return str(taxonomy.jobs[value])
        case columns.DATE if value >= 0:
            return (date(1970, 1, 1) + timedelta(days=value)).isoformat()
    return "" if value < 0 else str(value)


def _words(column: Column, taxonomy: Taxonomy) -> Sequence[str]:
    if column.name == "languages":
        iso = {one.concept_id: code for code, one in languages.languages_by_iso().items()}
        return [iso.get(one, "") for one in taxonomy.languages]
    return taxonomy.skills if column.name in {"skills", "musts", "merits"} else taxonomy.jobs
