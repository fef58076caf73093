"""The unit manager's pages."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.registries import Phase
from stegvis.casework.cases.rules import STANDS_STILL_DAYS
from stegvis.casework.people import actions as people_actions
from stegvis.core import clock
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.forms.fields import LIKELY_YEARS
from stegvis.core.forms.submit import change, press
from stegvis.core.organisations.models import Unit
from stegvis.desk.manage import (
    actions,
    board,
    caseloads,
    few,
    flow,
    flow_picture,
    log,
    queries,
    rules,
    staff_log,
)
from stegvis.desk.manage import home as unit_home
from stegvis.desk.manage.forms import ReviewForm, SignForm

ROWS = 100
NOT_REVIEWING = Refusal(
    "not_reviewer", gettext_lazy("Only a unit's manager or a reviewer opens this.")
)
OWN_OPENINGS = Refusal(
    "own_openings",
    gettext_lazy("You opened these files. Another manager, or a reviewer, signs them."),
)


def manager(request: ActorRequest) -> Actor:
    """The actor, if they manage a unit; everybody else is told that their role doesn't."""
    if not rules.manages(request.actor):
        raise RefusedError(Refusal("not_manager", _("Only a unit's manager opens this page.")))
    return request.actor


def home(request: ActorRequest) -> HttpResponse:
    """The unit today: who waits, who carries how much, who stands still, what is to be reviewed."""
    actor = manager(request)
    seen = unit_home.home(actor, page=request.GET.get("page"))
    page = {
        "unit": seen.unit,
        "cases": seen.cases,
        "queue": seen.queue,
        "waiting": seen.waiting,
        "loads": seen.loads,
        "moves": seen.moves,
        "flow": seen.year,
        "picture": flow_picture.draw(seen.year.months),
        "groups": flow.by_group(seen.year.left),
        "flow_table": _flow_table(seen.year),
        "page": seen.to_hand_over,
        "still": seen.still,
        "still_count": seen.still_count,
        "openings": [(o, ReviewForm(initial={"opening": o.grant.pk})) for o in seen.openings],
        "months": seen.months,
        "due": seen.due,
        "due_count": seen.due_count,
        "unattended": seen.unattended,
        "retention": cases.retention_rule(actor),
        "many_numbers": seen.many_numbers,
    }
    return render(request, "manage/home.html", page)


def _flow_table(year: flow.Flow) -> list[tuple[flow.Span, list[tuple[str, int]]]]:
    """The months with their reasons in words, the latest first."""
    return [(month, flow.by_reason(month.left)) for month in reversed(year.months)]


def for_the_board(request: ActorRequest) -> HttpResponse:
    """One page to print: figures with their definitions, small groups protected, no persons."""
    actor = manager(request)
    page = {
        "unit": Unit.objects.select_related("organisation").get(pk=actor.unit_id or 0),
        "board": board.board(actor),
        "today": clock.today(),
        "fewest": few.FEWEST,
        "still_days": STANDS_STILL_DAYS,
    }
    return render(request, "manage/board.html", page)


def unit_cases(request: ActorRequest) -> HttpResponse:
    """Every open case of the unit, filtered as the address says."""
    actor = manager(request)
    wanted = caseloads.CaseFilter(
        coordinator=request.GET.get("coordinator", ""),
        phase=request.GET.get("phase", ""),
        still=request.GET.get("still") == "1",
    )
    page = Paginator(caseloads.keys(actor, wanted), ROWS).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": caseloads.lines(actor, page),
        "all": cases.unit_cases(actor).count(),
        "wanted": wanted,
        "coordinators": caseloads.carriers(actor),
        "phases": [(str(phase.value), phase.label) for phase in Phase if phase != Phase.AFTER],
    }
    return render(request, "manage/cases.html", shown)


@require_POST
def review_opening(request: ActorRequest) -> HttpResponse:
    """An urgent opening has been looked at."""
    actor = manager(request)
    form = ReviewForm(request.POST)

    def act() -> str:
        seen = {one.grant.pk: one.grant for one in queries.urgent_openings(actor)}
        opening = seen.get(form.cleaned_data["opening"])
        if opening is None:
            raise Http404
        people_actions.review_exception(opening, by=actor)
        messages.success(request, _("The opening is marked as reviewed."))
        return reverse("manage:home")

    return press(request, form, act, by=actor, back=reverse("manage:home"))


def log_months(request: ActorRequest) -> HttpResponse:
    """The latest months: signed by whom, or waiting; and what managers themselves opened."""
    actor = request.actor
    if not rules.reviews_logs(actor):
        raise RefusedError(NOT_REVIEWING)
    page = {
        "manages": rules.manages(actor),
        "months": queries.months_to_sign(actor),
        "managers": queries.managers_openings(actor),
        "signed": log.signed(by=actor),
    }
    return render(request, "manage/log_months.html", page)


@require_http_methods(["GET", "POST"])
def log_month(request: ActorRequest, year: int, month: int) -> HttpResponse:
    """A month's draw, and the signature once every page of it has been shown."""
    actor = manager(request)
    first = _first_day(year, month)
    form = SignForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        unit = Unit.objects.get(pk=actor.unit_id or 0)
        actions.sign_review(unit, month=first, notes=form.cleaned_data["notes"], by=actor)
        messages.success(request, _("The review is signed."))
        return reverse("manage:log")

    answer = change(request, form, act, by=actor)
    if answer is not None:
        return answer
    look = log.look_through(first, page=request.GET.get("page"), by=actor)
    signed = next((review for review in log.signed(by=actor) if review.month == first), None)
    shown = {
        "month": first,
        "page": look.page,
        "left": look.left,
        "lines": log.review_lines(look.page, by=actor),
        "staff_changes": staff_log.staff_changes(first, by=actor),
        "form": form,
        "signed": signed,
        "is_over": log.is_over(first),
        "manager": None,
    }
    return render(request, "manage/log_month.html", shown)


@require_http_methods(["GET", "POST"])
def log_of_manager(request: ActorRequest, year: int, month: int, public_id: str) -> HttpResponse:
    """What a manager opened in a month, and the signature of somebody else under it."""
    actor, first = request.actor, _first_day(year, month)
    if not rules.reviews_logs(actor):
        raise RefusedError(NOT_REVIEWING)
    managers = Account.objects.filter(pk__in=log.managing(first).values("account_id"))
    manager = get_object_or_404(managers, public_id=public_id)
    if not rules.may_review_manager(manager, actor):
        raise RefusedError(OWN_OPENINGS)
    form = SignForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        notes = form.cleaned_data["notes"]
        actions.sign_managers_review(manager, month=first, notes=notes, by=actor)
        messages.success(request, _("The review is signed."))
        return reverse("manage:log")

    answer = change(request, form, act, by=actor)
    if answer is not None:
        return answer
    look = log.look_through(first, page=request.GET.get("page"), by=actor, of=manager)
    shown = {
        "month": first,
        "manager": manager,
        "page": look.page,
        "left": look.left,
        "lines": log.review_lines(look.page, by=actor),
        "staff_changes": [],
        "form": form,
        "signed": log.review_of(manager, first),
        "is_over": log.is_over(first),
    }
    return render(request, "manage/log_month.html", shown)


def _first_day(year: int, month: int) -> date:
    if year not in LIKELY_YEARS or month not in range(1, 13):
        raise Http404
    return date(year, month, 1)
