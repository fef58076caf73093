"""The templates that come with the product, in three languages, from `data/templates.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parent / "data" / "templates.toml"


@dataclass(frozen=True)
class Shipped:
    """A template's key, its kind of note, and its name and text in one language."""

    key: str
    kind: str
    name: str
    text: str


def templates() -> list[Shipped]:
    """Every shipped template in the reader's language; Swedish where we have no words in it."""
    language = (get_language() or "sv")[:2]
    return _in_language(language if language in ("nb", "en") else "sv")


def template(key: str) -> Shipped | None:
    """The shipped template of a key."""
    return next((one for one in templates() if one.key == key), None)


@cache
def _in_language(language: str) -> list[Shipped]:
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["template"]
    return [
        Shipped(one["key"], one["kind"], one["name"][language], one["text"][language].strip())
        for one in found
    ]
