"""Names in the reader's language where a source of ours has them, otherwise in Swedish.

Titles of SSYK groups go by way of ISCO-08: in bokmål as STYRK-08 has them, in English as ESCO does.
Names of languages and countries are CLDR's, those of fields and of SUN 2020 our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from stegvis.reference.classifications import education_fields, education_levels
from stegvis.reference.languages import country, language
from stegvis.reference.occupations import fields, groups
from stegvis.reference.tables import rows

SWEDISH = "sv"
NARROW = 2
"""Digits of an ISCO group that still says what the work is; one digit is a level of education."""
MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the language it is in: sv, nb or en."""

    text: str
    language: str = SWEDISH


def of_group(ssyk4: str, reader: str) -> Name:
    """The title of an SSYK group of level 4; its code where the group is unknown."""
    group = groups().get(ssyk4)
    return _named(_title(ssyk4, reader), reader, group.label if group else ssyk4)


def of_field(concept_id: str, reader: str) -> Name:
    """The title of a field of working life. KeyError for any other concept."""
    return _named(_fields().get(concept_id, {}).get(reader, ""), reader, fields()[concept_id].label)


def of_language(concept_id: str, reader: str) -> Name:
    """The name of a language; the id itself where the language is unknown."""
    found = language_names().get(concept_id, {}).get(reader, "")
    return _named(found, reader, language(concept_id).label)


def of_country(concept_id: str, reader: str) -> Name:
    """The name of a country; the id itself where the country is unknown."""
    found = _country_names().get(concept_id, {}).get(reader, "")
    return _named(found, reader, country(concept_id).label)


def of_education_level(code: str, reader: str) -> Name:
    """A level of SUN 2020; its code where the level is unknown."""
    known = education_levels().get(code)
    found = _sun_names().get(("level", code), {}).get(reader, "")
    return _named(found, reader, known.label if known else code)


def of_education_field(code: str, reader: str) -> Name:
    """A field of SUN 2020; its code where the field is unknown."""
    known = education_fields().get(code)
    found = _sun_names().get(("field", code), {}).get(reader, "")
    return _named(found, reader, known.label if known else code)


def _named(found: str, reader: str, swedish: str) -> Name:
    return Name(found, reader) if found else Name(swedish)


@cache
def _title(ssyk4: str, reader: str) -> str:
    """Of the one ISCO group, of the narrow one around several, else of up to three of them."""
    titles = _isco_titles()
    inside = [code for code in _isco_of().get(ssyk4, ()) if titles[code].get(reader)]
    around = _beginning(inside)
    if len(around) >= NARROW:
        return titles[around].get(reader, "")
    return " / ".join(titles[code][reader] for code in inside) if len(inside) <= MOST_TITLES else ""


def _beginning(codes: Sequence[str]) -> str:
    """The digits that all codes begin with."""
    alike = takewhile(lambda digits: len(set(digits)) == 1, zip(*codes, strict=False))
    return "".join(digits[0] for digits in alike)


@cache
def _isco_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for r in rows("ssyk4_isco08.csv.gz"):
        found.setdefault(r["ssyk4"], []).append(r["isco08"])
    return {ssyk4: tuple(codes) for ssyk4, codes in found.items()}


@cache
def _isco_titles() -> dict[str, dict[str, str]]:
    return {r["isco08"]: _both(r, "title") for r in rows("isco08_titles_nb_en.csv.gz")}


@cache
def _fields() -> dict[str, dict[str, str]]:
    return {r["concept_id"]: _both(r, "title") for r in rows("fields_nb_en.csv")}


@cache
def language_names() -> dict[str, dict[str, str]]:
    """Names of languages by concept id, then by nb and en."""
    return {r["concept_id"]: _both(r, "name") for r in rows("language_names_nb_en.csv.gz")}


@cache
def _country_names() -> dict[str, dict[str, str]]:
    return {r["concept_id"]: _both(r, "name") for r in rows("country_names_nb_en.csv.gz")}


@cache
def _sun_names() -> dict[tuple[str, str], dict[str, str]]:
    return {(r["what"], r["code"]): _both(r, "name") for r in rows("sun2020_names_nb_en.csv")}


def _both(row: dict[str, str], what: str) -> dict[str, str]:
    return {reader: row[f"{what}_{reader}"] for reader in ("nb", "en")}
