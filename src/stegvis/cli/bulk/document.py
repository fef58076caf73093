"""Reads JSON; whatever is wrong is told by row and column, and by where it is inside."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder
from pathlib import Path
from typing import Any, NoReturn

from stegvis.cli.errors import BadInputError

Step = str | int
"""A key, or a position in a list from 0."""
SPACE = re.compile(r"[ \t\n\r]*")


class Document:
    """A JSON file; an object with the same key twice is none."""

    def __init__(self, file: Path) -> None:
        """Read it. BadInputError where it can't be."""
        self.file = file
        try:
            raw = file.read_bytes()
            self.text = raw.decode("utf-8-sig")
        except OSError as error:
            raise BadInputError(f"{file} can't be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            raise BadInputError(f"{file} isn't UTF-8: save it as UTF-8.") from error
        self.sha256 = hashlib.sha256(raw).hexdigest()
        """Of the file's bytes, in hexadecimal."""
        self.facts = self._parsed()

    def _parsed(self) -> Any:
        try:
            return json.loads(self.text, object_pairs_hook=_once)
        except _TwiceError as error:
            key, at = next(_repeated(self.text, 0))
            self._stop(at, f"{key!r} stands there twice.", error)
        except json.JSONDecodeError as error:
            self._stop(error.pos, f"no JSON ({error.msg}).", error)
        except (RecursionError, ValueError) as error:
            raise BadInputError(f"{self.file}: no JSON that can be read ({error}).") from error

    def wrong(self, path: tuple[Step, ...], what: str) -> NoReturn:
        """Stop, and say where: the row and the column at which the value stands."""
        at = _start(self.text, 0)
        for step in path:
            at = next(start for one, _, start in _children(self.text, at) if one == step)
        inside = ", ".join(f"{step + 1}" if isinstance(step, int) else step for step in path)
        self._stop(at, f"{inside}: {what}" if inside else what, None)

    def _stop(self, at: int, what: str, cause: Exception | None) -> NoReturn:
        row = self.text.count("\n", 0, at) + 1
        column = at - self.text.rfind("\n", 0, at)
        raise BadInputError(f"{self.file}, row {row}, column {column}: {what}") from cause


class _TwiceError(ValueError):
    """An object has a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _repeated(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys that an object or one inside it has already, and where they stand."""
    seen: set[Step] = set()
    for step, key, start in _children(text, _start(text, at)):
        if isinstance(step, str) and step in seen:
            yield step, key
        seen.add(step)
        yield from _repeated(text, start)


def _children(text: str, at: int) -> Iterator[tuple[Step, int, int]]:
    """What stands directly inside the value at a position: its step, where that and it start."""
    if text[at] not in "{[":
        return
    keyed, decoder, end = text[at] == "{", JSONDecoder(), at + 1
    number = 0
    while text[first := _start(text, end)] not in "}]":
        step: Step = number
        start = first
        if keyed:
            step, after = decoder.raw_decode(text, first)
            start = _start(text, _start(text, after) + 1)
        yield step, first, start
        number, end = number + 1, _start(text, decoder.raw_decode(text, start)[1])
        end += text[end] == ","


def _start(text: str, at: int) -> int:
    """Where what follows begins."""
    return SPACE.match(text, at).end()  # type: ignore[union-attr]
