"""Languages and countries with their ISO codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import legacy_labels, rows


@dataclass(frozen=True, slots=True)
class Language:
    """A language; ISO 639 codes in lower case, empty where the source has none."""

    concept_id: str
    label: str
    iso639_1: str = ""
    iso639_2: str = ""
    iso639_3: str = ""
    is_known: bool = True
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country; ISO 3166 codes in upper case, edition 2013."""

    concept_id: str
    label: str
    iso2: str = ""
    iso3: str = ""
    is_known: bool = True


def language(concept_id: str) -> Language:
    """What is known about a language; never fails, whatever the id."""
    known = languages().get(concept_id)
    if known:
        return known
    kind, label = legacy_labels().get(concept_id, ("", ""))
    if kind == "language":
        return Language(concept_id, label, is_retired=True)
    return Language(concept_id, concept_id, is_known=False)


@cache
def languages() -> dict[str, Language]:
    """Every language by concept id."""
    return {
        r["concept_id"]: Language(
            r["concept_id"],
            r["label"],
            r["iso639_1"].lower(),
            r["iso639_2"].lower(),
            r["iso639_3"].lower(),
        )
        for r in rows("languages.csv.gz")
    }


@cache
def languages_by_iso() -> dict[str, Language]:
    """Every language by each of its ISO codes (two letters and three)."""
    return {
        code: one
        for one in languages().values()
        for code in (one.iso639_3, one.iso639_2, one.iso639_1)
        if code
    }


def country(concept_id: str) -> Country:
    """What is known about a country; never fails, whatever the id."""
    return countries().get(concept_id) or Country(concept_id, concept_id, is_known=False)


@cache
def countries() -> dict[str, Country]:
    """Every country by concept id."""
    return {
        r["concept_id"]: Country(r["concept_id"], r["label"], r["iso2"], r["iso3"])
        for r in rows("countries.csv.gz")
    }
