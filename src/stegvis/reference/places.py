"""Municipalities and counties of Sweden and Norway, Swedish postal codes and localities.

Points are degrees of WGS 84; distances are kilometres along the surface, as the crow flies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from statistics import fmean

import numpy as np

from stegvis.reference.tables import rows

SE, NO = "SE", "NO"


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class County:
    """A county (län, fylke) by its statistical code; unique within its country."""

    country: str
    code: str
    name: str

    @property
    def centre(self) -> Point:
        """The mean of its municipalities' centres, each weighing the same."""
        return _county_centres()[self.country, self.code]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its official code; Swedish and Norwegian codes may coincide.

    `name` is how people say it, `full_name` how it signs. `centre` is the middle of its land,
    `inside` a point that surely lies in it. `concept_id` is the Swedish taxonomy's.
    """

    country: str
    code: str
    name: str
    full_name: str
    county_code: str
    centre: Point
    inside: Point
    concept_id: str = ""

    @property
    def county(self) -> County:
        """The county around it."""
        return counties()[self.country, self.county_code]


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A Swedish postal code of five digits. `is_exact` when the point is the locality's own."""

    code: str
    locality: str
    municipality_code: str
    point: Point
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Locality:
    """A Swedish locality; a few have no known point."""

    name: str
    municipality_code: str
    point: Point | None


@cache
def municipalities() -> dict[tuple[str, str], Municipality]:
    """Every municipality by country and code."""
    found = [
        Municipality(
            SE,
            r["municipality_code"],
            r["short_name"],
            r["name"],
            r["county_code"],
            Point(float(r["centroid_lat"]), float(r["centroid_lon"])),
            Point(float(r["inside_lat"]), float(r["inside_lon"])),
            r["taxonomy_concept_id"],
        )
        for r in rows("se_municipalities.csv")
    ]
    found += [
        Municipality(
            NO,
            r["municipality_number"],
            r["name"],
            f"{r['name']} kommune",
            r["county_number"],
            Point(float(r["centroid_lat"]), float(r["centroid_lon"])),
            Point(float(r["inside_lat"]), float(r["inside_lon"])),
        )
        for r in rows("no_municipalities.csv")
    ]
    return {(m.country, m.code): m for m in found}


def municipality(country: str, code: str) -> Municipality | None:
    """The municipality with this code, or None."""
    return municipalities().get((country, code))


def municipality_of_concept(concept_id: str) -> Municipality | None:
    """The Swedish municipality with this taxonomy id."""
    return _municipalities_by_concept().get(concept_id)


@cache
def _municipalities_by_concept() -> dict[str, Municipality]:
    return {m.concept_id: m for m in municipalities().values() if m.concept_id}


@cache
def counties() -> dict[tuple[str, str], County]:
    """Every county by country and code."""
    found = [County(SE, r["county_code"], r["county_name"]) for r in rows("se_counties.csv")]
    found += [County(NO, r["county_number"], r["county"]) for r in rows("no_municipalities.csv")]
    return {(c.country, c.code): c for c in found}


@cache
def _county_centres() -> dict[tuple[str, str], Point]:
    centres: dict[tuple[str, str], list[Point]] = {}
    for one in municipalities().values():
        centres.setdefault((one.country, one.county_code), []).append(one.centre)
    return {
        county: Point(fmean(p.latitude for p in points), fmean(p.longitude for p in points))
        for county, points in centres.items()
    }


@cache
def postal_codes() -> dict[str, PostalCode]:
    """Swedish postal codes, about four fifths of all."""
    return {
        r["postal_code"]: PostalCode(
            r["postal_code"],
            r["locality"],
            r["municipality_code"],
            Point(float(r["latitude"]), float(r["longitude"])),
            r["coordinate_level"] == "locality",
        )
        for r in rows("se_postal_codes.csv.gz")
    }


def postal_code(text: str) -> PostalCode | None:
    """A Swedish postal code as people write it: `821 30`, `SE-82130`."""
    return postal_codes().get(re.sub(r"\D", "", text))


@cache
def localities() -> tuple[Locality, ...]:
    """Swedish localities, by name; the same name may occur in several municipalities."""
    return tuple(
        Locality(
            r["locality"],
            r["municipality_code"],
            Point(float(r["latitude"]), float(r["longitude"])) if r["latitude"] else None,
        )
        for r in rows("se_localities_jobtech_2018.csv.gz")
    )


def nearest_municipality(point: Point, country: str | None = None) -> Municipality:
    """The municipality with the nearest known point: its own two, or a Swedish locality's.

    A good guess, not a test of borders.
    """
    anchors = _anchors(country)
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    half_lat = (anchors.latitudes - latitude) / 2
    half_lon = (anchors.longitudes - longitude) / 2
    chord = np.sin(half_lat) ** 2 + cos(latitude) * np.cos(anchors.latitudes) * (
        np.sin(half_lon) ** 2
    )
    return anchors.municipalities[int(np.argmin(chord))]


@dataclass(frozen=True)
class _Anchors:
    municipalities: tuple[Municipality, ...]
    latitudes: np.ndarray
    longitudes: np.ndarray


@cache
def _anchors(country: str | None) -> _Anchors:
    chosen = [m for m in municipalities().values() if country in (None, m.country)]
    found = [(m, point) for m in chosen for point in (m.inside, m.centre)]
    if country != NO:
        found += [
            (municipalities()[SE, locality.municipality_code], locality.point)
            for locality in localities()
            if locality.point
        ]
    angles = np.radians([(point.latitude, point.longitude) for _, point in found])
    return _Anchors(tuple(m for m, _ in found), angles[:, 0], angles[:, 1])
