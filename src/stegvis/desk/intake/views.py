"""Bringing a list of people: send it, see what is wrong with it, take in what is right."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit import log
from stegvis.core.audit.models import EventKind
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted, press
from stegvis.core.organisations.queries import own_unit
from stegvis.desk.intake import actions, content, queries, rules, telling, writing
from stegvis.desk.intake.columns import LANGUAGES
from stegvis.desk.intake.forms import SheetForm
from stegvis.desk.intake.models import SheetRow

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 50
"""Rows on a page, of those with faults and of the others."""
STATES = (
    SheetRow.State.NEW, SheetRow.State.KNOWN, SheetRow.State.TAKEN, SheetRow.State.NOTHING,
    SheetRow.State.FAULTY,
)  # fmt: skip


def home(request: ActorRequest) -> HttpResponse:
    """Send a list, and those sent before."""
    by = request.actor
    unit = own_unit(by)
    if unit is None or not rules.may_send(unit, by):
        raise refused(by=by, verb="intake.sheet.sent")
    form = SheetForm(posted(request), request.FILES or None)

    def act() -> str:
        sheet = actions.send(unit, file=form.cleaned_data["file"], by=by)
        return reverse("intake:sheet", args=[sheet.public_id])

    answer = change(request, form, act, by=by)
    page = {"form": form, "sheets": queries.sheets(by)[:20]}
    return answer or render(request, "intake/home.html", page)


@require_safe
def template(request: ActorRequest) -> HttpResponse:
    """The empty workbook, with headings in the reader's language."""
    if not rules.brings(request.actor):
        raise refused(by=request.actor, verb="intake.sheet.sent")
    language = get_language() or ""
    language = language if language in LANGUAGES else LANGUAGES[0]
    return _download(writing.as_bytes(writing.template, language=language), "stegvis.xlsx")


@require_safe
def sheet(request: ActorRequest, public_id: str) -> HttpResponse:
    """How far it has come; what is wrong, row by row; and the button that takes in the rest."""
    found = queries.sheet(public_id, by=request.actor)
    if found is None:
        return not_found(request)
    counts = queries.counts(found)
    page = Paginator(queries.faulty_rows(found), A_PAGE).get_page(request.GET.get("page"))
    good = Paginator(queries.good_rows(found), A_PAGE).get_page(request.GET.get("good"))
    told_rows = ((content.unpacked(row), row.state == SheetRow.State.KNOWN) for row in good)
    told = {
        "sheet": found,
        "counts": [(state.label, counts[state]) for state in STATES if counts[state]],
        "read": counts.total(),
        "good": counts[SheetRow.State.NEW] + counts[SheetRow.State.KNOWN],
        "faulty": counts[SheetRow.State.FAULTY],
        "page": page,
        "rows": [content.unpacked(row) for row in page],
        "good_page": good,
        "good_rows": telling.lines(told_rows),
        "is_unfolded": "good" in request.GET or not page,
        "form": ChangeForm(),
    }
    return render(request, "intake/sheet.html", told)


@require_safe
def mend(request: ActorRequest, public_id: str) -> HttpResponse:
    """The faulty rows as a workbook, to mend and send."""
    by = request.actor
    found = queries.sheet(public_id, by=by)
    if found is None:
        return not_found(request)
    log.write_event(by, EventKind.EXPORT, "intake.rows.fetched", subject=found)
    rows = (content.unpacked(row) for row in queries.faulty_rows(found))
    return _download(writing.as_bytes(writing.mended, rows), "stegvis-att-ratta.xlsx")


@require_POST
def accept(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take in the good rows."""
    by = request.actor
    found = queries.sheet(public_id, by=by)
    if found is None:
        return not_found(request)
    here = reverse("intake:sheet", args=[public_id])

    def act() -> str:
        actions.accept(found, by=by)
        return here

    return press(request, ChangeForm(posted(request)), act, by=by, back=here)


@require_POST
def drop(request: ActorRequest, public_id: str) -> HttpResponse:
    """Remove the list; what was taken in stays."""
    by = request.actor
    found = queries.sheet(public_id, by=by)
    if found is None:
        return not_found(request)

    def act() -> str:
        actions.drop(found, by=by)
        messages.success(request, _("The list is removed."))
        return reverse("intake:home")

    back = reverse("intake:sheet", args=[public_id])
    return press(request, ChangeForm(posted(request)), act, by=by, back=back)


def _download(held: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(held, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
