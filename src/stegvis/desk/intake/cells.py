"""Reading one cell: what Excel, a comma-separated file or somebody in a hurry puts there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from stegvis.casework.people.models import InterpreterNeed, Protection
from stegvis.core import municipalities
from stegvis.core.addresses import LONGEST_AT_HOME, is_email, is_phone
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import LIKELY_YEARS
from stegvis.desk.intake.columns import LANGUAGES, Column

EXCEL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of Excel's calendar, for serials after February 1900 (ECMA-376, 18.17.4.1)."""

SERIALS = range(3_654, 73_051)
"""From 1910 to 2099: numbers that can be days."""

_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(:00)?)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})"),
)
YES = {"ja", "yes", "x", "1", "true", "sant", "j", "y"}


@dataclass(frozen=True)
class Formula:
    """A cell with a formula of which the file keeps no result, or 0: what some programs write that
    haven't counted. In a sheet that somebody has counted it `comes_to_zero`."""

    text: str
    is_zero: bool = False
    comes_to_zero: bool = False

    def __str__(self) -> str:
        return self.text


class CellFaultError(Exception):
    """What is wrong, by its code in `faults`."""

    def __init__(self, code: str, **more: str) -> None:
        super().__init__(code)
        self.code, self.more = code, more


@dataclass(frozen=True)
class Reading:
    """What cells are read by: the country whose codes and municipalities hold, and the lists as
    they were looked up."""

    country: str
    lists: dict[str, dict[str, str]] = field(default_factory=dict)

    def coded(self, list_key: str) -> dict[str, str]:
        """A list's current codes by their labels in each language, and by themselves."""
        if list_key not in self.lists:
            self.lists[list_key] = _coded(list_key, self.country)
        return self.lists[list_key]


def shown(cell: object) -> str:
    """A cell as somebody sees it in the sheet: for telling what is wrong with it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:200]


def read(cell: object, column: Column, how: Reading) -> Any:
    """The value of a cell, None for an empty one; CellFaultError says what is wrong."""
    text = shown(cell)
    if not text:
        if column.needed:
            raise CellFaultError("missing")
        return None
    if isinstance(cell, Formula) or text.startswith("="):
        is_zero = isinstance(cell, Formula) and cell.is_zero
        raise CellFaultError("zero_kept" if is_zero else "nothing_kept")
    if text in EXCEL_ERRORS:
        raise CellFaultError("formula")
    return READERS[column.kind](cell, column, how)


def _text(cell: object, column: Column, _how: Reading) -> str:
    text = str(cell).strip() if isinstance(cell, str) else shown(cell)
    if column.longest and len(text) > column.longest:
        raise CellFaultError("too_long", longest=str(column.longest))
    return text


def _number(cell: object, _column: Column, _how: Reading) -> str:
    """A number kept as a number has lost its leading zeros."""
    text = shown(cell)
    return text.zfill(10) if isinstance(cell, int | float) else text


def _phone(cell: object, _column: Column, how: Reading) -> str:
    """One number; as a figure it has lost its zero, or the + before the country's code."""
    text = shown(cell)
    if isinstance(cell, int | float):
        if len(text) > LONGEST_AT_HOME:
            text = f"+{text}"
        elif how.country != "NO":
            text = f"0{text}"
    if not is_phone(text):
        raise CellFaultError("no_phone")
    return text


def _email(cell: object, column: Column, how: Reading) -> str:
    text = _text(cell, column, how)
    if not is_email(text):
        raise CellFaultError("no_email")
    return text


def _postal(cell: object, _column: Column, how: Reading) -> str:
    text = shown(cell).replace(" ", "")
    if how.country == "NO" and isinstance(cell, int | float):
        text = text.zfill(4)
    if not re.fullmatch(r"[0-9]{4,5}", text):
        raise CellFaultError("no_postal_code")
    return text


def _day(cell: object, _column: Column, _how: Reading) -> date:
    day = _as_day(cell)
    if day is None:
        raise CellFaultError("no_day")
    if day.year not in LIKELY_YEARS:
        raise CellFaultError("strange_year")
    return day


