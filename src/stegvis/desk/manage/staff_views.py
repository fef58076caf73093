"""The conditions of the unit's staff: cover, introduction, supervision."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stegvis.core import clock
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.codes import queries as codes
from stegvis.core.forms.submit import change, posted, press, pressed
from stegvis.core.organisations.models import Unit
from stegvis.core.organisations.queries import country_of
from stegvis.desk.manage import actions, conditions
from stegvis.desk.manage.forms import CoverForm, IntroductionForm, SupervisionForm
from stegvis.desk.manage.views import manager

PAGE = "manage:staff"


def staff(request: ActorRequest) -> HttpResponse:
    """Everybody in the unit who meets people, and what is arranged for them."""
    actor = manager(request)
    page = {
        "colleagues": conditions.colleagues(actor),
        "steps": len(codes.labels("introduction_step")),
        "covers": list(conditions.covers(actor)),
        "supervisions": list(conditions.supervisions(actor)[: conditions.SUPERVISIONS_SHOWN]),
        "today": clock.today(),
    }
    return render(request, "manage/staff.html", page)


def _unit(request: ActorRequest) -> Unit:
    return Unit.objects.get(pk=request.actor.unit_id or 0)


def add_cover(request: ActorRequest) -> HttpResponse:
    """Somebody stands in for a colleague who is away."""
    actor = manager(request)
    form = CoverForm(
        posted(request), staff=conditions.staff(actor), initial={"starts_on": clock.today()}
    )

    def act() -> str:
        given = form.cleaned_data
        cover = actions.arrange_cover(
            _unit(request),
            away=given["away"],
            stand_in=given["stand_in"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            by=actor,
        )
        messages.success(request, _("It is arranged. Reading ends by itself after the last day."))
        _tell_of_kept_out(request, len(conditions.uncovered(cover, by=actor)[1]))
        return reverse(PAGE)

    answer = change(request, form, act, by=actor)
    return answer or render(request, "manage/cover.html", {"form": form})


def _tell_of_kept_out(request: ActorRequest, count: int) -> None:
    if count:
        told = ngettext(
            "%(n)s case is left out: the one who stands in can't open it.",
            "%(n)s cases are left out: the one who stands in can't open them.",
            count,
        )
        messages.warning(request, told % {"n": count})


@require_POST
def complete_cover(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: what has been given to the one who is away since is covered too."""
    actor = manager(request)
    cover = conditions.cover(public_id, by=actor)
    if cover is None:
        return not_found(request)

    def act() -> str:
        count = actions.complete_cover(cover, by=actor)
        told = ngettext("%(n)s more case is covered.", "%(n)s more cases are covered.", count)
        messages.success(request, told % {"n": count})
        return reverse(PAGE)

    return press(request, pressed(request), act, by=actor, back=reverse(PAGE))


@require_POST
def end_cover(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: reading ends now."""
    actor = manager(request)
    cover = conditions.cover(public_id, by=actor)
    if cover is None:
        return not_found(request)
    return _pressed(request, lambda: actions.end_cover(cover, by=actor))


def _pressed(request: ActorRequest, do: Callable[[], object]) -> HttpResponse:
    def act() -> str:
        do()
        return reverse(PAGE)

    return press(request, pressed(request), act, by=request.actor, back=reverse(PAGE))


def introduction(request: ActorRequest, public_id: str) -> HttpResponse:
    """How far a colleague is introduced."""
    actor = manager(request)
    account = conditions.colleague(public_id, by=actor)
    if account is None:
        return not_found(request)
    done = sorted(conditions.steps_done(account, by=actor))
    form = IntroductionForm(
        posted(request), country=country_of(actor) or "SE", initial={"steps": done}
    )

    def act() -> str:
        steps = form.cleaned_data["steps"]
        actions.note_introduction(_unit(request), account=account, steps=steps, by=actor)
        messages.success(request, _("Saved."))
        return reverse(PAGE)

    page = {"form": form, "account": account}
    return change(request, form, act, by=actor) or render(request, "manage/introduction.html", page)


def add_supervision(request: ActorRequest) -> HttpResponse:
    """A day of supervision ahead."""
    actor = manager(request)
    form = SupervisionForm(
        posted(request), country=country_of(actor) or "SE", staff=conditions.staff(actor)
    )

    def act() -> str:
        given = form.cleaned_data
        actions.plan_supervision(
            _unit(request), kind=given["kind"], on=given["on"], account=given["account"], by=actor
        )
        messages.success(request, _("The day is planned."))
        return reverse(PAGE)

    answer = change(request, form, act, by=actor)
    return answer or render(request, "manage/supervision.html", {"form": form})


@require_POST
def hold_supervision(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: it took place."""
    row = conditions.supervision(public_id, by=manager(request))
    if row is None:
        return not_found(request)
    return _pressed(request, lambda: actions.hold_supervision(row, by=request.actor))


@require_POST
def drop_supervision(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: it doesn't take place."""
    row = conditions.supervision(public_id, by=manager(request))
    if row is None:
        return not_found(request)
    return _pressed(request, lambda: actions.drop_supervision(row, by=request.actor))
