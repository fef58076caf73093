"""Municipalities to choose from and to show, from the reference data."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from stegvis.core.collation import sort_key
from stegvis.reference.places import Municipality, municipalities, municipality

Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def _sorted(country: str) -> tuple[Municipality, ...]:
    """The country's municipalities by county and name, in its order of letters."""
    own = [place for place in municipalities().values() if place.country == country]
    return tuple(
        sorted(own, key=lambda p: (sort_key(p.county.name, country), sort_key(p.name, country)))
    )


def by_county(country: str, *, near: str = "") -> Choices:
    """Codes and names by county, the county of the municipality `near` first."""
    groups = [
        (county, [(place.code, place.name) for place in places])
        for county, places in groupby(_sorted(country), key=lambda place: place.county.name)
    ]
    return sorted(groups, key=lambda group: near not in dict(group[1]))


def by_name(country: str) -> list[tuple[str, str]]:
    """Codes and names of the country's municipalities, in its order of letters."""
    found = sorted(_sorted(country), key=lambda place: sort_key(place.name, country))
    return [(place.code, place.name) for place in found]


def name_of(country: str, code: str) -> str:
    """The name of a municipality; a code that isn't in the register is shown as it is."""
    known = municipality(country, code)
    return known.name if known else code
