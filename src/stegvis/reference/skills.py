"""Skills of the Swedish labour-market taxonomy, and the occupation groups that use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import legacy_labels, rows


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill. A retired one keeps its last name; an unknown one's label is its id."""

    concept_id: str
    label: str
    is_known: bool = True
    is_retired: bool = False


def skill(concept_id: str) -> Skill:
    """What is known about a skill; never fails, whatever the id."""
    known = skills().get(concept_id)
    if known:
        return known
    kind, label = legacy_labels().get(concept_id, ("", ""))
    if kind == "skill":
        return Skill(concept_id, label, is_retired=True)
    return Skill(concept_id, concept_id, is_known=False)


@cache
def skills() -> dict[str, Skill]:
    """The skills of the newest taxonomy by concept id."""
    return {r["concept_id"]: Skill(r["concept_id"], r["label"]) for r in rows("skills.csv.gz")}


@cache
def skills_by_label() -> dict[str, Skill]:
    """The same by label, for sources that give labels only."""
    return {s.label: s for s in skills().values()}


def skills_of_group(ssyk4: str) -> tuple[Skill, ...]:
    """Skills related to an occupation group of level 4, in the source's order."""
    return tuple(skill(cid) for cid in _skills_of_groups().get(ssyk4, ()))


@cache
def _skills_of_groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for r in rows("ssyk4_skills.csv.gz"):
        found.setdefault(r["ssyk4"], []).append(r["skill_concept_id"])
    return {code: tuple(dict.fromkeys(ids)) for code, ids in found.items()}
