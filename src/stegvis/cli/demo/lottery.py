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
    "ar": (
        ("Layla", "Yara", "Rania", "Huda", "Salma", "Nour", "Dima", "Maha"),
        ("Omar", "Samir", "Bilal", "Karim", "Tarek", "Fadi", "Ziad", "Walid"),
        ("Haddad", "Nasser", "Khalil", "Mansour", "Saleh", "Qasem", "Darwish", "Shaheen"),
    ),
    "ti": (
        ("Rahwa", "Helen", "Luwam", "Saba", "Winta", "Feven"),
        ("Yonas", "Filmon", "Daniel", "Robel", "Mehari", "Natnael"),
        ("Tesfay", "Kidane", "Ghebre", "Haile", "Berhane", "Habte"),
    ),
    "so": (
        ("Ayaan", "Hodan", "Faisa", "Ifrah", "Sagal", "Nasra"),
        ("Abdi", "Liban", "Guled", "Mahad", "Yasin", "Bashir"),
        ("Warsame", "Farah", "Nur", "Jama", "Abdulle", "Dirie"),
    ),
    "uk": (
        ("Nadia", "Olena", "Iryna", "Halyna", "Daryna", "Svitlana"),
        ("Taras", "Bohdan", "Andrij", "Mykola", "Petro", "Ostap"),
        ("Kovalenko", "Bondar", "Melnyk", "Shevchuk", "Tkach", "Moroz"),
    ),
    "prs": (
        ("Mina", "Zahra", "Parwin", "Laila", "Nilofar", "Shukria"),
        ("Reza", "Hamid", "Jawad", "Nasir", "Farid", "Mustafa"),
        ("Haidari", "Rahimi", "Ahmadi", "Sharifi", "Karimi", "Noori"),
    ),
}
"""Invented names in languages the Swedish name statistics don't list: women's, men's, families'."""


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


class Chance:
    """What is drawn from one source, the same for the same seed."""

    def __init__(self, source: Random) -> None:
        self._random = source

    def pick(self, values: Sequence[T]) -> T:
        """One of the values."""
        return self._random.choice(values)

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of the values by weight."""
        return self._random.choices(values, weights)[0]

    def some(self, values: Sequence[T], most: int) -> list[T]:
        """Up to `most` different values."""
        return self._random.sample(values, min(len(values), self.between(0, most)))

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """All of them, in drawn order."""
        return self._random.sample(values, len(values))

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def one_in(self, many: int) -> bool:
        """True once in so many."""
        return self._random.randrange(many) == 0


class Lottery(Chance):
    """Everything drawn in the demo comes from here."""

    def __init__(self, seed: int, today: date) -> None:
        super().__init__(Random(f"stegvis demo {seed}"))
        self._seed, self._today = seed, today
        self._numbers = self._shuffled_numbers()
        self._named: set[tuple[str, str]] = set()

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
        """A given name and a family name that nobody has been given together before."""
        while (name := self._any_name(language, female=female)) in self._named:
            pass
        self._named.add(name)
        return name

    def keep_name(self, given: str, family: str) -> None:
        """Nobody who is drawn gets this name."""
        self._named.add((given, family))

    def _any_name(self, language: str, *, female: bool) -> tuple[str, str]:
        if language in NAMES_BY_LANGUAGE:
            women, men, families = NAMES_BY_LANGUAGE[language]
            return self.pick(women if female else men), self.pick(families)
        names = _swedish_names()
        given_names, weights = names["first_female" if female else "first_male"]
        return self.weighted(given_names, weights), self.weighted(*names["last"])

    def aside(self, what: str) -> Chance:
        """Chance for one thing by itself, which changes nothing that is drawn after it."""
        return Chance(Random(f"stegvis demo {self._seed} {what}"))
