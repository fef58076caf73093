"""The kinds of values in a definition: each reads one, and notes all that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.instruments.faults import Fault, Place
from stegvis.web.languages import BY_CODE, WHOLE

WANTED = tuple(language.code for language in WHOLE)
"""Languages that every text has."""

MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>?|&#?\w+;")
KEY = re.compile(r"[a-z][a-z0-9_]*")
TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF")
LONGEST_KEY = 40
WORDS_END = "_words"
"""What the field of a few own words is called after an item's key, so no key ends so."""


class Kind(Protocol):
    """What a field may hold."""

    @property
    def told(self) -> str | Promise:
        """How it is written, for the guide and the template."""

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Everything that is wrong with a value at a place."""


@dataclass(frozen=True)
class Field:
    """A named value of a definition. `means` is said in the guide and in the template."""

    name: str
    kind: Kind
    means: str | Promise


@dataclass(frozen=True)
class Text:
    """Plain text."""

    most: int
    told = _("text")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Not a text, nothing in it, too long, or something else than plain text."""
        if not isinstance(value, str):
            yield Fault(at, "no_text")
            return
        if not value.strip():
            yield Fault(at, "missing")
        if len(value) > self.most:
            yield Fault(at, "too_long", {"n": len(value), "most": self.most})
        if found := MARKUP.search(value):
            yield Fault(at, "markup", {"value": shown(found[0])})
        if any(_is_unseen(letter) for letter in value):
            yield Fault(at, "unseen")


@dataclass(frozen=True)
class Key:
    """A name for the machine, which answers are stored under."""

    told = _("key")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Anything that can't stand in an address, a form or a table."""
        if not isinstance(value, str):
            yield Fault(at, "no_text")
        elif len(value) > LONGEST_KEY or not KEY.fullmatch(value):
            yield Fault(at, "key", {"value": shown(value), "most": LONGEST_KEY})
        elif value.endswith(WORDS_END):
            yield Fault(at, "key_end", {"end": WORDS_END})


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    least: int
    most: int
    told = _("whole number")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Not a number (TOML's true isn't one), or out of range."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault(at, "no_number")
        elif not self.least <= value <= self.most:
            told = {"value": shown(value), "least": self.least, "most": self.most}
            yield Fault(at, "range", told)


@dataclass(frozen=True)
class Among:
    """A list of one or more of these texts."""

    known: tuple[str, ...]
    told = _("list of texts")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Not a list, an empty one, a stranger or somebody twice."""
        if not isinstance(value, list):
            yield Fault(at, "no_list")
            return
        if not value:
            yield Fault(at, "few", {"n": 0, "least": 1})
        for one in (one for one in value if one not in self.known):
            told = {"value": shown(one), "some": ", ".join(self.known)}
            yield Fault(at, "stranger", told)
        yield from repeated((one for one in value if one in self.known), at)


@dataclass(frozen=True)
class InLanguages:
    """A text in every language of the product, and in such others as there are."""

    text: Text
    beside: tuple[Field, ...] = ()
    """What stands in the same table and isn't a text."""
    told = _("one text for each language")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """A language that is missing or isn't one of the pages', and each text's own faults."""
        if not isinstance(value, dict):
            yield Fault(at, "no_table")
            return
        yield from table_faults(self.beside, value, at)
        for language in WANTED:
            if language not in value:
                yield Fault((*at, language), "no_language")
        beside = {one.name for one in self.beside}
        for language, text in value.items():
            if language in BY_CODE:
                yield from self.text.faults(text, (*at, language))
            elif language not in beside:
                told = {"some": ", ".join(BY_CODE)}
                yield Fault((*at, shown(language)), "strange_language", told)


@dataclass(frozen=True)
class OneTable:
    """Fields of their own."""

    fields: tuple[Field, ...]
    told = _("part of its own")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """What is missing, unknown or wrong in it."""
        if not isinstance(value, dict):
            yield Fault(at, "no_table")
            return
        yield from table_faults(self.fields, value, at)
        known = {one.name for one in self.fields}
        for name in value:
            if name not in known:
                yield Fault((*at, shown(name)), "unknown")


@dataclass(frozen=True)
class Tables:
    """Several of one kind, told apart by a field."""

    each: OneTable | InLanguages
    apart: str
    least: int
    most: int
    told = _("one part for each")

    def faults(self, value: object, at: Place) -> Iterator[Fault]:
        """Too few, too many, two alike, and what is wrong in each."""
        if not isinstance(value, list):
            yield Fault(at, "no_tables", {"name": at[-1]})
            return
        if len(value) < self.least:
            yield Fault(at, "few", {"n": len(value), "least": self.least})
        if len(value) > self.most:
            yield Fault(at, "many", {"n": len(value), "most": self.most})
        yield from repeated(self.marks(value), at)
        for number, one in enumerate(value[: self.most], start=1):
            called = "".join(f" ({shown(mark)})" for mark in self.marks([one]))
            yield from self.each.faults(one, (*at[:-1], f"{at[-1]} {number}{called}"))

    def marks(self, value: object) -> list[str | int]:
        """What tells them apart, as far as it can be read."""
        rows = value if isinstance(value, list) else []
        marks = [one.get(self.apart) for one in rows if isinstance(one, dict)]
        return [m for m in marks if isinstance(m, str | int) and not isinstance(m, bool)]


def table_faults(
    fields: Iterable[Field], value: Mapping[str, object], at: Place
) -> Iterator[Fault]:
    """What is missing of the fields, and what is wrong with those that are there."""
    for one in fields:
        if one.name in value:
            yield from one.kind.faults(value[one.name], (*at, one.name))
        else:
            yield Fault((*at, one.name), "missing")


def repeated(values: Iterable[object], at: Place) -> Iterator[Fault]:
    """Each value that comes more than once, told once."""
    seen: set[object] = set()
    told: set[object] = set()
    for value in values:
        if value in seen and value not in told:
            told.add(value)
            yield Fault(at, "repeated", {"value": shown(value)})
        seen.add(value)


def shown(value: object) -> str:
    """A value of the file's as a sentence can name it: not too long, and nothing unseen in it."""
    if isinstance(value, int) and abs(value) >= 10**LONGEST_KEY:
        return "…"
    text = str(value)
    cut = text if len(text) <= LONGEST_KEY else f"{text[:LONGEST_KEY]}…"
    return "".join(letter if letter.isprintable() else "·" for letter in cut)


def _is_unseen(letter: str) -> bool:
    """Control characters, and those that turn the direction of whatever stands around."""
    is_control = unicodedata.category(letter) in ("Cc", "Cs", "Co") and letter != "\n"
    return is_control or unicodedata.bidirectional(letter) in TURNING
