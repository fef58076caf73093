"""A sheet is sent, judged, accepted and taken in; or dropped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents import actions as documents
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.jobs import actions as jobs
from stegvis.core.organisations.models import Unit
from stegvis.desk.intake import content, rules
from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.models import Sheet, SheetRow

READING, TAKING = "intake.sheet.read", "intake.sheet.taken_in"


@action("intake.sheet.sent", rule=rules.may_send)
def send(unit: Unit, *, file: CheckedFile, by: Actor) -> Sheet:
    """Keep a file, and have its rows judged in the background."""
    sheet = Sheet(
        unit=unit,
        secrecy_area=unit.secrecy_area,
        account_id=by.account_id or 0,
        document=documents.keep(file, by=by),
    )
    sheet.save(force_insert=True)
    jobs.enqueue(READING, ids={"sheet": sheet.pk}, by=by)
    return sheet


@action("intake.rows.judged", rule=only_system)
def keep_rows(sheet: Sheet, *, rows: Iterable[Checked], by: Actor) -> int:
    """Keep some rows with what is wrong with them."""
    made = [_row(sheet, row) for row in rows]
    SheetRow.objects.bulk_create(made)
    return len(made)


def _row(sheet: Sheet, row: Checked) -> SheetRow:
    known = SheetRow.State.KNOWN if row.person_id is not None else SheetRow.State.NEW
    return SheetRow(
        sheet=sheet,
        number=row.number,
        state=known if row.is_good else SheetRow.State.FAULTY,
        content=content.packed(row),
        faults=len(row.faults),
    )


@action("intake.rows.begun_again", rule=only_system)
def begin_again(sheet: Sheet, *, by: Actor) -> None:
    """Forget the rows of an attempt that was broken off."""
    sheet.rows.all().delete()


@action("intake.sheet.judged", rule=only_system)
def note_judged(
    sheet: Sheet, *, by: Actor, unknown_headings: list[str] | None = None, unreadable: str = ""
) -> Sheet:
    """Every row has been judged; or the file can't be read, and why."""
    sheet.judged_at = None if unreadable else clock.now()
    sheet.unreadable = unreadable[:500]
    sheet.unknown_headings = unknown_headings or []
    sheet.save()
    return sheet


@action("intake.sheet.accepted", rule=rules.may_decide)
def accept(sheet: Sheet, *, by: Actor) -> Sheet:
    """Take in the good rows, in the background; the faulty ones stay out. Pressed twice, once."""
    current = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if current.judged_at is None:
        raise NotAllowedNowError(_("The file is still being read. Wait a moment."))
    if current.accepted_at is None:
        current.accepted_at = clock.now()
        current.save()
        jobs.enqueue(TAKING, ids={"sheet": current.pk}, by=by)
    return current


@action("intake.row.noted", rule=only_system)
def note_taken(row: SheetRow, *, added: bool, by: Actor) -> SheetRow:
    """That the row has been taken in; its text isn't needed any more."""
    row.state = SheetRow.State.TAKEN if added else SheetRow.State.NOTHING
    row.content = ""
    row.save()
    return row


@action("intake.row.left_out", rule=only_system)
def note_left_out(row: SheetRow, *, judged: Checked, by: Actor) -> SheetRow:
    """That the row couldn't be taken in after all, and why."""
    row.state = SheetRow.State.FAULTY
    row.content, row.faults = content.packed(judged), len(judged.faults)
    row.save()
    return row


@action("intake.sheet.finished", rule=only_system)
def finish(sheet: Sheet, *, by: Actor) -> Sheet:
    """Every good row is in."""
    sheet.taken_at = clock.now()
    sheet.save()
    return sheet


@action("intake.sheet.dropped", rule=rules.may_decide)
def drop(sheet: Sheet, *, by: Actor) -> None:
    """Remove the file and its rows; what was taken in stays."""
    if sheet.accepted_at is not None and sheet.taken_at is None:
        raise NotAllowedNowError(_("The rows are being taken in. Wait until they are."))
    _remove(sheet, by)


@action("intake.sheet.swept", rule=only_system)
def sweep(sheet: Sheet, *, by: Actor) -> None:
    """Remove a sheet that has been left lying."""
    _remove(sheet, by)


def _remove(sheet: Sheet, by: Actor) -> None:
    document = sheet.document
    sheet.rows.all().delete()
    sheet.delete()
    documents.remove(document, by=by)
