"""How well titles are linked: mean average precision and mean reciprocal rank.

Half of the occupations are asked for, chosen by checksum. *Held out*: everything that only they are
called is taken from the taxonomy, so nothing but the letters and the neighbours can help. *Known*:
the taxonomy as shipped, which holds the answers, so that this row shows the wiring, not skill.
Peer: cosine of n-grams of 2 to 5 characters within words alone, in the same run.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from stegvis.cli.bulk.linking import counted_grams
from stegvis.engine.linking import ranked
from stegvis.reference.linking import KnownTitle, known_titles

Judged = tuple[list[str], list[str], list[frozenset[int]]]
"""Queries, corpus, and the rows of the corpus that are right for each query."""


def asked_for(concept_id: str) -> bool:
    """Whether an occupation is in the half that is asked for."""
    return zlib.crc32(concept_id.encode()) % 2 == 0


def judged(asked: str, held: str) -> Judged:
    """Titles in one language against all those in another; right is what shares an occupation."""
    titles = known_titles()
    labels = {one.concept_id: one.text for one in reversed(titles) if one.language == "sv"}

    def label(one: KnownTitle) -> bool:
        return labels[one.concept_id] == one.text

    among = [
        t for t in titles if t.language == held and (held != "sv" or asked != "sv" or not label(t))
    ]
    corpus = {text: row for row, text in enumerate(dict.fromkeys(t.text for t in among))}
    right: dict[str, set[int]] = {}
    for one in among:
        right.setdefault(one.concept_id, set()).add(corpus[one.text])
    queries: dict[str, set[int]] = {}
    for one in titles:
        chosen = one.language == asked and asked_for(one.concept_id) and one.concept_id in right
        if chosen and (asked != "sv" or label(one)):
            queries.setdefault(one.text, set()).update(right[one.concept_id])
    return list(queries), list(corpus), [frozenset(rows) for rows in queries.values()]


def quality(judgement: Judged, taxonomy: Sequence[KnownTitle]) -> tuple[float, float]:
    """Mean average precision and mean reciprocal rank; without a taxonomy, the peer's."""
    queries, corpus, right = judgement
    counts, known = counted_grams(queries, corpus, taxonomy or known_titles())
    precisions, reciprocals = [], []
    found = ranked(*counts, known if taxonomy else None, k=0)
    for (rows, _), wanted in zip(found, right, strict=True):
        places = np.flatnonzero(np.isin(rows, list(wanted))) + 1
        precisions.append(np.mean(np.arange(1, len(places) + 1) / places))
        reciprocals.append(1 / places[0])
    return float(np.mean(precisions)), float(np.mean(reciprocals))


def measured() -> list[dict[str, object]]:
    """One row for each direction and reader, printed as it comes."""
    titles = known_titles()
    gone = {one.text for one in titles if asked_for(one.concept_id)}
    kept = [t for t in titles if not asked_for(t.concept_id) and t.text not in gone]
    readers = {"n-grams alone": (), "linked, held out": kept, "linked, known": titles}
    print(f"{'from-to':8} {'queries':>8} {'corpus':>7}  {'reader':18} {'MAP':>6} {'MRR':>6}")
    table: list[dict[str, object]] = []
    for asked, held in (("sv", "sv"), ("da", "sv"), ("sv", "da"), ("nb", "sv"), ("sv", "en")):
        judgement = judged(asked, held)
        for reader, taxonomy in readers.items():
            precision, reciprocal = quality(judgement, taxonomy)
            number = (len(judgement[0]), len(judgement[1]))
            print(
                f"{asked}-{held:5} {number[0]:8} {number[1]:7}  {reader:18} "
                f"{precision:6.4f} {reciprocal:6.4f}"
            )
            table.append(
                {"from": asked, "to": held, "reader": reader, "map": precision, "mrr": reciprocal}
            )
    return table
