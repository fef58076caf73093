"""Reading a definition: everything that is wrong with it is found at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.instruments.faults import Fault, FaultyInstrumentError
from stegvis.casework.situation.instruments.fields import ANCHORS, DEFINITION, ITEMS, STEPS

MOST_BYTES = 256 * 1024
MOST_DOTS = 60
"""In a line. tomllib keeps every beginning of a dotted key, so one of thousands takes gigabytes."""
DEEPEST = 12
"""Tables and lists within each other: far more than a definition has."""
AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
AT_END = "(at end of document)"
"""Where tomllib says that it stopped."""


def read(told: Mapping[str, Any]) -> Instrument:
    """An instrument from its definition; FaultyInstrumentError holds every fault."""
    if faults := [*DEFINITION.faults(told, ()), *_together(told)]:
        raise FaultyInstrumentError(faults)
    return Instrument.of(told)


def parsed(file: bytes) -> dict[str, Any]:
    """What a file of TOML says, unjudged; FaultyInstrumentError when it can't be read at all."""
    if len(file) > MOST_BYTES:
        raise _unreadable("too_large", most=MOST_BYTES // 1024)
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable("not_utf8") from error
    if not text.strip():
        raise _unreadable("empty")
    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise _unreadable("strange")
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        if at := AT_LINE.search(str(error)):
            raise _unreadable("no_toml", line=at[1], column=at[2]) from error
        raise _unreadable("cut" if AT_END in str(error) else "strange") from error
    if is_too_deep(told):
        raise _unreadable("strange")
    return told


def is_too_deep(told: object, left: int = DEEPEST) -> bool:
    """Whether tables and lists lie deeper within each other than any definition's."""
    held = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return not left or any(is_too_deep(one, left - 1) for one in held)


def _unreadable(code: str, **more: object) -> FaultyInstrumentError:
    return FaultyInstrumentError([Fault((), code, more)])


def _together(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What no field shows by itself."""
    marks = ANCHORS.marks(told.get("anchors"))
    steps = {step for step in marks if isinstance(step, int) and step in STEPS}
    between = range(min(steps, default=0), max(steps, default=0))
    if missing := [str(step) for step in between if step not in steps]:
        yield Fault(("anchors",), "gap", {"missing": ", ".join(missing)})
    items, chosen = ITEMS.marks(told.get("items")), told.get("chosen_between")
    if items and isinstance(chosen, int) and chosen > len(items):
        yield Fault(("chosen_between",), "chosen", {"value": chosen, "n": len(items)})
