"""How a list is narrowed by its address: coded values only, never a name or free text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise


@dataclass(frozen=True)
class Facet:
    """One thing a list is narrowed or arranged by: its name in the address, and its codes.

    One that `arranges` (which part of the list, in which order) has its first code without being
    chosen, holds one at a time, and is no filter to take away. One that `is_long` is chosen from a
    drop-down list, one code at a time.
    """

    name: str
    label: str | Promise
    choices: tuple[tuple[str, str | Promise], ...]
    arranges: bool = False
    is_long: bool = False

    @cached_property
    def words(self) -> dict[str, str | Promise]:
        """Each code and its word."""
        return dict(self.choices)

    def chip_word(self, code: str) -> str | Promise:
        """A code's word beside the label."""
        return self.words[code] if len(self.choices) > 1 else ""


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address of the list without it.

    The word of a facet that has one code only adds nothing to its label, and is empty.
    """

    label: str | Promise
    word: str | Promise
    without: str


@dataclass(frozen=True)
class Option:
    """A value that may be chosen, and whether it is."""

    code: str
    word: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class Narrowing:
    """What is chosen of a list's facets; what the address says beside that is dropped."""

    facets: tuple[Facet, ...]
    chosen: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, facets: Iterable[Facet], data: QueryDict) -> Narrowing:
        """What an address says, in the order of the facets and of their codes."""
        known, chosen = tuple(facets), {}
        for facet in known:
            said = set(data.getlist(facet.name))
            codes = tuple(code for code, _word in facet.choices if code in said)
            if codes:
                chosen[facet.name] = codes[:1] if facet.arranges else codes
        return cls(known, chosen)

    def of(self, name: str) -> frozenset[str]:
        """The codes chosen of a facet; empty when it narrows nothing."""
        return frozenset(self.chosen.get(name, ()))

    def one(self, name: str) -> str:
        """The code of a facet that arranges: the chosen one, else its first."""
        facet = next(facet for facet in self.facets if facet.name == name)
        return next(iter(self.chosen.get(name, ())), facet.choices[0][0])

    @property
    def query(self) -> str:
        """The address' query, the same however it was typed."""
        return _written(self.chosen)

    def with_(self, **codes: str) -> str:
        """The query with other codes for some facets."""
        changed = {**self.chosen, **{name: (code,) for name, code in codes.items()}}
        known = [facet.name for facet in self.facets]
        return _written({name: changed[name] for name in known if name in changed})

    @property
    def filters(self) -> list[tuple[Facet, list[Option]]]:
        """The facets that narrow, each with its codes."""
        return [(facet, self._options(facet)) for facet in self.facets if not facet.arranges]

    def options(self, name: str) -> list[Option]:
        """The codes of a facet that arranges."""
        facet = next(facet for facet in self.facets if facet.name == name)
        in_force = self.one(name)
        return [Option(code, word, code == in_force) for code, word in facet.choices]

    def _options(self, facet: Facet) -> list[Option]:
        chosen = self.of(facet.name)
        return [Option(code, word, code in chosen) for code, word in facet.choices]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What arranges the list, to be kept when other filters are chosen."""
        arranging = {facet.name for facet in self.facets if facet.arranges}
        return [(name, codes[0]) for name, codes in self.chosen.items() if name in arranging]

    @property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return [
            Chip(facet.label, facet.chip_word(code), self._without(facet.name, code))
            for facet in self.facets
            if not facet.arranges
            for code in self.chosen.get(facet.name, ())
        ]

    @property
    def without_filters(self) -> str:
        """The query with the list arranged as it is and nothing narrowed."""
        return urlencode(self.kept)

    def _without(self, name: str, code: str) -> str:
        left = tuple(one for one in self.chosen[name] if one != code)
        return _written({**self.chosen, name: left})


def _written(chosen: Mapping[str, tuple[str, ...]]) -> str:
    return urlencode([(name, code) for name, codes in chosen.items() for code in codes])
