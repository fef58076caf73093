"""Judging rows before anything is stored: their cells, what belongs together, and who is known."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.people.queries.bringing import Brought, Register, parse_number
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Unit
from stegvis.core.organisations.queries import country_of
from stegvis.desk.intake.cells import CellFaultError, Reading, read, shown
from stegvis.desk.intake.columns import columns
from stegvis.desk.intake.faults import Fault
from stegvis.desk.intake.queries import brought_before
from stegvis.desk.intake.reading import Row
from stegvis.reference.identity import IdentityError
from stegvis.work.employers import queries as employers

IDENTIFYING = ("given_name", "family_name", "number", "birth_date")
PAST = ("birth_date", "opened_on")
SPANS = (("step_starts_on", "step_ends_on"), ("placement_starts_on", "placement_ends_on"))


@dataclass
class Checked:
    """A row that was judged: what it says, what is wrong with it, and whether it is known here.

    `person_id` is the one it is about, `may_add` whether what is new in it may be added to them.
    `hidden` are those it may be about of whom nothing is told.
    """

    number: int
    cells: dict[str, str]
    facts: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    person_id: int | None = None
    may_add: bool = True
    hidden: list[int] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether it can be taken in."""
        return not self.faults

    @property
    def is_taken(self) -> bool:
        """Whether somebody hidden has the number, and the sender has been told so."""
        return any(fault.code == "taken" for fault in self.faults)

    @property
    def brought(self) -> Brought:
        """Whom it is about."""
        told = self.facts
        return Brought(
            told["given_name"],
            told["family_name"],
            told.get("birth_date"),
            told.get("number", ""),
            told.get("number_kind", ""),
        )


class Checker:
    """Judges a file's rows in the order they come, remembering who has been in it.

    `by` is who is told: of others than those they see they learn nothing but that a number is
    taken, or that somebody came with an earlier list of the unit, and of few of those. Of somebody
    whom more than a missing role keeps from them not even the latter: named without a number, the
    row is new; with one, they are told that it is taken, as at the desk.
    """

    def __init__(self, unit: Unit, *, by: Actor) -> None:

        self.unit = unit
        self.by = by
        self.how = Reading(country_of(by) or unit.tenant.country)
        self.product = Actor.system("intake", tenant_id=unit.tenant_id)
        self.register = Register(unit, by)
        self.earlier: dict[int, int] = {}
        self.matched: set[int] = set()
        self.in_file: set[int] = set()
        self.accounts = _by_word(working_in(unit.pk, MEETING_PEOPLE))

    def foresee(self, rows: Iterable[Row]) -> None:
        """Go through the file once before it is judged, for whom it is about that is here already:
        to be like one of those, who has a row of their own, is nothing to ask about."""
        who = [found for row in rows if (found := self._who(row)) is not None]
        holders = self.register.holders(who)
        self.in_file |= {pk for found in holders.values() for pk in found}

    def _who(self, row: Row) -> Brought | None:
        judged = Checked(row.number, {}, {})
        for key in IDENTIFYING:
            with suppress(CellFaultError):
                judged.facts[key] = read(row.cells.get(key), columns()[key], self.how) or ""
        judged.cells["number"] = shown(row.cells.get("number"))
        _number(judged)
        judged.facts["birth_date"] = judged.facts.get("birth_date") or None
        is_named = judged.facts.get("given_name") and judged.facts.get("family_name")
        return judged.brought if is_named else None

    def check(self, rows: Iterable[Row], *, again: bool = False) -> list[Checked]:
        """Judge some rows: the database is asked once for all of them, and for each one that isn't
        known whether somebody is alike; not `again`, when the answer has been seen."""
        checked = [self._judge(row) for row in rows]
        self.find_known([row for row in checked if row.is_good], again=again)
        return checked

    def _judge(self, row: Row) -> Checked:
        cells = {key: shown(cell) for key, cell in row.cells.items()}
        judged = Checked(row.number, cells, {})
        if row.is_cut:
            judged.faults.append(Fault("", "cut"))
        for key, column in columns().items():
            try:
                value = read(row.cells.get(key), column, self.how)
            except CellFaultError as fault:
                judged.faults.append(Fault(key, fault.code, cells.get(key, ""), fault.more))
            else:
                if value not in (None, ""):
                    judged.facts[key] = value
        for check in (_number, _days, _placement, self._account, self._protection, self._employer):
            check(judged)
        if "given_name" in judged.facts and "family_name" in judged.facts:
            self._repeated(judged)
        return judged

    def _account(self, row: Checked) -> None:
        word = row.facts.pop("coordinator", "").casefold()
        if not word:
            return
        found = self.accounts.get(word, [])
        if len(found) == 1:
            row.facts["coordinator"] = found[0].pk
        else:
            code = "two_accounts" if found else "no_account"
            row.faults.append(Fault("coordinator", code, row.cells["coordinator"]))

    def _protection(self, row: Checked) -> None:
        level = int(row.facts.get("protection", 0))
        row.facts["protection"] = level
        if level and "coordinator" not in row.cells:
            row.faults.append(Fault("coordinator", "nobody_opens"))

    def _employer(self, row: Checked) -> None:
        number = row.facts.get("employer_number", "")
        if number and (sentence := employers.fault_of_number(number, by=self.product)):
            more = {"sentence": str(sentence)}
            row.faults.append(Fault("employer_number", "said", number, more))
        name = row.facts.get("employer", "")
        if name and not number and len(employers.called(name, by=self.product)) > 1:
            row.faults.append(Fault("employer", "several_employers", name))

    def _repeated(self, row: Checked) -> None:
        """The same person further up: by number, or by name and birth date if one has no number."""
        who = row.brought
        by_number = hash(f"number {who.number}") if who.number else None
        by_name = hash(f"name {who.key}")
        numberless = hash(f"without {who.key}")
        earlier = self.earlier.get(by_number) if by_number else self.earlier.get(by_name)
        if earlier is None and who.number:
            earlier = self.earlier.get(numberless)
        if earlier is not None and not row.facts.get("is_somebody_else"):
            row.faults.append(Fault("", "repeated", who.number and row.cells["number"],
                                    {"row": str(earlier)}))  # fmt: skip
        self.earlier.setdefault(by_name, row.number)
        self.earlier.setdefault(by_number if by_number else numberless, row.number)

    def find_known(self, rows: list[Checked], *, again: bool = False) -> None:
        """Say of good rows who is in the register already, as far as the reader may know."""
        holders = self.register.holders(row.brought for row in rows)
        everybody = [pk for found in holders.values() for pk in found]
        seen = self.register.seen_among(everybody)
        open_to = seen | self.register.not_shut_among(everybody)
        ours = brought_before(self.unit, everybody) & open_to
        free = seen | self.register.brought_themselves(ours)
        for row in rows:
            who = row.brought
            here = [pk for pk in holders.get(who.number or who.key, []) if pk not in self.matched]
            is_new = row.facts.get("is_somebody_else", False) and not who.number
            told = [pk for pk in here if pk in ours or (pk in seen and not is_new)]
            told.sort(key=lambda pk: pk not in free)
            if told and (told[0] in free or self.register.may_learn(told[0])):
                row.person_id, row.may_add = told[0], told[0] in seen
                self.matched.add(told[0])
                continue
            row.hidden = [pk for pk in here if pk not in seen]
            if who.number and self.register.is_spent():
                row.faults.append(Fault("number", "spent", row.cells["number"]))
            elif who.number and here:
                self.register.note_learnt(here[0])
                row.faults.append(Fault("number", "taken", row.cells["number"]))
            elif not (again or row.facts.get("is_somebody_else")):
                self._alike(row)
            self.register.note_named(row.hidden)

    def _alike(self, row: Checked) -> None:
        person = self.register.alike(row.brought, but=self.in_file)
        if person is not None:
            name = f"{row.cells['given_name']} {row.cells['family_name']}"
            row.faults.append(Fault("", "alike", name, {"name": person.list_name}))


