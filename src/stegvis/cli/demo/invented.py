"""Persons of the demo that are told by name and age alone, and come to a unit some day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stegvis.casework.people.actions import NewPerson
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life, Who
from stegvis.cli.demo.lottery import Lottery

Invented = tuple[str, int, bool, int]
"""Invented name, age, whether a woman, and how many days ago they came."""


@dataclass(frozen=True)
class Where:
    """Where they live, who takes them and who sends them; `first_phone` ends the first one's number
    in the series 070-174 06 05 to 06 99, which belongs to nobody (PTS)."""

    municipality: str
    coordinator: str
    first_phone: int
    source: str = Who.source


def come(
    where: Where, rows: Iterable[Invented], cast: Cast, draw: Lottery, today: date
) -> list[Life]:
    """Each of them, come on their day and not yet taken, in the order told."""
    lives = []
    for place, (name, age, female, came) in enumerate(rows):
        given, family = name.split()
        facts = NewPerson(
            given_name=given,
            family_name=family,
            number=draw.number(age, female=female),
            municipality_code=where.municipality,
            phone=f"070-17406{where.first_phone + place}",
        )
        life = Life(cast, Who(facts, where.source), where.coordinator, today)
        lives.append(life.comes(came))
    return lives
