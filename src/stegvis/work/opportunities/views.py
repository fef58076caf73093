"""Pages of places: the list, one place, and places of our own."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.core import municipalities
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.codes import queries as codes
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, press
from stegvis.core.organisations.queries import country_of
from stegvis.work.employers import queries as employers
from stegvis.work.opportunities import actions, market, queries, rules, words
from stegvis.work.opportunities.forms import PlaceForm
from stegvis.work.opportunities.models import Opportunity, Source

ROWS = 50


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Open places; the filters stand in the address."""
    employers.require_reading(request.actor)
    country = country_of(request.actor)
    filters = queries.Filters(
        **{name: request.GET.get(name, "") for name in queries.Filters.__dataclass_fields__}
    )
    context = {
        "page": Paginator(queries.listed(request.actor, filters), ROWS).get_page(
            request.GET.get("page")
        ),
        "filters": filters,
        "kinds": codes.choices("placement_kind", country=country),
        "sources": Source.choices,
        "municipalities": municipalities.by_name(country),
        "may_offer": rules.may_offer(None, request.actor),
    }
    return render(request, "opportunities/index.html", context)


@require_safe
def suggest_occupations(request: ActorRequest) -> HttpResponse:
    """Occupations that fit what is being typed, as options."""
    employers.require_reading(request.actor)
    options = queries.suggested_occupations(request.GET.get("occupation", ""))
    return render(request, "web/options.html", {"options": options})


@require_safe
def place(request: ActorRequest, public_id: str) -> HttpResponse:
    """A place with what it asks for, in words."""
    row = _place(request, public_id)
    context = {
        "place": row,
        "button": ChangeForm(),
        "occupation": words.occupation_of(row),
        "requirements": words.requirements(row),
        "market": market.of_place(row, country_of(request.actor)),
        "may_change": rules.may_change(row, request.actor),
        "may_place": rules.may_offer(None, request.actor) and row.is_open,
    }
    return render(request, "opportunities/place.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: ActorRequest) -> HttpResponse:
    """A new place of our own; `employer` in the address begins with that one."""
    employers.require_keeping(request.actor, verb="opportunities.place.offered")
    at = employers.employer(request.GET.get("employer", ""), by=request.actor)
    form = PlaceForm(request.POST or None, by=request.actor, at=at)

    def act() -> str:
        row = actions.offer(form.facts(), by=request.actor)
        return reverse("opportunities:place", args=[row.public_id])

    answer = change(request, form, act, by=request.actor)
    return answer or render(request, "opportunities/edit.html", {"form": form, "place": None})


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change a place of our own."""
    row = _place(request, public_id)
    if not row.is_own:
        raise Http404
    employers.require_keeping(request.actor, verb="opportunities.place.edited", subject=row)
    form = PlaceForm(request.POST or None, by=request.actor, place=row)

    def act() -> str:
        actions.edit(row, facts=form.facts(), seen_version=form.seen, by=request.actor)
        return reverse("opportunities:place", args=[public_id])

    answer = change(request, form, act, by=request.actor)
    return answer or render(request, "opportunities/edit.html", {"form": form, "place": row})


@require_POST
def withdraw(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take a place of our own away; pressing twice changes nothing."""
    row = _place(request, public_id)
    url = reverse("opportunities:place", args=[public_id])

    def act() -> str:
        actions.withdraw(row, by=request.actor)
        messages.success(request, _("The place is no longer offered."))
        return url

    return press(request, ChangeForm(request.POST), act, by=request.actor, back=url)


def _place(request: ActorRequest, public_id: str) -> Opportunity:
    employers.require_reading(request.actor)
    row = queries.place(public_id, by=request.actor)
    if row is None:
        raise Http404
    return row
