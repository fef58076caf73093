"""The fields of one ad, read by type; what does not fit is noted in the report and left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stegvis.reference.jobsearch import report as reasons
from stegvis.reference.jobsearch.ads import Concept
from stegvis.reference.jobsearch.report import Report

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
LONGEST_ADDRESS = 2000

_CONCEPT_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class Fields:
    """An object within an ad. `path` names it in the report, as in `employer.name`."""

    def __init__(
        self, values: Mapping[str, object], ad_id: str, report: Report, path: str = ""
    ) -> None:
        self.values = values
        self.ad_id = ad_id
        self._report = report
        self._path = path

    def note(self, name: str, value: object, reason: str) -> None:
        """Put a value in the report."""
        self._report.add(self.ad_id, f"{self._path}{name}", value, reason)

    def inside(self, name: str) -> Fields:
        """The object in a field; an empty one where there is none."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            self.note(name, value, reasons.NOT_AN_OBJECT)
            value = None
        return Fields(value or {}, self.ad_id, self._report, f"{self._path}{name}.")

    def text(self, name: str, longest: int = 300) -> str:
        """Text without outer space; numbers are taken as written. At most `longest` characters."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.note(name, value, reasons.NOT_TEXT)
            return ""
        cleaned = value.strip()
        if _NOT_STORABLE.search(value):
            cleaned = _NOT_STORABLE.sub("", value).strip()
            self.note(name, cleaned, reasons.UNREADABLE_CHARACTERS)
        if len(cleaned) > longest:
            self.note(name, cleaned, reasons.TOO_LONG)
            cleaned = cleaned[: longest - 1] + "…"
        return cleaned

    def integer(self, name: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.note(name, value, reasons.NOT_A_NUMBER)
            return None
        if not low <= value <= high:
            self.note(name, value, reasons.OUT_OF_RANGE)
            return None
        return value

    def flag(self, name: str) -> bool | None:
        """Yes, no, or None where the ad doesn't say."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.note(name, value, reasons.NOT_YES_OR_NO)
        return None

    def day(self, name: str) -> date | None:
        """The Swedish day of a date or moment; moments without offset are Swedish time."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
            if moment and moment.tzinfo:
                moment = moment.astimezone(STOCKHOLM)
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            self.note(name, value, reasons.NOT_A_DATE)
            return None
        if not EARLIEST <= moment.date() <= LATEST:
            self.note(name, value, reasons.OUT_OF_RANGE)
            return None
        return moment.date()

    def web_address(self, name: str) -> str:
        """An http or https address."""
        address = self.text(name, LONGEST_ADDRESS * 10)
        if not address:
            return ""
        if not address.startswith(("http://", "https://")) or len(address) > LONGEST_ADDRESS:
            self.note(name, address, reasons.NOT_A_WEB_ADDRESS)
            return ""
        return address

    def concept(self, name: str) -> Concept | None:
        """A taxonomy entry; an empty one is none. Later API versions give a list of one."""
        value = self.values.get(name)
        if isinstance(value, list):
            if len(value) > 1:
                self.note(name, value[1:], reasons.NOT_A_CONCEPT)
            value = value[0] if value else None
        return self._concept(name, value)

    def concepts(self, name: str) -> tuple[Concept, ...]:
        """A list of taxonomy entries, in the ad's order."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.note(name, value, reasons.NOT_A_LIST)
            return ()
        read = (self._concept(name, item) for item in value)
        return tuple(concept for concept in read if concept is not None)

    def _concept(self, name: str, value: object) -> Concept | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(name, value, reasons.NOT_A_CONCEPT)
            return None
        inner = Fields(value, self.ad_id, self._report, f"{self._path}{name}.")
        concept_id, label = inner.text("concept_id"), inner.text("label")
        legacy_id = inner.text("legacy_ams_taxonomy_id")
        if not concept_id and not label:
            if legacy_id:
                self.note(name, legacy_id, reasons.NOT_A_CONCEPT)
            return None
        if concept_id and not _CONCEPT_ID.fullmatch(concept_id):
            inner.note("concept_id", concept_id, reasons.NOT_A_CONCEPT)
            concept_id = ""
        return Concept(concept_id, label, legacy_id, inner.integer("weight", 0, 1000))
