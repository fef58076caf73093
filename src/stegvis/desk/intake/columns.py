"""The columns of the sheet: what they are called in each language, and finding them in a file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).with_name("columns.toml")
LANGUAGES = ("sv", "nb", "en")

SHEET_NAMES = {"sv": "Personer", "nb": "Personer", "en": "People"}
"""What the sheet is called in the template."""

ABOUT: dict[str, str | Promise] = {
    "given_name": _("Needed."),
    "family_name": _("Needed."),
    "number": _(
        "Personal or coordination number, with or without a hyphen. Norway: eleven digits."
    ),
    "no_number_reason": _("Where there is no number. Empty counts as: the number isn't known."),
    "birth_date": _("Follows from the number. Without a number it tells persons apart."),
    "is_somebody_else": _("Yes, where somebody in the register is only alike and you have looked."),
    "language": _("The language you speak with the person. Empty: the country's own."),
    "interpreter": _("Whether an interpreter is needed. Empty: no."),
    "phone": _("One number, perhaps with a + first."),
    "email": _("One address."),
    "postal_code": _("Five digits. Norway: four."),
    "municipality_code": _("Its name or its code. Empty: not known."),
    "protection": _("Empty: none. Otherwise the coordinator must be named: nobody else opens it."),
    "source": _("Who referred the person. Empty: other."),
    "reason": _("Why the person was referred. Nothing of health or diagnoses."),
    "opened_on": _("The first day in the unit. Empty: today."),
    "coordinator": _(
        "E-mail address or name of somebody who meets people in the unit. Empty: the person waits "
        "in the queue, without plan and placement."
    ),
    "goal": _("In the person's own words. It becomes a plan that the person hasn't agreed to yet."),
    "step": _("What kind of step the plan begins with."),
    "step_starts_on": _("The step's first day."),
    "step_ends_on": _("The step's last day."),
    "employer": _("The employer's name. One that isn't in the register yet is added."),
    "employer_number": _("Tells employers of one name apart."),
    "placement": _("What kind of placement it is. Needed when there is an employer."),
    "placement_starts_on": _("The placement's first day."),
    "placement_ends_on": _("The placement's last day. Only a job can go on without one."),
    "extent": _("Per cent of full time, 1 to 100. Empty: 100."),
}
"""What stands in each column, for the page about them."""


@dataclass(frozen=True)
class Column:
    """A column: its headings by language, and how its cells are read."""

    key: str
    headings: dict[str, str]
    also: tuple[str, ...]
    kind: str
    codes: str = ""
    longest: int = 0
    needed: bool = False
    example: str = ""

    @property
    def heading(self) -> str:
        """As the reader's language has it."""
        return self.headings.get(get_language() or "", self.headings["en"])

    @property
    def understood(self) -> list[str]:
        """Every heading that leads here."""
        return [*self.headings.values(), *self.also, self.key]


@lru_cache(maxsize=1)
def columns() -> dict[str, Column]:
    """Every column by its key, in the sheet's order."""
    with FILE.open("rb") as file:
        told = tomllib.load(file)
    return {key: _column(key, facts) for key, facts in told.items()}


def _column(key: str, facts: dict[str, object]) -> Column:
    headings = {language: str(facts.pop(language)) for language in LANGUAGES}
    also = facts.pop("also", [])
    assert isinstance(also, list)
    return Column(key=key, headings=headings, also=tuple(also), **facts)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Found:
    """Where each column stands in a file, and headings that mean nothing here."""

    places: dict[str, int]
    unknown: list[str]

    @property
    def missing(self) -> list[Column]:
        """Columns that no file can do without."""
        return [one for one in columns().values() if one.needed and one.key not in self.places]


def found_in(row: Sequence[object]) -> Found:
    """Read a row as headings. The first of two that mean the same counts."""
    known = _known()
    places: dict[str, int] = {}
    unknown = []
    for place, cell in enumerate(row):
        text = str(cell).strip() if cell is not None else ""
        key = known.get(_plain(text))
        if key is not None and key not in places:
            places[key] = place
        elif text:
            unknown.append(text[:60])
    return Found(places, unknown)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {_plain(text): one.key for one in columns().values() for text in one.understood}


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
