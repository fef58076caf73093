"""A definition on its way in: judged by itself and beside what is here already. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.casework.situation import catalogue
from stegvis.casework.situation.instruments import reading
from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.instruments.faults import Fault, FaultyInstrumentError
from stegvis.casework.situation.instruments.shipped import shipped


@dataclass(frozen=True)
class Brought:
    """A definition that has been looked through: the instrument, or everything wrong with it.

    `is_here`: the same version is here with the same words, so there is nothing to take in.
    """

    told: Mapping[str, Any]
    instrument: Instrument | None = None
    faults: tuple[Fault, ...] = ()
    is_here: bool = False


def look_through(file: bytes) -> Brought:
    """Judge a file of TOML."""
    try:
        return judge(reading.parsed(file))
    except FaultyInstrumentError as fault:
        return Brought({}, faults=fault.faults)


def judge(told: Mapping[str, Any]) -> Brought:
    """Judge a definition, its number and key beside those that the authority has."""
    beside = tuple(_beside(told))
    try:
        made = reading.read(told)
    except FaultyInstrumentError as fault:
        return Brought(told, faults=fault.faults + beside)
    if beside:
        return Brought(told, faults=beside)
    return Brought(told, made, is_here=(made.key, made.version) in catalogue.versions())


def _beside(told: Mapping[str, Any]) -> Iterator[Fault]:
    """A key that isn't theirs to use, and a number that should have been higher."""
    key, version = told.get("key"), told.get("version")
    if any(known == key for known, _version in shipped()):
        yield Fault(("key",), "shipped")
        return
    rows = [row for row in catalogue.own() if row.key == key]
    if not rows or not isinstance(version, int):
        return
    same = next((row for row in rows if row.version == version), None)
    newest = rows[-1].version
    if same is not None and same.definition != told:
        yield Fault(("version",), "changed", {"version": version, "newest": newest})
    elif same is None and version < newest:
        yield Fault(("version",), "lower", {"newest": newest})
