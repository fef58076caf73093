"""Industries (SNI 2007) and education (SUN 2020, levels and fields) of Statistics Sweden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a classification; level 1 is the widest, and has no parent."""

    level: int
    code: str
    concept_id: str
    label: str
    parent_code: str = ""
    definition: str = ""


@cache
def industries() -> dict[str, Entry]:
    """SNI 2007 by code, levels 1 (letter) to 5 (five digits)."""
    return _entries("sni2007.csv.gz")


@cache
def education_levels() -> dict[str, Entry]:
    """SUN 2020, levels of education, by code."""
    return _entries("sun2020_level.csv.gz")


@cache
def education_fields() -> dict[str, Entry]:
    """SUN 2020, fields of education, by code."""
    return _entries("sun2020_field.csv.gz")


def _entries(file: str) -> dict[str, Entry]:
    return {
        r["code"]: Entry(
            int(r["level"]),
            r["code"],
            r["concept_id"],
            r["label_sv"],
            r["parent_code"],
            r.get("definition", "").strip(),
        )
        for r in rows(file)
    }
