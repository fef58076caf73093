"""Driving licences: who may drive what. Source: SFS 1998:488, chapter 2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import rows


@dataclass(frozen=True, slots=True)
class DrivingLicence:
    """A category; `implies` are the codes of all categories it gives as well."""

    code: str
    concept_id: str
    implies: frozenset[str]
    label_sv: str
    label_nb: str
    label_en: str

    def label(self, language: str) -> str:
        """The name in sv, nb or en."""
        return {"nb": self.label_nb, "en": self.label_en}.get(language[:2], self.label_sv)


@cache
def driving_licences() -> dict[str, DrivingLicence]:
    """Every category by code, in the law's order."""
    return {
        r["code"]: DrivingLicence(
            r["code"],
            r["concept_id"],
            frozenset(r["implies"].split()),
            r["label_sv"],
            r["label_nb"],
            r["label_en"],
        )
        for r in rows("driving_licences.csv")
    }


def licence_of_concept(concept_id: str) -> DrivingLicence | None:
    """The category with this taxonomy id."""
    return next((d for d in driving_licences().values() if d.concept_id == concept_id), None)


def may_drive(codes: Iterable[str]) -> frozenset[str]:
    """Every category that holding these codes gives, themselves included. Unknown codes stay."""
    held = frozenset(codes)
    known = driving_licences()
    return held.union(*(known[code].implies for code in held if code in known))
