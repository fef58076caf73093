"""Which of a month's openings a manager looks through: all with a signal, and some at random.

The draw is the same whoever makes it and whenever: the order is a hash over unit, month, reader and
person, so nobody can draw again until it suits.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from datetime import date, datetime

from stegvis.desk.manage.rules import RANDOM_AT_LEAST, RANDOM_SHARE


@dataclass(frozen=True)
class Openings:
    """How often one reader opened one person's file in a month; `numbers` counts the times it was
    not the file that was asked for but the number, when it was already known, `links` the times the
    reader held a link to the person's own page in the hand, `partner` those as a partner, and
    `named` those when a list of the reader's named the person, who is hidden from them."""

    account_id: int
    person_id: int
    times: int
    first: datetime
    numbers: int = 0
    links: int = 0
    partner: int = 0
    named: int = 0


@dataclass(frozen=True)
class Facts:
    """What is known of readers and persons, as far as signals need it."""

    surnames_of_readers: dict[int, str] = field(default_factory=dict)
    surnames: dict[int, str] = field(default_factory=dict)
    postal_codes_of_readers: dict[int, str] = field(default_factory=dict)
    postal_codes: dict[int, str] = field(default_factory=dict)
    addresses_of_readers: dict[int, frozenset[str]] = field(default_factory=dict)
    addresses: dict[int, frozenset[str]] = field(default_factory=dict)
    colleagues: frozenset[int] = frozenset()
    tasks: frozenset[tuple[int, int]] = frozenset()
    """Reader and person who have, or have had, a task with each other."""
    queued: frozenset[int] = frozenset()
    """Persons who wait, with whom everybody has a task."""
    managers: frozenset[int] = frozenset()
    referred: frozenset[int] = frozenset()
    """Persons sent to the unit, with whom its managers have a task."""

    def has_task(self, reader: int, person: int) -> bool:
        """Whether the reader has a task with the person, or has had one."""
        managed = reader in self.managers and person in self.referred
        return managed or person in self.queued or (reader, person) in self.tasks


@dataclass(frozen=True)
class Drawn:
    """One reader and person to look at; no signal means drawn at random."""

    openings: Openings
    signals: tuple[str, ...]


def draw(rows: list[Openings], facts: Facts, *, unit_id: int, month: date) -> list[Drawn]:
    """Those with signals first, then the random ones; each group in the order of the draw."""
    ordered = sorted(rows, key=lambda row: _place(row, unit_id, month))
    marked = [Drawn(row, signals(row, facts)) for row in ordered]
    plain = [row for row in marked if not row.signals]
    random = max(RANDOM_AT_LEAST, math.ceil(RANDOM_SHARE * len(rows)))
    return [row for row in marked if row.signals] + plain[:random]


def _place(row: Openings, unit_id: int, month: date) -> bytes:
    text = f"{unit_id}|{month:%Y-%m}|{row.account_id}|{row.person_id}"
    return hashlib.sha256(text.encode()).digest()


def signals(row: Openings, facts: Facts) -> tuple[str, ...]:
    """Codes of what makes an opening worth a look, in a fixed order."""
    reader, person = row.account_id, row.person_id
    found = {
        "surname": _same(facts.surnames_of_readers.get(reader), facts.surnames.get(person)),
        "address": bool(_at(facts.addresses_of_readers, reader) & _at(facts.addresses, person)),
        "postal_code": _same(
            facts.postal_codes_of_readers.get(reader), facts.postal_codes.get(person)
        ),
        "colleague": person in facts.colleagues,
        "partner": row.partner > 0,
        "no_task": not row.partner and not facts.has_task(reader, person),
        "number": row.numbers > 0,
        "named": row.named > 0,
        "link": row.links > 0,
    }
    return tuple(code for code, holds in found.items() if holds)


def _at(addresses: dict[int, frozenset[str]], who: int) -> frozenset[str]:
    return addresses.get(who, frozenset())


def _same(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and str(one).casefold() == str(other).casefold()
