"""Invented job ads in Platsbanken's format, where and in what the real ads of 2024 were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from stegvis.cli.demo.lottery import Lottery
from stegvis.reference import tables

COUNTY = "21"
"""Gävleborg, by Statistics Sweden's county code; municipality codes begin with it."""

OWN = ("2121", "2182", "2183", "2184")
"""The association's four municipalities: their ads are drawn three times as often."""

SWEDISH = {"concept_id": "zSLA_vw2_FXN", "label": "Svenska", "weight": 10}
EMPLOYER_WORDS = (
    "Hällbo",
    "Norrbacken",
    "Ekbacken",
    "Ljusnäs",
    "Granberg",
    "Storsjön",
    "Torgboden",
)
EMPLOYER_KINDS = {
    "2": "Konsult", "3": "Teknik", "4": "Service", "5": "Omsorg", "6": "Skog", "7": "Bygg",
    "8": "Transport", "9": "Städ",
}  # fmt: skip
LICENCE_BY_GROUP = {"8332": "C", "8331": "D", "8321": "B", "8322": "B", "5330": "B", "5342": "B"}
"""Groups whose work is done at the wheel, and what the law asks for there."""


@dataclass(frozen=True, slots=True)
class Market:
    """An occupation group in a municipality, and how many real ads it had in 2024."""

    ssyk4: str
    ssyk4_label: str
    ssyk4_concept_id: str
    municipality_code: str
    municipality: str
    ads: int


@cache
def _markets() -> list[Market]:
    """The county's, where there were any ads."""
    return [
        Market(
            r["ssyk4"],
            r["ssyk4_label"],
            r["ssyk4_concept_id"],
            r["location_code"],
            r["location_name"],
            int(r["ads"]),
        )
        for r in tables.rows("ads_2024_by_ssyk4_location.csv.gz")
        if r["location_type"] == "municipality" and r["location_code"].startswith(COUNTY)
    ]


@cache
def _occupations() -> dict[str, tuple[list[tuple[str, str]], list[int]]]:
    """A group's occupations, and a weight by how many everyday titles mean each."""
    titles = Counter(
        row["occupation_concept_id"] for row in tables.rows("job_titles_to_occupations.csv.gz")
    )
    found: dict[str, tuple[list[tuple[str, str]], list[int]]] = defaultdict(lambda: ([], []))
    for row in tables.rows("ssyk_hierarchy_occupations.csv.gz"):
        occupations, weights = found[row["ssyk4"]]
        occupations.append((row["occupation_concept_id"], row["occupation_label"]))
        weights.append(1 + titles[row["occupation_concept_id"]] ** 2)
    return found


@cache
def _skills() -> dict[str, list[dict[str, Any]]]:
    """A group's skills as the ads name them."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in tables.rows("ssyk4_skills.csv.gz"):
        skill = {"concept_id": row["skill_concept_id"], "label": row["skill_label"], "weight": 10}
        found[row["ssyk4"]].append(skill)
    return found


@cache
def _licences() -> dict[str, str]:
    return {r["code"]: r["concept_id"] for r in tables.rows("driving_licences.csv")}


def ads(draw: Lottery, today: date, count: int) -> Iterator[dict[str, Any]]:
    """So many ads open on the day."""
    markets = [market for market in _markets() if market.ssyk4 in _occupations()]
    weights = [market.ads * (3 if market.municipality_code in OWN else 1) for market in markets]
    for number in range(count):
        yield _ad(draw, today, number, draw.weighted(markets, weights))


def _ad(draw: Lottery, today: date, number: int, market: Market) -> dict[str, Any]:
    group, place = market.ssyk4, market.municipality
    concept_id, label = draw.weighted(*_occupations()[group])
    published = today - timedelta(days=draw.between(0, 40))
    wanted = draw.some(_skills()[group], 5)
    must = draw.between(0, len(wanted))
    least = draw.weighted((100, 75, 50, 25), (60, 15, 17, 8))
    employer = f"{draw.pick(EMPLOYER_WORDS)} {EMPLOYER_KINDS.get(group[0], 'Drift')} (demo)"
    licence = LICENCE_BY_GROUP.get(group)
    return {
        "id": f"demo-{number:04d}",
        "headline": label,
        "description": {"text": f"Vi söker en medarbetare: {label.lower()} i {place}."},
        "employer": {"name": employer, "workplace": employer},
        "occupation": {"concept_id": concept_id, "label": label},
        "occupation_group": {
            "concept_id": market.ssyk4_concept_id,
            "label": market.ssyk4_label,
            "legacy_ams_taxonomy_id": group,
        },
        "workplace_address": {"municipality": place, "municipality_code": market.municipality_code},
        "scope_of_work": {"min": least, "max": draw.pick((least, 100))},
        "employment_type": {"concept_id": "PFZr_Syz_cUq", "label": "Vanlig anställning"},
        "must_have": {
            "skills": wanted[:must],
            "languages": [SWEDISH] if draw.between(1, 3) > 1 else [],
        },
        "nice_to_have": {"skills": [{**skill, "weight": 5} for skill in wanted[must:]]},
        "experience_required": draw.between(1, 3) == 1,
        "driving_license_required": licence is not None,
        "driving_license": [{"concept_id": _licences()[licence], "label": licence}]
        if licence
        else [],
        "number_of_vacancies": draw.weighted((1, 2, 5), (80, 15, 5)),
        "publication_date": f"{published}T08:00:00",
        "application_deadline": f"{today + timedelta(days=draw.between(5, 60))}T23:59:59",
        "removed": False,
    }
