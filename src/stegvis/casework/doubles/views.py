"""One person in two records: find the other, see both, make them one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.doubles import actions, hidden, queries, rules
from stegvis.casework.doubles.forms import FindForm, MergeForm, OutcomeForm
from stegvis.casework.doubles.rules import Pair
from stegvis.casework.people.addresses import page_if_reached
from stegvis.casework.people.queries import open_person
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit.actor import Actor
from stegvis.core.forms.submit import change, posted, press, pressed

HIDDEN = "doubles:hidden"
ROWS = 50


def same(request: ActorRequest, public_id: str) -> HttpResponse:
    """The person whose other record is sought; with it, both side by side."""
    by = request.actor
    person = open_person(public_id, by=by, purpose="casework", compartment="journal")
    if request.POST.get("other"):
        other = open_person(request.POST["other"], by=by, purpose="casework", compartment="journal")
        return _compare(request, Pair(person, other), by)
    if not rules.resolves(by):
        raise refused(by=by, verb="doubles.records.merged", subject=person)
    form = FindForm(request.POST if "sought" in request.POST else None)
    found = (
        queries.find_other(person, form.cleaned_data["sought"], by=by) if form.is_valid() else []
    )
    page = {
        "person": person,
        "form": form,
        "found": found,
        "has_sought": form.is_bound,
        "merged": queries.merged_into(person, by=by),
        "earlier": queries.earlier_numbers(person, by=by),
    }
    return render(request, "doubles/same.html", page)


def _compare(request: ActorRequest, pair: Pair, by: Actor) -> HttpResponse:
    if not rules.may_merge(pair, by):
        raise refused(by=by, verb="doubles.records.merged", subject=pair.kept)
    decided = "key" in request.POST
    form = MergeForm(posted(request) if decided else None, pair=pair)

    def act() -> str:
        seen = (form.seen, form.cleaned_data["seen_other"])
        kept = actions.merge(pair, chosen=form.chosen, seen=seen, by=by)
        messages.success(request, _("The two records are one."))
        return page_if_reached(kept, by=by)

    answer = change(request, form, act, by=by) if decided else None
    page = {
        "person": pair.kept,
        "other": pair.gone,
        "form": form,
        "counted": queries.counted(pair),
        "hinders": queries.hinders(pair),
        "consequences": queries.consequences(pair),
    }
    return answer or render(request, "doubles/compare.html", page)


def hidden_doubles(request: ActorRequest) -> HttpResponse:
    """What waits to be resolved; of whom it is, only once it has been taken up."""
    by = request.actor
    if not rules.sees_what_waits(by):
        raise refused(by=by, verb="doubles.hidden.listed")
    rows = Paginator(hidden.waiting(by), ROWS).get_page(request.GET.get("page"))
    lines = [(double, rules.is_taken_up(double, by)) for double in rows]
    page = {"page": rows, "lines": lines, "hours": rules.HOURS}
    return render(request, "doubles/hidden.html", page)


@require_POST
def take_up(request: ActorRequest, public_id: str) -> HttpResponse:
    """Reach both records for a day."""
    by = request.actor
    double = hidden.found(public_id, by=by)
    if double is None:
        return not_found(request)

    def act() -> str:
        hidden.take_up(double, by=by)
        return reverse(HIDDEN)

    return press(request, pressed(request), act, by=by, back=reverse(HIDDEN))


@require_POST
def settle(request: ActorRequest, public_id: str) -> HttpResponse:
    """Say whether it is the same person."""
    by = request.actor
    double = hidden.found(public_id, by=by)
    if double is None or not rules.is_taken_up(double, by):
        return not_found(request)
    form = OutcomeForm(posted(request))

    def act() -> str:
        hidden.settle(double, outcome=form.cleaned_data["outcome"], by=by)
        messages.success(request, _("It is resolved."))
        return reverse(HIDDEN)

    return press(request, form, act, by=by, back=reverse(HIDDEN))
