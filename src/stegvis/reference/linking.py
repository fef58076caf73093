"""What titles are made of, and every title the taxonomies hold, in four languages by concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from stegvis.reference.occupations import occupations
from stegvis.reference.spelling import plain
from stegvis.reference.tables import rows
from stegvis.reference.titles import everyday_titles

SHORTEST, LONGEST = 2, 5
_ASIDE = re.compile(r"\b(m\.?\s?fl|m\.?\s?m|mv|m\.?v|o\.?\s?d|m\.?\s?v)\.?(?=$|[\s,)])")
_BRIDGES = str.maketrans({"æ": "ä", "ø": "ö"})


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """What a concept is called in a language (ISO 639-1)."""

    text: str
    language: str
    concept_id: str


def gram_counts(title: str) -> Counter[str]:
    """Character n-grams of 2 to 5 within words, a blank on each side, and how often each stands.

    Danish and Norwegian letters meet the Swedish ones; "m.fl." and its like are left out.
    """
    text = plain(_ASIDE.sub(" ", title.casefold())).translate(_BRIDGES).replace("aa", "å")
    counts: Counter[str] = Counter()
    for word in text.split():
        padded = f" {word} "
        for size in range(SHORTEST, min(LONGEST, len(padded)) + 1):
            counts.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return counts


@cache
def known_titles() -> tuple[KnownTitle, ...]:
    """Every title of every current occupation: Swedish labels and everyday titles, the Danish and
    Norwegian ones, and the English ones of its ISCO-08 groups."""
    return tuple(dict.fromkeys((*_labels(), *_everyday(), *_groups())))


def _labels() -> Iterable[KnownTitle]:
    for one in occupations().values():
        yield KnownTitle(one.label, "sv", one.concept_id)
    for row in rows("occupation_labels_nb_da.csv.gz"):
        if row["occupation_concept_id"] in occupations():
            for language in ("nb", "da"):
                for title in filter(None, row[f"label_{language}"].split("|")):
                    yield KnownTitle(title, language, row["occupation_concept_id"])


def _everyday() -> Iterable[KnownTitle]:
    for title, concept_ids in everyday_titles().items():
        for concept_id in concept_ids:
            if concept_id in occupations():
                yield KnownTitle(title, "sv", concept_id)


def _groups() -> Iterable[KnownTitle]:
    titles = {row["isco08"]: row["title_en"] for row in rows("isco08_titles_nb_en.csv.gz")}
    groups: dict[str, list[str]] = {}
    for row in rows("ssyk4_isco08.csv.gz"):
        groups.setdefault(row["ssyk4"], []).append(row["isco08"])
    for one in occupations().values():
        for group in groups.get(one.ssyk4, []):
            if title := titles.get(group):
                yield KnownTitle(title, "en", one.concept_id)
