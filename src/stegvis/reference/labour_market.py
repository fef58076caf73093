"""How many ads and what pay each occupation group of SSYK level 4 has, and where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import rows

YEAR_2024 = "ads_2024_by_ssyk4_location.csv.gz"
OPEN_JUNE_2025 = "ads_open_2025-06_by_ssyk4_location.csv.gz"


@dataclass(frozen=True, slots=True)
class Pay:
    """Monthly pay in Swedish kronor, 2023; None where it is suppressed.

    Believed to be the 10th percentile, the median and the 90th percentile.
    """

    low: int | None
    median: int | None
    high: int | None


def ads_in_sweden(ssyk4: str, file: str = YEAR_2024) -> int:
    """The number of ads (not vacancies) for a group in the whole country."""
    return _ads(file, "country").get((ssyk4, "199"), 0)


def ads_in_county(ssyk4: str, county_code: str, file: str = YEAR_2024) -> int:
    """The number of ads for a group in a county, by Statistics Sweden's two digits."""
    return _ads(file, "region").get((ssyk4, county_code), 0)


def ads_in_municipality(ssyk4: str, municipality_code: str, file: str = YEAR_2024) -> int:
    """The number of ads for a group in a municipality, by its four digits."""
    return _ads(file, "municipality").get((ssyk4, municipality_code), 0)


@cache
def _ads(file: str, location_type: str) -> dict[tuple[str, str], int]:
    return {
        (r["ssyk4"], r["location_code"]): int(r["ads"])
        for r in rows(file)
        if r["location_type"] == location_type
    }


def pay(ssyk4: str) -> Pay | None:
    """What the group earns, where it is known."""
    return _pay().get(ssyk4)


@cache
def _pay() -> dict[str, Pay]:
    return {
        r["ssyk4"]: Pay(_amount(r["low"]), _amount(r["median"]), _amount(r["high"]))
        for r in rows("salary_2023_by_ssyk4.csv.gz")
        if r["ssyk4"].isdecimal()
    }


def _amount(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
