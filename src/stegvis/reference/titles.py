"""What people call their work: labels, everyday titles and words from ads, and what they mean.

Only occupations of the newest hierarchy are offered: a retired one leads to its successor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from stegvis.reference.occupations import (
    occupations,
    retired_occupations,
)
from stegvis.reference.spelling import folded
from stegvis.reference.tables import rows

LABEL, TITLE, OWN_WORD, AD_WORD, NORWEGIAN = "label", "title", "own_word", "ad_word", "norwegian"
"""Where a word comes from, nearest to the occupation first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A way to say one or more occupations."""

    text: str
    concept_ids: tuple[str, ...]
    kind: str


@cache
def words() -> tuple[Word, ...]:
    """Every word that leads to a current occupation, nearest kind first."""
    own = [*_labels(), *_everyday_titles(), *_own_words()]
    return (*own, *_words_in_ads(own), *_norwegian())


def _current(concept_ids: Iterable[str]) -> tuple[str, ...]:
    """Current occupations only, each once; a retired one gives way to its successor."""
    known, retired = occupations(), retired_occupations()
    found = (
        cid if cid in known else retired[cid].successor if cid in retired else ""
        for cid in concept_ids
    )
    return tuple(dict.fromkeys(cid for cid in found if cid))


def _labels() -> Iterable[Word]:
    """An occupation's own label, and each side of a slash: `Träarbetare/Snickare`."""
    for one in occupations().values():
        yield Word(one.label, (one.concept_id,), LABEL)
        if "/" in one.label:
            for side in one.label.split("/"):
                yield Word(side.strip(), (one.concept_id,), LABEL)
    for row in rows("occupation_search_labels.csv.gz"):
        if current := _current([row["occupation_concept_id"]]):
            yield Word(row["search_label"], current, LABEL)


def _everyday_titles() -> Iterable[Word]:
    for title, concept_ids in everyday_titles().items():
        if current := _current(concept_ids):
            yield Word(title, current, TITLE)


@cache
def everyday_titles() -> dict[str, tuple[str, ...]]:
    """Title → ids of its occupations, retired ones included."""
    found: dict[str, list[str]] = {}
    for row in rows("job_titles_to_occupations.csv.gz"):
        found.setdefault(row["job_title"], []).append(row["occupation_concept_id"])
    return {title: tuple(ids) for title, ids in found.items()}


def _own_words() -> Iterable[Word]:
    by_label = {one.label: one.concept_id for one in occupations().values()}
    for row in rows("synonyms_stegvis.csv"):
        yield Word(row["term"], (by_label[row["occupation_label"]],), OWN_WORD)


def _words_in_ads(known: Iterable[Word]) -> Iterable[Word]:
    """Words and misspellings from ads, where the concept they stand for is a known word."""
    meanings: dict[str, dict[str, None]] = {}
    for word in known:
        meanings.setdefault(folded(word.text), {}).update(dict.fromkeys(word.concept_ids))
    for terms in ad_concepts().values():
        found: dict[str, None] = {}
        for term in terms:
            found.update(meanings.get(folded(term), {}))
        if found:
            for term in terms:
                yield Word(term, tuple(found), AD_WORD)


@cache
def ad_concepts() -> dict[str, tuple[str, ...]]:
    """Concepts found in ads: every way to write each, the preferred one first."""
    found: dict[str, dict[str, None]] = {}
    for row in rows("synonyms_job_titles.csv.gz"):
        terms = found.setdefault(row["concept_uuid"], {row["concept"]: None})
        terms[row["term"]] = None
    return {concept: tuple(terms) for concept, terms in found.items()}


def _norwegian() -> Iterable[Word]:
    """Norwegian group titles; several occupations share one."""
    found: dict[str, list[str]] = {}
    for one in occupations().values():
        for title in filter(None, one.label_nb.split("|")):
            found.setdefault(title, []).append(one.concept_id)
    for title, ids in found.items():
        yield Word(title, tuple(ids), NORWEGIAN)
