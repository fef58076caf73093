"""Every instrument that may be used here, or has been."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.instruments.shipped import shipped


def versions() -> Mapping[tuple[str, int], Instrument]:
    """Every version of every instrument, by key and version."""
    return shipped()


def instrument(key: str, version: int) -> Instrument:
    """The version an answer was given to; KeyError for one that isn't known."""
    return versions()[key, version]


def current(key: str) -> Instrument:
    """The newest version."""
    return max((one for one in versions().values() if one.key == key), key=lambda i: i.version)
