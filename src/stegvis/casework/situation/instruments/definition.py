"""An instrument: what is asked, of whom, on which scale and how often.

A version is never changed once it has been used: to put a word otherwise is a new version. An
answer knows the one it was given to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.utils.translation import get_language

from stegvis.web.languages import LANGUAGES

RESPONDENTS = ("person", "coordinator")
LIFE_AREAS = "life_areas"
"""The one that comes with the product, asked wherever nobody chooses another."""


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

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From a definition that has been read and has no faults."""
        anchors = sorted(told["anchors"], key=lambda anchor: int(anchor["value"]))
        return cls(
            key=told["key"],
            version=told["version"],
            name=Words(told["name"]),
            about=Words(told["about"]),
            items=tuple(
                Item(one["key"], Words(one["name"]), Words(one["asks"])) for one in told["items"]
            ),
            anchors={
                anchor["value"]: Words({k: v for k, v in anchor.items() if k != "value"})
                for anchor in anchors
            },
            respondents=tuple(told["respondents"]),
            interval=timedelta(days=told["interval_days"]),
            chosen_between=told["chosen_between"],
            licence=told["licence"],
            source=told["source"],
        )

    @property
    def item_keys(self) -> tuple[str, ...]:
        """What is asked, in order."""
        return tuple(item.key for item in self.items)

    @property
    def is_life_areas(self) -> bool:
        """Whether it is the areas of life, whose steps say how well something works."""
        return self.key == LIFE_AREAS

    @property
    def asks_person(self) -> bool:
        """Whether the person answers, on the own page too."""
        return "person" in self.respondents

    @property
    def asks_both(self) -> bool:
        """Whether two voices stand side by side."""
        return len(self.respondents) > 1

    @property
    def languages(self) -> list[str]:
        """Names of the languages in which every text is there."""
        texts = [self.name, self.about, *self.anchors.values()]
        texts += [text for item in self.items for text in (item.name, item.asks)]
        return [
            one.name for one in LANGUAGES if all(one.code in text.by_language for text in texts)
        ]

    @property
    def lowest(self) -> int:
        """The first step of the scale."""
        return min(self.anchors)

    def has_the_scale_of(self, other: Instrument) -> bool:
        """Whether answers to both can be compared: their steps are the same."""
        return self.anchors.keys() == other.anchors.keys()

    @property
    def highest(self) -> int:
        """The last step of the scale."""
        return max(self.anchors)

    def item(self, key: str) -> Item:
        """The item of a key; KeyError for one that this version doesn't ask."""
        return {item.key: item for item in self.items}[key]