def _as_day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = shown(cell)
    if text.isdecimal() and int(text) in SERIALS:
        return FIRST_SERIAL + timedelta(days=int(text))
    written = next((found for form in _DAYS if (found := form.fullmatch(text))), None)
    if written is None:
        return None
    try:
        return date(int(written["y"]), int(written["m"]), int(written["d"]))
    except ValueError:
        return None


def _yes(cell: object, _column: Column, _how: Reading) -> bool:
    if shown(cell).casefold() not in YES:
        raise CellFaultError("no_yes")
    return True


def _percent(cell: object, _column: Column, _how: Reading) -> int:
    """50, 50 %, or 0.5 as Excel keeps a percentage."""
    text = shown(cell).replace("%", "").replace(",", ".").strip()
    try:
        value = float(text)
    except ValueError as error:
        raise CellFaultError("no_percent") from error
    if isinstance(cell, float) and 0 < value <= 1:
        value *= 100
    if not (1 <= value <= 100 and value == int(value)):
        raise CellFaultError("no_percent")
    return int(value)


def _municipality(cell: object, _column: Column, how: Reading) -> str:
    text = shown(cell)
    known = _municipalities(how.country)
    code = known.get(text.zfill(4)) or known.get(text.casefold().removesuffix(" kommun").strip())
    if code is None:
        raise CellFaultError("no_municipality")
    return code


@lru_cache(maxsize=2)
def _municipalities(country: str) -> dict[str, str]:
    groups = municipalities.by_county(country, near="")
    named = {code: name for _county, rows in groups for code, name in rows}
    by_name = {name.casefold(): code for code, name in named.items()}
    return by_name | {code: code for code in named}


def _code(cell: object, column: Column, how: Reading) -> str:
    code = how.coded(column.codes).get(shown(cell).casefold())
    if code is None:
        raise CellFaultError("not_coded", list=column.codes)
    return code


def _choice(cell: object, column: Column, _how: Reading) -> str:
    known = CHOICES[column.key]
    code = known.get(shown(cell).casefold())
    if code is None:
        raise CellFaultError("not_listed", some=", ".join(known))
    return code


def _coded(list_key: str, country: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in codes.current(list_key, country=country):
        for label in (*(getattr(row, f"label_{language}") for language in LANGUAGES), row.code):
            found.setdefault(label.casefold(), row.code)
    return found


CHOICES: dict[str, dict[str, str]] = {
    "interpreter": {
        "nej": InterpreterNeed.NONE,
        "nei": InterpreterNeed.NONE,
        "no": InterpreterNeed.NONE,
        "ja": InterpreterNeed.ALWAYS,
        "yes": InterpreterNeed.ALWAYS,
        "beslut": InterpreterNeed.DECISIONS,
        "vedtak": InterpreterNeed.DECISIONS,
        "decisions": InterpreterNeed.DECISIONS,
        "teckenspråk": InterpreterNeed.SIGN,
        "tegnspråk": InterpreterNeed.SIGN,
        "sign": InterpreterNeed.SIGN,
    },
    "protection": {
        "nej": str(Protection.NONE.value),
        "nei": str(Protection.NONE.value),
        "no": str(Protection.NONE.value),
        "sekretessmarkering": str(Protection.CONFIDENTIAL.value),
        "fortrolig": str(Protection.CONFIDENTIAL.value),
        "confidential": str(Protection.CONFIDENTIAL.value),
        "skyddad folkbokföring": str(Protection.STRICT.value),
        "strengt fortrolig": str(Protection.STRICT.value),
        "strict": str(Protection.STRICT.value),
    },
}
"""What the columns without a code list understand."""

READERS: dict[str, Callable[[object, Column, Reading], Any]] = {
    "text": _text,
    "number": _number,
    "phone": _phone,
    "email": _email,
    "postal": _postal,
    "day": _day,
    "yes": _yes,
    "percent": _percent,
    "municipality": _municipality,
    "code": _code,
    "choice": _choice,
    "account": _text,
    "organisation": _number,
}
