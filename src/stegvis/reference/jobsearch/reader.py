"""Ads from a file: a JobSearch answer, an array (JobStream), or one ad on each line."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from stegvis.reference.jobsearch import faults
from stegvis.reference.jobsearch import report as reasons
from stegvis.reference.jobsearch.ads import Ad
from stegvis.reference.jobsearch.json_stream import JsonStream
from stegvis.reference.jobsearch.parse import READ, parse_ad
from stegvis.reference.jobsearch.report import Report

GZIP = b"\x1f\x8b"


def open_ads(path: Path) -> AdReader:
    """Open a file of ads, packed with gzip or not. OSError when it can't be opened."""
    stream: io.BufferedReader = path.open("rb")
    if stream.peek(2)[:2] == GZIP:
        return AdReader(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), closes=stream)
    return AdReader(stream, closes=stream)


class AdReader:
    """Iterate once for the ads; `report` grows on the way.

    Memory does not grow with the number of ads. AdFileFault says why a file can't be read
    further: what was read before it should not be kept.
    """

    def __init__(self, stream: BinaryIO, closes: io.BufferedReader | None = None) -> None:
        self.report = Report()
        self._json = JsonStream(stream)
        self._closes = closes

    def __enter__(self) -> AdReader:
        return self

    @property
    def bytes_read(self) -> int:
        """How much of the file has been read, packed as it is, for showing progress."""
        return self._closes.tell() if self._closes else 0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._closes:
            self._closes.close()

    def __iter__(self) -> Iterator[Ad]:
        for value in self._objects():
            if not isinstance(value, dict):
                self.report.add("", "", value, reasons.NOT_AN_OBJECT)
                self.report.skipped += 1
                continue
            ad = parse_ad(value, self.report)
            if ad is not None:
                yield ad

    def _objects(self) -> Iterator[object]:
        first = self._json.peek()
        if not first:
            raise self._json.fault(faults.EMPTY)
        if first == "[":
            yield from self._json.array()
            if self._json.peek():
                raise self._json.fault(faults.NOT_JSON)
        elif first == "{":
            yield from self._answer_or_ad()
            while self._json.peek():
                yield self._json.value()
        else:
            self._json.value()
            raise self._json.fault(faults.NOT_ADS)

    def _answer_or_ad(self) -> Iterator[object]:
        """The `hits` of a JobSearch answer, read as they come; or the first ad of many lines."""
        members: dict[str, object] = {}
        self._json.take("{")
        has_hits = False
        end = self._json.peek() == "}"
        if end:
            self._json.take("}")
        while not end:
            name = self._json.value()
            self._json.take(":")
            if not isinstance(name, str):
                raise self._json.fault(faults.NOT_JSON)
            if name == "hits" and self._json.peek() == "[":
                has_hits = True
                yield from self._json.array()
            else:
                members[name] = self._json.value()
            end = self._json.take(",}") == "}"
        if has_hits:
            return
        if not READ & members.keys():
            raise self._json.fault(faults.NOT_ADS)
        yield members
