"""What two records say of one person: where they differ somebody chooses, the rest follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.doubles.rules import Pair
from stegvis.casework.people.models import InterpreterNeed, Person
from stegvis.core import municipalities
from stegvis.core.codes import queries as codes
from stegvis.core.days import day as shown_day

KEPT, GONE = "kept", "gone"

LABELS: dict[str, str | Promise] = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "number": _("Identity number"),
    "birth_date": _("Birth date"),
    "language": _("Language we speak"),
    "other_languages": _("Other languages"),
    "interpreter": _("Interpreter"),
    "municipality_code": _("Municipality"),
    "postal_code": _("Postal code"),
}
"""The facts that are chosen, in the page's order."""

ALWAYS_SAID = ("language", "interpreter")


@dataclass(frozen=True)
class Difference:
    """A fact in which the records differ, with both values in words."""

    name: str
    label: str | Promise
    kept: str
    gone: str


def differences(pair: Pair) -> list[Difference]:
    """The facts of which somebody has to choose one."""
    return [
        Difference(name, LABELS[name], in_words(pair.kept, name), in_words(pair.gone, name))
        for name in LABELS
        if getattr(pair.kept, name) != getattr(pair.gone, name)
        and getattr(pair.kept, name)
        and getattr(pair.gone, name)
        and not (name == "birth_date" and (pair.kept.number or pair.gone.number))
    ]


def standing(pair: Pair, chosen: dict[str, str]) -> Iterator[tuple[str, Any, Any]]:
    """Each fact's name, what stands from now on, and what doesn't.

    Of two the chosen one; where one record says nothing, what the other says. The birth date
    follows the number.
    """
    number = _stands(pair, "number", chosen)
    for name in LABELS:
        side = _stands(pair, name, chosen)
        if name == "birth_date" and (pair.kept.number or pair.gone.number):
            side = number
        stays, goes = (pair.kept, pair.gone) if side == KEPT else (pair.gone, pair.kept)
        yield name, getattr(stays, name), getattr(goes, name)


def _stands(pair: Pair, name: str, chosen: dict[str, str]) -> str:
    kept, gone = getattr(pair.kept, name), getattr(pair.gone, name)
    if kept and gone and kept != gone:
        return chosen.get(name, KEPT)
    return KEPT if kept or not gone else GONE


def in_words(person: Person, name: str) -> str:
    """A fact as the page shows it."""
    value = getattr(person, name)
    if name == "birth_date":
        return shown_day(value) if value else ""
    if name == "language":
        return codes.label("language", value)
    if name == "other_languages":
        return ", ".join(codes.label("language", code) for code in value)
    if name == "interpreter":
        return str(InterpreterNeed(value).label)
    if name == "municipality_code":
        return municipalities.name_of(person.tenant.country, value) if value else ""
    return str(value)
