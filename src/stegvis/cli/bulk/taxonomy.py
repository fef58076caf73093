"""The words of the shipped taxonomy as the integers that the engine takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stegvis.engine.facts import Ints
from stegvis.engine.relations import Closeness, Relations, relate
from stegvis.reference import languages, occupations, skills


@dataclass(frozen=True)
class Taxonomy:
    """The words of the taxonomy as integers, in the order of their ids."""

    jobs: list[str]
    skills: list[str]
    languages: list[str]

    @classmethod
    def of_today(cls) -> Taxonomy:
        """As the product ships it."""
        return cls(
            sorted(occupations.occupations()),
            sorted(skills.skills()),
            sorted(languages.languages()),
        )

    @cached_property
    def groups(self) -> list[str]:
        """Each occupation's SSYK group on four digits."""
        return [occupations.occupation(job).ssyk4 for job in self.jobs]

    def relations(self) -> Relations:
        """How close occupations are, by groups and substitutes."""
        number = {job: at for at, job in enumerate(self.jobs)}
        kinds = {occupations.CLOSE: Closeness.LARGELY, occupations.PARTIAL: Closeness.PARTLY}
        return relate(
            _numbered(self.groups),
            _numbered([group[:3] for group in self.groups]),
            [
                (number[job], number[other.concept_id], kinds[other.percentage])
                for job in self.jobs
                for other in occupations.substitutes(job)
                if other.concept_id in number
            ],
        )


def _numbered(names: list[str]) -> Ints:
    """Equal numbers for equal names, -1 for the empty one."""
    number = {name: at for at, name in enumerate(sorted({*names} - {""}))}
    return np.array([number.get(name, -1) for name in names])
