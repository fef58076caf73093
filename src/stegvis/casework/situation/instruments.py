"""Instruments: what is asked, of whom, on which scale and how often. Definitions are data.

An instrument is a TOML file in `data`, one for each version. A version is never changed once it
has been used: to put a word otherwise is a new version. An answer knows the one it was given to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
LIFE_AREAS = "life_areas"
LANGUAGES = ("sv", "nb", "en")
RESPONDENTS = ("person", "coordinator")


class FaultyInstrumentError(ValueError):
    """The definition of an instrument doesn't hold together; the sentence says where."""


@dataclass(frozen=True)
class Words:
    """A text in every language that the instrument has."""

    by_language: Mapping[str, str]

    def __str__(self) -> str:
        """In the language of the page; easy Swedish without a text of its own is Swedish, any
        other English."""
        language = get_language() or "en"
        known = self.by_language
        return known.get(language) or known.get(language.split("-")[0]) or known["en"]


@dataclass(frozen=True)
class Item:
    """One thing that is asked."""

    key: str
    name: Words
    asks: Words


@dataclass(frozen=True)
class Instrument:
    """A version of an instrument.

    `anchors` are what each step of the scale means, the lowest first. All items are asked at the
    start and at the end; in between as many as `chosen_between` (0: all then too), about every
    `interval`. `licence` says who may use the wording.
    """

    key: str
    version: int
    name: Words
    about: Words
    items: tuple[Item, ...]
    anchors: Mapping[int, Words]
    respondents: tuple[str, ...]
    interval: timedelta
    chosen_between: int
    licence: str
    source: str

    @property
    def item_keys(self) -> tuple[str, ...]:
        """What is asked, in order."""
        return tuple(item.key for item in self.items)

    @property
    def lowest(self) -> int:
        """The first step of the scale."""
        return min(self.anchors)

    @property
    def highest(self) -> int:
        """The last step of the scale."""
        return max(self.anchors)

    def item(self, key: str) -> Item:
        """The item of a key; KeyError for one that this version doesn't ask."""
        return {item.key: item for item in self.items}[key]


@cache
def versions() -> Mapping[tuple[str, int], Instrument]:
    """Every version of every instrument, by key and version."""
    found = [read(tomllib.loads(file.read_text("utf-8"))) for file in sorted(DATA.glob("*.toml"))]
    return {(one.key, one.version): one for one in found}


def instrument(key: str, version: int) -> Instrument:
    """The version an answer was given to; KeyError for one that was never shipped."""
    return versions()[key, version]


def current(key: str) -> Instrument:
    """The newest version."""
    return max((one for one in versions().values() if one.key == key), key=lambda i: i.version)


def read(told: Mapping[str, Any]) -> Instrument:
    """An instrument from its definition; FaultyInstrumentError says what is missing or wrong."""
    try:
        made = Instrument(
            key=told["key"],
            version=int(told["version"]),
            name=_words(told["name"], "name"),
            about=_words(told["about"], "about"),
            items=tuple(_item(one) for one in told["items"]),
            anchors={int(a["value"]): _words(a, f"anchor {a['value']}") for a in told["anchors"]},
            respondents=tuple(told["respondents"]),
            interval=timedelta(days=int(told["interval_days"])),
            chosen_between=int(told["chosen_between"]),
            licence=told["licence"],
            source=told["source"],
        )
    except KeyError as missing:
        raise FaultyInstrumentError(f"{missing.args[0]} is missing") from missing
    _check(made)
    return made


def _item(told: Mapping[str, Any]) -> Item:
    key = told["key"]
    return Item(key, _words(told["name"], f"{key}, name"), _words(told["asks"], f"{key}, asks"))


def _words(told: Mapping[str, Any], where: str) -> Words:
    if missing := [language for language in LANGUAGES if not told.get(language)]:
        raise FaultyInstrumentError(f"{where}: no text in {', '.join(missing)}")
    return Words({language: told[language] for language in told if isinstance(told[language], str)})


def _check(made: Instrument) -> None:
    if len(set(made.item_keys)) < len(made.items):
        raise FaultyInstrumentError("an item has the key of another")
    steps = sorted(made.anchors)
    if len(steps) < 2 or steps != list(range(steps[0], steps[-1] + 1)):
        raise FaultyInstrumentError("the steps of the scale don't follow each other")
    if not made.respondents or not set(made.respondents) <= set(RESPONDENTS):
        raise FaultyInstrumentError(f"respondents are among {', '.join(RESPONDENTS)}")
    if not 0 <= made.chosen_between <= len(made.items):
        raise FaultyInstrumentError("more items are chosen in between than there are")