def _by_word(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in accounts:
        for word in {account.email.casefold(), account.name.casefold()}:
            found.setdefault(word, []).append(account)
    return found


def _number(row: Checked) -> None:
    text = row.facts.pop("number", "")
    if not text:
        row.facts.setdefault("no_number_reason", "unknown")
        return
    try:
        number = parse_number(text)
    except IdentityError as error:
        row.faults.append(Fault("number", f"number_{error.code}", row.cells["number"]))
        return
    row.facts |= {"number": number.normalised, "number_kind": number.kind}
    row.facts["birth_date"] = number.birth_date
    if row.facts.pop("no_number_reason", ""):
        row.faults.append(
            Fault("no_number_reason", "number_and_reason", row.cells["no_number_reason"])
        )


def _days(row: Checked) -> None:
    for key in PAST:
        day: date | None = row.facts.get(key)
        if day is not None and day > clock.today():
            row.faults.append(Fault(key, "future", row.cells.get(key, "")))
    for first, last in SPANS:
        starts, ends = row.facts.get(first), row.facts.get(last)
        if ends and first not in row.cells:
            row.faults.append(Fault(first, "day_missing"))
        elif starts and ends and ends < starts:
            row.faults.append(Fault(last, "ends_first", row.cells[last]))


def _placement(row: Checked) -> None:
    employer, kind = row.cells.get("employer"), row.cells.get("placement")
    if employer and not kind:
        row.faults.append(Fault("placement", "kind_missing"))
    if kind and not employer:
        row.faults.append(Fault("employer", "employer_missing"))
    if not (employer and kind):
        return
    if "placement_starts_on" not in row.cells and "placement_ends_on" not in row.cells:
        row.faults.append(Fault("placement_starts_on", "day_missing"))
    can_go_on = codes.groups("placement_kind").get(row.facts.get("placement", "")) == "work"
    if "placement_ends_on" not in row.cells and not can_go_on:
        row.faults.append(Fault("placement_ends_on", "last_day_missing"))
