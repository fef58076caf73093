"""Judging a sheet's rows and taking in the good ones: in short steps, none of them twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import HIDDEN_DOUBLES
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents import queries as documents
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run
from stegvis.desk.intake import actions, content, queries, reading
from stegvis.desk.intake.checking import Checked, Checker
from stegvis.desk.intake.faults import SheetFaultError
from stegvis.desk.intake.models import Sheet, SheetRow
from stegvis.desk.intake.taking import taken_in_whole

T = TypeVar("T")
AT_ONCE = 200
"""Rows that are judged in one step."""
TAKEN_AT_ONCE = 10
"""Rows that are taken in in one step: each is a person with all that belongs to them."""


@job(actions.READING, title=_("Read a list of people"), attempts=3)
def read(run: Run) -> str | Promise | None:
    """Judge every row. An attempt that follows a broken one begins at the first row again."""
    with run.step(0):
        sheet, by = _sheet(run)
        actions.begin_again(sheet, by=run.by)
        file = io.BytesIO(documents.content(sheet.document))
        checker = Checker(sheet.unit, by=by)
        checker.register.note_sought()
    try:
        with reading.opened(file) as found:
            for rows in _batches(found.rows, AT_ONCE):
                with run.step(0):
                    checker.foresee(rows)
        file.seek(0)
        with reading.opened(file) as found:
            for rows in _batches(found.rows, AT_ONCE):
                with run.step(len(rows)):
                    judged = checker.check(rows)
                    actions.keep_rows(sheet, rows=judged, by=run.by)
                    _note_taken(judged, run.by)
    except SheetFaultError as fault:
        with run.step(0):
            actions.begin_again(sheet, by=run.by)
            actions.note_judged(sheet, unreadable=str(fault.sentence), by=run.by)
        return fault.sentence
    with run.step(0):
        actions.note_judged(sheet, unknown_headings=found.found.unknown, by=run.by)
    return None


def _note_taken(rows: list[Checked], by: Actor) -> None:
    """Let whoever resolves it know of numbers that stand in the way, as at the desk."""
    hidden = [row.hidden[0] for row in rows if row.hidden and row.is_taken]
    for person in Person.objects.filter(pk__in=hidden, merged_into__isnull=True).order_by("pk"):
        for _name, note in HIDDEN_DOUBLES:
            note(person, None, by)


@job(actions.TAKING, title=_("Take in a list of people"), attempts=5)
def take_in(run: Run) -> str | Promise | None:
    """Take in the good rows. What is taken is noted with it, so that nothing is taken twice."""
    with run.step(0):
        sheet, by = _sheet(run)
        checker = Checker(sheet.unit, by=by)
        waiting = sheet.rows.filter(state__in=(SheetRow.State.NEW, SheetRow.State.KNOWN))
        keys = list(waiting.order_by("number").values_list("pk", flat=True))
    for batch in _batches(iter(keys), TAKEN_AT_ONCE):
        with run.step(len(batch)):
            rows = SheetRow.objects.filter(pk__in=batch).order_by("number")
            _take(list(rows), checker, run.by)
    with run.step(0):
        actions.finish(sheet, by=run.by)
        taken = queries.counts(sheet)[SheetRow.State.TAKEN]
    return ngettext_lazy("%(n)s row taken in", "%(n)s rows taken in", taken) % {"n": taken}


def _take(rows: list[SheetRow], checker: Checker, by: Actor) -> None:
    """Each row whole or not at all. Who is known is asked again: time has passed."""
    judged = [content.unpacked(row) for row in rows]
    checker.find_known(judged, again=True)
    for row, one in zip(rows, judged, strict=True):
        added = one.is_good and taken_in_whole(checker.unit, one, by=by)
        if one.is_good:
            actions.note_taken(row, added=added, by=by)
        else:
            actions.note_left_out(row, judged=one, by=by)


def _sheet(run: Run) -> tuple[Sheet, Actor]:
    """The sheet, and whoever sent it: they are told no more than they may know now."""
    rows = Sheet.objects.select_related("account", "document", "unit")
    sheet = rows.filter(pk__in=[run.ids["sheet"]]).first()
    if sheet is None:
        raise NotAllowedNowError(_("The list has been removed meanwhile."))
    by = queries.sender(sheet)
    if by is None:
        raise NotAllowedNowError(
            _("Whoever sent the list doesn't bring people to the unit any more.")
        )
    return sheet, by


def _batches(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(rows, size)):
        yield batch


def anything_forgotten() -> bool:
    """Whether a list has been left lying."""
    return queries.forgotten().exists()


@job(
    "intake.sheets.swept",
    title=_("Remove lists of people that were left lying"),
    cron="40 3 * * *",
    needed=anything_forgotten,
)
def sweep(run: Run) -> None:
    """Remove each, with its file."""
    with run.step(0):
        keys = list(queries.forgotten().values_list("pk", flat=True))
    for key in keys:
        with run.step():
            for sheet in Sheet.objects.select_related("document").filter(pk=key):
                actions.sweep(sheet, by=run.by)
