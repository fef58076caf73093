"""Reading sheets and their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from stegvis.core import clock
from stegvis.core.accounts.queries import actor_for, current_memberships
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit
from stegvis.desk.intake import rules
from stegvis.desk.intake.models import Arrival, Sheet, SheetRow


def brought_before(unit: Unit, person_ids: Iterable[int]) -> set[int]:
    """Those who came with an earlier sheet of the unit."""
    rows = Arrival.objects.filter(unit=unit, person_id__in=list(person_ids)).order_by()
    return set(rows.values_list("person_id", flat=True))


def sheets(by: Actor) -> QuerySet[Sheet]:
    """What the actor has sent for the unit they act in, the latest first."""
    if not rules.brings(by):
        return Sheet.objects.none()
    rows = Sheet.objects.filter(unit_id=by.unit_id or 0, account_id=by.account_id or 0)
    return rows.select_related("document", "unit").order_by("-sent_at", "-pk")


def sheet(public_id: str, *, by: Actor) -> Sheet | None:
    """One of them."""
    return sheets(by).filter(public_id=public_id).first()


def counts(sheet: Sheet) -> Counter[str]:
    """How many rows there are in each state."""
    rows = sheet.rows.order_by().values_list("state").annotate(n=Count("pk"))
    return Counter(dict(rows))


def faulty_rows(sheet: Sheet) -> QuerySet[SheetRow]:
    """Rows that somebody has to mend, in the file's order."""
    return sheet.rows.filter(state=SheetRow.State.FAULTY).order_by("number")


def good_rows(sheet: Sheet) -> QuerySet[SheetRow]:
    """Rows that can be taken in and haven't been, in the file's order."""
    return sheet.rows.filter(state__in=(SheetRow.State.NEW, SheetRow.State.KNOWN)).order_by(
        "number"
    )


def forgotten() -> QuerySet[Sheet]:
    """Sheets of the tenant in scope that have been left lying."""
    return Sheet.objects.filter(sent_at__lt=clock.now() - rules.KEPT).order_by("pk")


def sender(sheet: Sheet) -> Actor | None:
    """Whoever sent the sheet, in the role that they sent it in; None once they have none such."""
    memberships = current_memberships(sheet.account).filter(unit=sheet.unit)
    for membership in memberships:
        actor = actor_for(sheet.account, membership_id=membership.pk)
        if rules.brings(actor):
            return actor
    return None
