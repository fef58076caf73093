"""Reads what applicants wish and whom places rank, from JSON."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from stegvis.cli.bulk.document import Document, Step
from stegvis.engine.allocation.wishes import NOT_ACCEPTABLE, Wishes
from stegvis.engine.facts import Ints

MOST_SEATS = 10**9
MOST_STRATUM = 10**9

Path = tuple[Step, ...]


@dataclass(frozen=True)
class Market:
    """Both sides, in the order of the file."""

    applicants: list[str]
    places: list[str]
    wishes: Wishes
    tier: Ints
    """(wishes,) how the place ranks the applicant, equals alike, or NOT_ACCEPTABLE."""
    stratum: Ints
    """(applicants,) who goes first in the lottery; those without one go last of all."""
    facts: dict[str, Any]
    """As they stand in the file."""


class _Reader:
    """Takes a document's facts apart. BadInputError names row and column."""

    def __init__(self, document: Document, root: Path) -> None:
        self.document, self.root = document, root
        self.facts: Any = document.facts
        for step in root:
            self.facts = self.facts[step]

    def wrong(self, path: Path, what: str) -> None:
        """Stop, and say where."""
        self.document.wrong((*self.root, *path), what)

    def read(self) -> Market:
        """All of it."""
        self.expect((), self.facts, ("applicants", "places"), ("stratum",))
        applicants = self.numbers("applicants")
        places = self.numbers("places")
        wishes = self.wishes(places)
        tier = self.tiers(applicants, wishes)
        stratum = self.strata(applicants)
        return Market(list(applicants), list(places), wishes, tier, stratum, self.facts)

    def expect(
        self, path: Path, value: Any, needed: Collection[str], optional: Collection[str]
    ) -> None:
        """An object with these keys."""
        if not isinstance(value, dict):
            self.wrong(path, f"should be an object with {' and '.join(needed)}.")
        for key in value:
            if key not in needed and key not in optional:
                known = ", ".join([*needed, *optional])
                self.wrong((*path, key), f"not known. The keys are {known}.")
        for key in needed:
            if key not in value:
                self.wrong(path, f"{key} is missing.")

    def numbers(self, side: str) -> dict[str, int]:
        """The number of each name of a side."""
        if not isinstance(self.facts[side], dict) or not self.facts[side]:
            self.wrong((side,), f"should be an object with at least one of the {side}.")
        for name in self.facts[side]:
            if not name.strip() or not _is_text(name):
                self.wrong((side, name), "the name is empty or no text.")
        return {name: number for number, name in enumerate(self.facts[side])}

    def wishes(self, places: dict[str, int]) -> Wishes:
        """Each applicant's list, and the seats."""
        starts, wished = [0], []
        for name, wishes in self.facts["applicants"].items():
            wished += self.codes(("applicants", name), wishes, places, "place")
            starts.append(len(wished))
        seats = [self.seats(name, facts) for name, facts in self.facts["places"].items()]
        return Wishes(*(np.array(one, np.int64) for one in (starts, wished, seats)))

    def codes(self, path: Path, names: Any, known: dict[str, int], what: str) -> list[int]:
        """The numbers of a list of names, each once."""
        if not isinstance(names, list):
            self.wrong(path, f"should be a list of {what}s.")
        try:
            codes = [known[name] for name in names]
        except (KeyError, TypeError):
            at = next(i for i, one in enumerate(names) if not _is_one_of(one, known))
            self.wrong((*path, at), f"{names[at]!r} is no {what}.")
        if len(set(codes)) < len(codes):
            at = next(i for i, one in enumerate(names) if one in names[:i])
            self.wrong((*path, at), f"{names[at]!r} stands there already.")
        return codes

    def seats(self, name: str, facts: Any) -> int:
        """A place's seats."""
        path: Path = ("places", name)
        self.expect(path, facts, ("seats",), ("ranking",))
        return self.whole((*path, "seats"), facts["seats"], 0, MOST_SEATS)

    def whole(self, path: Path, value: Any, low: int, high: int) -> int:
        """A whole number, from `low` to `high`."""
        if type(value) is not int:
            self.wrong(path, f"{value!r} is no whole number.")
        if not low <= value <= high:
            self.wrong(path, f"{value} is outside {low} to {high}.")
        return int(value)

    def tiers(self, applicants: dict[str, int], wishes: Wishes) -> Ints:
        """How each wish's place ranks the applicant. A place without a ranking takes everybody."""
        named: list[int] = []
        tiers: list[int] = []
        sizes = np.zeros(len(wishes.seats), np.int64)
        for place, (name, facts) in enumerate(self.facts["places"].items()):
            if "ranking" in facts:
                path = ("places", name, "ranking")
                codes, tier = self.ranking(path, facts["ranking"], applicants)
                sizes[place] = len(codes)
                named += codes
                tiers += tier
        ranked = np.array(["ranking" in facts for facts in self.facts["places"].values()])
        places = np.repeat(np.arange(len(sizes)), sizes)
        _, known, wish = np.intersect1d(
            places * len(applicants) + np.array(named, np.int64),
            wishes.places * len(applicants) + wishes.applicant,
            assume_unique=True,
            return_indices=True,
        )
        found = np.where(ranked[wishes.places], NOT_ACCEPTABLE, 0)
        found[wish] = np.array(tiers, np.int64)[known]
        return found

    def ranking(
        self, path: Path, ranking: Any, applicants: dict[str, int]
    ) -> tuple[Collection[int], Collection[int]]:
        """Whom a place names, and their tiers; a list inside the list are equals."""
        if not isinstance(ranking, list):
            self.wrong(path, "should be a list of applicants.")
        if not any(isinstance(entry, list) for entry in ranking):
            return self.codes(path, ranking, applicants, "applicant"), range(len(ranking))
        tiers: dict[int, int] = {}
        for tier, entry in enumerate(ranking):
            equals = entry if isinstance(entry, list) else [entry]
            for at, name in enumerate(equals):
                inside: Path = (*path, tier, at) if entry is equals else (*path, tier)
                if not _is_one_of(name, applicants):
                    self.wrong(inside, f"{name!r} is no applicant.")
                if applicants[name] in tiers:
                    self.wrong(inside, f"{name!r} stands there already.")
                tiers[applicants[name]] = tier
        return tiers, tiers.values()

    def strata(self, applicants: dict[str, int]) -> Ints:
        """Each applicant's stratum."""
        given = self.facts.get("stratum", {})
        if not isinstance(given, dict):
            self.wrong(("stratum",), "should be an object with a whole number per applicant.")
        strata = np.full(len(applicants), MOST_STRATUM + 1)
        for name, value in given.items():
            path: Path = ("stratum", name)
            if name not in applicants:
                self.wrong(path, f"{name!r} is no applicant.")
            strata[applicants[name]] = self.whole(path, value, -MOST_STRATUM, MOST_STRATUM)
        return strata


def _is_one_of(value: Any, known: dict[str, int]) -> bool:
    return isinstance(value, str) and value in known


def _is_text(name: str) -> bool:
    """No half of a character that takes two."""
    return not any("\ud800" <= one <= "\udfff" for one in name)


def market_of(document: Document, *root: Step) -> Market:
    """What stands in a document, below some steps. BadInputError names row and column."""
    return _Reader(document, root).read()
