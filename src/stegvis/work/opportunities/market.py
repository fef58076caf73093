"""What is known of a place's occupation group in Sweden: pay, ads, courses that lead there."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.reference import labour_market, naming, places
from stegvis.reference.courses import Course, courses_of_group
from stegvis.reference.labour_market import OPEN_JUNE_2025, Pay
from stegvis.reference.occupations import groups
from stegvis.web.naming import reader
from stegvis.work.opportunities.models import Opportunity

SWEDEN = "Sverige"
MOST_COURSES = 4


@dataclass(frozen=True)
class Ads:
    """Ads (not vacancies) for the group somewhere."""

    where: str
    in_2024: int
    open_in_june_2025: int


@dataclass(frozen=True)
class Market:
    """The figures of one occupation group; ads in the municipality, the county and the country."""

    code: str
    group: naming.Name
    pay: Pay | None
    ads: list[Ads]
    courses: tuple[Course, ...]


def of_place(place: Opportunity, country: str) -> Market | None:
    """None outside Sweden, whose figures they are, and where the group isn't told."""
    code = place.ssyk4
    if country != places.SE or code not in groups():
        return None
    pay = labour_market.pay(code)
    return Market(
        code,
        naming.of_group(code, reader()),
        pay if pay and pay.median else None,
        _ads(code, place.municipality_code),
        courses_of_group(code)[:MOST_COURSES],
    )


def _ads(code: str, municipality_code: str) -> list[Ads]:
    found = []
    here = places.municipality(places.SE, municipality_code)
    if here is not None:
        found.append(
            Ads(
                here.name,
                labour_market.ads_in_municipality(code, here.code),
                labour_market.ads_in_municipality(code, here.code, OPEN_JUNE_2025),
            )
        )
        found.append(
            Ads(
                here.county.name,
                labour_market.ads_in_county(code, here.county_code),
                labour_market.ads_in_county(code, here.county_code, OPEN_JUNE_2025),
            )
        )
    found.append(
        Ads(
            SWEDEN,
            labour_market.ads_in_sweden(code),
            labour_market.ads_in_sweden(code, OPEN_JUNE_2025),
        )
    )
    return found
