"""Occupations of the Swedish labour-market taxonomy, in the groups of SSYK 2012.

An id that the newest hierarchy lacks is kept: `occupation` answers for any id, and says what is
known about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.reference.tables import legacy_labels, rows

CLOSE, PARTIAL = 75, 25
"""How near a substitute is: its percentage."""

_OCCUPATION = "occupation-name"
_FIELD = "occupation-field"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of SSYK 2012 at level 1 to 4; `concept_id` and `definition` at level 4 only."""

    code: str
    label: str
    concept_id: str = ""
    definition: str = ""

    @property
    def level(self) -> int:
        """1 is the widest."""
        return len(self.code)

    @property
    def parent_code(self) -> str:
        """The code of the group around this one; empty at level 1."""
        return self.code[:-1]


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation name.

    A retired one was known once (`label` is its last name, `ssyk4` its group where that is still
    told); an unknown one was never heard of, and its label is its id. `successor` is the current
    occupation that has taken over a retired one's very name, where there is one.
    """

    concept_id: str
    label: str
    ssyk4: str = ""
    label_nb: str = ""
    label_da: str = ""
    is_known: bool = True
    is_retired: bool = False
    successor: str = ""

    @property
    def group(self) -> Group | None:
        """The SSYK group at level 4."""
        return groups().get(self.ssyk4)


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who has the first occupation may do the second: CLOSE or PARTIAL per cent of the way."""

    concept_id: str
    percentage: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """What an occupation usually asks for: a licence by law, and skills by label."""

    licence: str
    skills: tuple[str, ...]
    potential_skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of working life, as job seekers browse them."""

    concept_id: str
    label: str


def occupation(concept_id: str) -> Occupation:
    """What is known about an occupation; never fails, whatever the id."""
    known = occupations().get(concept_id) or retired_occupations().get(concept_id)
    return known or Occupation(concept_id, concept_id, is_known=False)


@cache
def occupations() -> dict[str, Occupation]:
    """The occupations of the newest hierarchy by concept id."""
    translated = _translated()
    return {
        r["occupation_concept_id"]: Occupation(
            r["occupation_concept_id"],
            r["occupation_label"],
            r["ssyk4"],
            *translated.get(r["occupation_concept_id"], ("", "")),
        )
        for r in rows("ssyk_hierarchy_occupations.csv.gz")
    }


@cache
def retired_occupations() -> dict[str, Occupation]:
    """Occupations that some file of ours still names and the newest hierarchy doesn't."""
    current = occupations()
    by_label = {o.label: o.concept_id for o in current.values()}
    labels = {cid: label for cid, (kind, label) in legacy_labels().items() if kind == _OCCUPATION}
    for file, column in (
        ("job_titles_to_occupations.csv.gz", "occupation_label"),
        ("occupation_search_labels.csv.gz", "search_label"),
        ("occupation_requirements_2025.csv.gz", "label"),
    ):
        labels |= {r["occupation_concept_id"]: r[column] for r in rows(file) if r[column]}
    ssyk = {
        r["occupation_concept_id"]: r["ssyk4_group"][:4]
        for r in rows("occupation_requirements_2025.csv.gz")
    }
    translated = _translated()
    return {
        cid: Occupation(
            cid,
            label,
            ssyk.get(cid, ""),
            *translated.get(cid, ("", "")),
            is_retired=True,
            successor=by_label.get(label, ""),
        )
        for cid, label in labels.items()
        if cid not in current
    }


def _translated() -> dict[str, tuple[str, str]]:
    """Norwegian and Danish labels. The Norwegian ones are titles of groups: good for search."""
    return {
        r["occupation_concept_id"]: (r["label_nb"], r["label_da"])
        for r in rows("occupation_labels_nb_da.csv.gz")
    }


@cache
def groups() -> dict[str, Group]:
    """The groups of SSYK 2012, all four levels, by code."""
    found: dict[str, Group] = {}
    definitions = {r["ssyk4"]: r["definition"].strip() for r in rows("ssyk4_definitions.csv.gz")}
    for r in rows("ssyk_hierarchy_occupations.csv.gz"):
        for level in "123":
            code = r[f"ssyk{level}"]
            found.setdefault(code, Group(code, r[f"ssyk{level}_label"]))
        code = r["ssyk4"]
        found.setdefault(
            code, Group(code, r["ssyk4_label"], r["ssyk4_concept_id"], definitions.get(code, ""))
        )
    return dict(sorted(found.items()))


def group_of_concept(concept_id: str) -> Group | None:
    """The level 4 group with this concept id."""
    return _groups_by_concept().get(concept_id)


@cache
def _groups_by_concept() -> dict[str, Group]:
    return {g.concept_id: g for g in groups().values() if g.concept_id}


def substitutes(concept_id: str) -> tuple[Substitute, ...]:
    """What one who has this occupation may do instead, closest first. Directed."""
    return _substitutes().get(concept_id, ())


@cache
def _substitutes() -> dict[str, tuple[Substitute, ...]]:
    found: dict[str, list[Substitute]] = {}
    for r in rows("occupation_substitutability.csv.gz"):
        found.setdefault(r["occupation_concept_id"], []).append(
            Substitute(r["substitute_concept_id"], int(r["percentage"]))
        )
    return {
        cid: tuple(sorted(items, key=lambda s: (-s.percentage, s.concept_id)))
        for cid, items in found.items()
    }


def requirements(concept_id: str) -> Requirements | None:
    """What the occupation asks for, where that is known."""
    return _requirements().get(concept_id)


@cache
def _requirements() -> dict[str, Requirements]:
    return {
        r["occupation_concept_id"]: Requirements(
            r["licence"], _split(r["skills"]), _split(r["potential_skills"])
        )
        for r in rows("occupation_requirements_2025.csv.gz")
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@cache
def fields() -> dict[str, Field]:
    """The 21 fields of working life by concept id, in the order of their names."""
    found = (Field(cid, lab) for cid, (kind, lab) in legacy_labels().items() if kind == _FIELD)
    return {f.concept_id: f for f in sorted(found, key=lambda f: f.label)}


def field_of(ssyk4: str) -> Field | None:
    """The field a level 4 group belongs to; not told for a few of the smallest groups."""
    return _field_of().get(ssyk4)


@cache
def _field_of() -> dict[str, Field]:
    by_label = {f.label: f for f in fields().values()}
    return {
        r["ssyk4_group"][:4]: by_label[r["field"]]
        for r in rows("occupation_requirements_2025.csv.gz")
        if r["field"] in by_label
    }
