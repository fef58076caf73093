"""Municipalities to choose from and to show, from the reference data."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from stegvis.core.collation import sort_key
from stegvis.reference.tables import rows

Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def _municipalities(country: str) -> tuple[tuple[str, str, str], ...]:
    """(county, code, name) in the country's order of letters."""
    if country == "NO":
        found = [(r["county"], r["municipality_number"], r["name"]) for r in _rows("no")]
    else:
        found = [(r["county"], r["municipality_code"], r["short_name"]) for r in _rows("se")]
    return tuple(sorted(found, key=lambda m: (sort_key(m[0], country), sort_key(m[2], country))))


def _rows(country: str) -> list[dict[str, str]]:
    return list(rows(f"{country}_municipalities.csv"))


def municipality_choices(country: str, *, near: str = "") -> Choices:
    """Codes and names by county, the county of the municipality `near` first."""
    groups = [
        (county, [(code, name) for _county, code, name in members])
        for county, members in groupby(_municipalities(country), key=lambda m: m[0])
    ]
    return sorted(groups, key=lambda group: near not in dict(group[1]))


def municipality_name(country: str, code: str) -> str:
    """The name of a municipality; a code that isn't in the register is shown as it is."""
    return next((name for _c, known, name in _municipalities(country) if known == code), code)
