"""JSON values from a stream, one at a time: only where a value ends is found here.

The standard library's decoder reads the values. Memory is bounded by the largest single value.
"""

from __future__ import annotations

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from stegvis.reference.jobsearch import faults
from stegvis.reference.jobsearch.faults import AdFileFault

CHUNK = 1 << 16
LARGEST_VALUE = 4_000_000
DEEPEST = 64
LONGEST_NUMBER = 18

_TO_BRACKET = re.compile(
    r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+([{}\[\]])', re.S
)
"""Up to and with the next bracket that stands in no string: one step for many strings."""
_IN_STRING = re.compile(r'["\\]')
_SCALAR = re.compile(r"[^\s,:\]}\[{\"]+")
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class UnreadableNumber:
    """A number that JSON allows and no field of ours can hold, as it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


def _integer(text: str) -> int | UnreadableNumber:
    return int(text) if len(text) <= LONGEST_NUMBER else UnreadableNumber(text)


def _real(text: str) -> float | UnreadableNumber:
    number = float(text)
    return number if abs(number) < 1e18 else UnreadableNumber(text)


_decode = json.JSONDecoder(
    parse_int=_integer, parse_float=_real, parse_constant=UnreadableNumber
).decode


class JsonStream:
    """A reader's place in a stream of JSON text. Every method raises AdFileFault on bad input."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._lines_dropped = 0

    @property
    def line(self) -> int:
        """The line we have come to, counted from 1."""
        return 1 + self._lines_dropped + self._buffer.count("\n", 0, self._at)

    def fault(self, code: str) -> AdFileFault:
        """A fault at the place we have come to."""
        return AdFileFault(code, self.line)

    def peek(self) -> str:
        """The next character that is no white space, or "" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                if self._buffer[self._at] == "\0":
                    raise self.fault(faults.NULL_BYTES)
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> str:
        """Step past the next character, which has to be one of `wanted`."""
        char = self.peek()
        if not char:
            raise self.fault(faults.CUT_OFF)
        if char not in wanted:
            raise self.fault(faults.NOT_JSON)
        self._at += 1
        return char

    def value(self) -> object:
        """Read the value that begins here."""
        char = self.peek()
        if char and char in "{[":
            end = self._end_of_nested()
        elif char == '"':
            end = self._end_of_string(self._at + 1)
        else:
            end = self._end_of_scalar()
        text = self._buffer[self._at : end]
        try:
            value: object = _decode(text)
        except json.JSONDecodeError as error:
            self._at += error.pos
            null = text[error.pos : error.pos + 1] == "\0"
            raise self.fault(faults.NULL_BYTES if null else faults.NOT_JSON) from None
        self._at = end
        return value

    def array(self) -> Iterator[object]:
        """Read the items of the array that begins here."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.take(",]") == "]":
                return

    def _end_of_nested(self) -> int:
        depth, at = 0, self._at
        while True:
            match = _TO_BRACKET.match(self._buffer, at)
            if match is None:
                at = self._go_on(at)
                continue
            at = match.end()
            depth += 1 if match[1] in "{[" else -1
            if depth == 0:
                return at
            if depth > DEEPEST:
                raise self.fault(faults.TOO_DEEP)

    def _end_of_string(self, at: int) -> int:
        """The place after the closing quote of the string whose first character is at `at`."""
        while True:
            match = _IN_STRING.search(self._buffer, at)
            if match is None:
                at = self._go_on(len(self._buffer))
            elif match.group() == '"':
                return match.end()
            elif match.end() < len(self._buffer):
                at = match.end() + 1
            else:
                at = self._go_on(match.start())

    def _end_of_scalar(self) -> int:
        while True:
            match = _SCALAR.match(self._buffer, self._at)
            end = match.end() if match else self._at
            if end < len(self._buffer):
                return end
            if len(self._buffer) - self._at > LARGEST_VALUE:
                raise self.fault(faults.TOO_LARGE)
            if not self._more():
                if end == self._at:
                    raise self.fault(faults.CUT_OFF)
                return len(self._buffer)

    def _go_on(self, at: int) -> int:
        """Read more text into the value that began at our place; where `at` is now."""
        if len(self._buffer) - self._at > LARGEST_VALUE:
            raise self.fault(faults.TOO_LARGE)
        shift = self._at
        if not self._more():
            raise self.fault(faults.CUT_OFF)
        return at - shift

    def _more(self) -> bool:
        """Drop what is read and read a chunk; False at the end of the stream."""
        if self._ended:
            return False
        try:
            chunk = self._stream.read(CHUNK)
            self._ended = not chunk
            text = self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError:
            code = faults.CUT_OFF if self._ended else faults.WRONG_ENCODING
            raise self.fault(code) from None
        except EOFError:
            raise self.fault(faults.CUT_OFF) from None
        except (gzip.BadGzipFile, zlib.error):
            raise self.fault(faults.DAMAGED_ARCHIVE) from None
        self._lines_dropped += self._buffer.count("\n", 0, self._at)
        self._buffer = self._buffer[self._at :] + text
        self._at = 0
        return not self._ended or bool(text)
