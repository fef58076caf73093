"""Titles linked with titles, from file to file."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from stegvis.cli import screen
from stegvis.cli.bulk.writing import whole
from stegvis.cli.errors import BadInputError
from stegvis.engine.linking import Known, ranked
from stegvis.reference.linking import KnownTitle, gram_counts, known_titles

COLUMNS = ("id", "title")
LINKS = ("query_id", "corpus_id", "rank", "score")
NO_VALUE = frozenset({"", "nan", "null", "none", "n/a", "na"})


@dataclass(frozen=True)
class Titles:
    """A side: ids as they are written, and titles, in the file's order."""

    ids: Sequence[str]
    texts: Sequence[str]


def link_files(queries: Path, corpus: Path, out: Path, *, k: int) -> tuple[int, int, int]:
    """Write each query's ranking; how many queries, titles of the corpus, and lines.

    BadInputError names the row and column, and nothing is written.
    """
    asked, held = read_titles(queries), read_titles(corpus)
    counts, known = counted_grams(asked.texts, held.texts, known_titles())
    lines = 0
    with screen.progress("Linking") as step, whole(out) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LINKS)
        found = ranked(*counts, known, k=k, done=lambda n: step(n, len(asked.ids)))
        for query, (rows, scores) in zip(asked.ids, found, strict=True):
            lines += len(rows)
            writer.writerows(
                (query, held.ids[row], rank, f"{score:.6f}")
                for rank, (row, score) in enumerate(
                    zip(rows.tolist(), scores.tolist(), strict=True), start=1
                )
            )
    return len(asked.ids), len(held.ids), lines


def counted_grams(
    queries: Sequence[str], corpus: Sequence[str], titles: Sequence[KnownTitle]
) -> tuple[tuple[sparse.csr_array, sparse.csr_array], Known]:
    """N-grams of both sides and of the taxonomy, all over the same codes."""
    codes: dict[str, int] = {}
    texts = {one: at for at, one in enumerate(dict.fromkeys(title.text for title in titles))}
    parts = [_counts(side, codes) for side in (queries, corpus, texts)]
    for part in parts:
        part.resize((part.shape[0], len(codes)))
    concepts = {one: at for at, one in enumerate(dict.fromkeys(t.concept_id for t in titles))}
    shape = (len(concepts), len(texts))
    meanings = []
    for language in sorted({title.language for title in titles}):
        its = [title for title in titles if title.language == language]
        at = ([concepts[t.concept_id] for t in its], [texts[t.text] for t in its])
        meanings.append(sparse.csr_array((np.ones(len(its)), at), shape=shape))
    return (parts[0], parts[1]), Known(parts[2], meanings)


def _counts(texts: Iterable[str], codes: dict[str, int]) -> sparse.csr_array:
    grams, numbers, starts = array("q"), array("q"), array("q", [0])
    for text in texts:
        for gram, number in gram_counts(text).items():
            grams.append(codes.setdefault(gram, len(codes)))
            numbers.append(number)
        starts.append(len(grams))
    columns, values = np.array(grams, np.int64), np.array(numbers, np.float64)
    return sparse.csr_array(
        (values, columns, np.array(starts)), shape=(len(starts) - 1, len(codes))
    )


def read_titles(file: Path) -> Titles:
    """A file's ids and titles. BadInputError names the row and the column."""
    ids: dict[str, int] = {}
    texts: list[str] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            headings = [heading.strip() for heading in next(reader, [])]
            if sorted(headings) != sorted(COLUMNS):
                told = ", ".join(headings) or "empty"
                raise BadInputError(f"{file}, row 1: the columns are id and title, not {told}.")
            for row, cells in enumerate(reader, start=2):
                if cells:
                    _add(f"{file}, row {row}", dict(zip(headings, cells, strict=False)), ids, texts)
                    if len(cells) > len(COLUMNS):
                        raise BadInputError(f"{file}, row {row}, column 3: is one too many.")
                    ids[next(reversed(ids))] = row
    except OSError as error:
        raise BadInputError(f"{file} can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{file} isn't UTF-8 from byte {error.start} on.") from error
    except csv.Error as error:
        raise BadInputError(f"{file}, row {len(texts) + 2}: isn't CSV ({error}).") from error
    if not texts:
        raise BadInputError(f"{file} has no rows below its headings.")
    return Titles(tuple(ids), texts)


def _add(where: str, row: dict[str, str], ids: dict[str, int], texts: list[str]) -> None:
    for column in COLUMNS:
        value = row.get(column, "").strip()
        if value.casefold() in NO_VALUE:
            raise BadInputError(f"{where}, column {column}: {value or 'nothing'} is no value.")
    number = row["id"].strip()
    if number in ids:
        raise BadInputError(f"{where}, column id: {number} stands in row {ids[number]} already.")
    ids[number] = 0
    texts.append(row["title"].strip())
