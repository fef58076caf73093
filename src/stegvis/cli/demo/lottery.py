"""Drawing what the demo needs, the same for the same seed: names, test numbers, days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random
from typing import TypeVar

from stegvis.reference import tables
from stegvis.reference.identity import IdentityError, parse_identity

T = TypeVar("T")

NAMES_BY_LANGUAGE = {
    "ar": (("Layla", "Yara", "Omar", "Samir", "Rania", "Bilal"), ("Haddad", "Nasser", "Khalil")),
    "ti": (("Rahwa", "Yonas", "Helen", "Filmon"), ("Tesfay", "Kidane", "Ghebre")),
    "so": (("Ayaan", "Hodan", "Abdi", "Faisa"), ("Warsame", "Farah", "Nur")),
    "uk": (("Nadia", "Olena", "Taras", "Iryna"), ("Kovalenko", "Bondar", "Melnyk")),
    "prs": (("Mina", "Zahra", "Reza", "Hamid"), ("Haidari", "Rahimi", "Ahmadi")),
}
"""Invented names in languages the Swedish name statistics don't list."""


@cache
def _swedish_names() -> dict[str, tuple[list[str], list[int]]]:
    """Kind → names and weights, from the name statistics of Statistics Sweden."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    for row in tables.rows("demo/names_se_no.csv.gz"):
        if row["country"] == "SE":
            names, weights = found.setdefault(row["kind"], ([], []))
            names.append(row["name"])
            weights.append(int(float(row["weight"] or 1) * 1000) or 1)
    return found


class Lottery:
    """Everything drawn in the demo comes from here."""

    def __init__(self, seed: int, today: date) -> None:
        self._random = Random(f"stegvis demo {seed}")
        self._seed, self._today = seed, today
        self._numbers = self._shuffled_numbers()

    def _shuffled_numbers(self) -> list[tuple[str, date]]:
        """Official test numbers of people who exist in no register, in drawn order."""
        numbers = []
        with tables.text("demo/test_numbers.txt.gz") as lines:
            for line in lines:
                try:
                    parsed = parse_identity(line.strip(), today=self._today)
                except IdentityError:
                    continue
                numbers.append((parsed.normalised, parsed.birth_date))
        self._random.shuffle(numbers)
        return numbers

    def number(self, age: int, *, female: bool | None = None) -> str:
        """A test number of somebody of that age today, or the nearest age there is."""

        def distance(entry: tuple[str, date]) -> tuple[bool, int]:
            number, born = entry
            other_sex = female is not None and (int(number[10]) % 2 == 0) != female
            return (other_sex, abs((self._today - born).days - age * 365 - 180))

        chosen = min(self._numbers, key=distance)
        self._numbers.remove(chosen)
        return chosen[0]

    def name(self, language: str, *, female: bool) -> tuple[str, str]:
        """A given name and a family name."""
        if language in NAMES_BY_LANGUAGE:
            given, family = NAMES_BY_LANGUAGE[language]
            return self.pick(given), self.pick(family)
        names = _swedish_names()
        given_names, weights = names["first_female" if female else "first_male"]
        family_names, family_weights = names["last"]
        return (
            self._random.choices(given_names, weights)[0],
            self._random.choices(family_names, family_weights)[0],
        )

    def pick(self, values: Sequence[T]) -> T:
        """One of the values."""
        return self._random.choice(values)

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of the values by weight."""
        return self._random.choices(values, weights)[0]

    def some(self, values: Sequence[T], most: int) -> list[T]:
        """Up to `most` different values."""
        return self._random.sample(values, min(len(values), self.between(0, most)))

    def aside(self, what: str) -> Random:
        """Chance for one thing by itself, which changes nothing that is drawn after it."""
        return Random(f"stegvis demo {self._seed} {what}")

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)
