"""Bringing a unit's list of people from the command line: looked through first, then taken in.

Rows go through in short batches, each committed whole, so that a list of any length takes the same
memory. Broken off, the command is given again: whoever came with the list isn't added twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import translation

from stegvis.cli import screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted
from stegvis.core import tenancy
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Tenant, Unit
from stegvis.desk.intake import reading, telling
from stegvis.desk.intake.checking import Checked, Checker
from stegvis.desk.intake.faults import SheetFaultError
from stegvis.desk.intake.reading import Row
from stegvis.desk.intake.taking import taken_in_whole

AT_ONCE = 200
TAKEN_AT_ONCE = 10


def bring(file: Path, tenant: Tenant, *, unit: str, sheet: str, accept: bool, rows: bool) -> int:
    """Look the whole list through and say what is wrong, and if asked (`rows`) what each of the
    other rows says; then, if asked, take in the good rows.

    Returns how many rows have faults. BadInputError when the file or the unit isn't there.
    """
    by = Actor.system("import people", tenant_id=tenant.pk)
    with translation.override("en"), _faults_told(file):
        chosen = _unit(tenant, unit)
        counts, faulty = _look_through(file, sheet, tenant, chosen, by, rows=rows)
        _say(counts, stored=False)
        if not accept:
            screen.say("Nothing is stored. Give --accept to take in the rows without faults.")
            return counts["faulty"]
        counts = _take_in(file, sheet, tenant, _checker(tenant, chosen, by), faulty)
        _say(counts, stored=True)
        return counts["faulty"]


@contextmanager
def _faults_told(file: Path) -> Iterator[None]:
    try:
        yield
    except SheetFaultError as fault:
        raise BadInputError(f"{file}: {fault.sentence} Nothing more was stored.") from fault


def _unit(tenant: Tenant, name: str) -> Unit:
    with tenancy.tenant_scope(tenant.pk):
        rows = Unit.objects.select_related("tenant").order_by("name", "pk")
        units = list(rows.filter(name__iexact=name) if name else rows)
        if len(units) == 1:
            return units[0]
        names = ", ".join(rows.values_list("name", flat=True))
    raise BadInputError(f"Say whose people they are: --unit NAME. There are: {names}")


def _checker(tenant: Tenant, unit: Unit, by: Actor) -> Checker:
    """Who judges the rows; it asks at once who works in the unit."""
    with tenancy.tenant_scope(tenant.pk):
        return Checker(unit, by=by)


def _look_through(
    file: Path, sheet: str, tenant: Tenant, unit: Unit, by: Actor, *, rows: bool
) -> tuple[Counter[str], set[int]]:
    """How many rows are in each state, and the numbers of those with faults."""
    with file.open("rb") as opened, reading.opened(opened, sheet=sheet) as found:
        if found.found.unknown:
            screen.say(f"Columns that aren't read: {', '.join(found.found.unknown)}")
    counts: Counter[str] = Counter()
    faulty = set()
    checker = _checker(tenant, unit, by)
    for some in _batches(file, sheet, AT_ONCE):
        with tenancy.tenant_scope(tenant.pk):
            checker.foresee(some)
    for some in _batches(file, sheet, AT_ONCE):
        with tenancy.tenant_scope(tenant.pk):
            checked = checker.check(some)
            good = ((row, row.person_id is not None) for row in checked if row.is_good and rows)
            told = {line.number: line for line in telling.lines(good)}
        for row in checked:
            counts[_state(row)] += 1
            _tell(row)
            if row.number in told:
                screen.say(f"row {row.number}: {told[row.number]}")
        faulty |= {row.number for row in checked if not row.is_good}
    return counts, faulty


def _take_in(
    file: Path, sheet: str, tenant: Tenant, checker: Checker, faulty: set[int]
) -> Counter[str]:
    counts: Counter[str] = Counter({"faulty": len(faulty)})
    for rows in _batches(file, sheet, TAKEN_AT_ONCE):
        good = [row for row in rows if row.number not in faulty]
        with log.boundary(), tenancy.tenant_scope(tenant.pk), transaction.atomic():
            for row in checker.check(good, again=True):
                counts[_outcome(checker, row)] += 1
    return counts


def _batches(file: Path, sheet: str, size: int) -> Iterator[list[Row]]:
    with file.open("rb") as opened, reading.opened(opened, sheet=sheet) as found:
        while rows := list(islice(found.rows, size)):
            yield rows


def _outcome(checker: Checker, row: Checked) -> str:
    added = row.is_good and taken_in_whole(checker.unit, row, by=checker.by)
    if not row.is_good:
        _tell(row)
        return "faulty"
    return "added" if added else "unchanged"


def _state(row: Checked) -> str:
    if not row.is_good:
        return "faulty"
    return "new" if row.person_id is None else "known"


def _tell(row: Checked) -> None:
    for fault in row.faults:
        told = [f"row {row.number}", fault.heading, fault.value and f"“{fault.value}”"]
        screen.say(f"{': '.join(part for part in told if part)}: {fault.sentence}")


def _say(counts: Counter[str], *, stored: bool) -> None:
    if stored:
        screen.say(
            f"{counted(counts['added'], 'row')} taken in, {counts['unchanged']} with nothing to "
            f"add, {counts['faulty']} with faults left out"
        )
    else:
        screen.say(
            f"{counted(counts.total(), 'row')} read: {counts['new']} new, {counts['known']} known "
            f"already, {counts['faulty']} with faults"
        )
