"""Pages of placements. Each page of one person opens the file, which is logged."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.casework.cases import queries as cases
from stegvis.casework.network import queries as network
from stegvis.casework.network import rules as network_rules
from stegvis.casework.people import queries as people
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change as run
from stegvis.core.forms.submit import posted, press
from stegvis.work.employers import queries as employers
from stegvis.work.employers.rules import may_keep
from stegvis.work.opportunities import queries as opportunities
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import actions, queries, rules
from stegvis.work.placements.forms import EndForm, PlacementForm, TellForm, WhoForm

ROWS = 50


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Placements of those the reader may list; the filters stand in the address."""
    employers.require_reading(request.actor)
    filters = queries.Filters(request.GET.get("whose", ""), request.GET.get("state", ""))
    rows = Paginator(queries.listed(request.actor, filters), ROWS)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "filters": filters,
        "may_place": may_keep(None, request.actor),
    }
    return render(request, "placements/index.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """Choose who is to be placed; `place` in the address goes along."""
    employers.require_keeping(request.actor, verb="placements.placement.registered")
    form = WhoForm(request.POST or None, by=request.actor)
    at = _opportunity(request)
    if form.is_valid():
        url = reverse("placements:new", args=[form.cleaned_data["person"]])
        return redirect(f"{url}?{urlencode({'place': at.public_id})}" if at else url)
    return render(request, "placements/begin.html", {"form": form, "opportunity": at})


@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, public_id: str) -> HttpResponse:
    """Register a placement of a person, perhaps at the `place` in the address."""
    employers.require_reading(request.actor)
    person = people.open_person(
        public_id, by=request.actor, purpose="placement", compartment="placement"
    )
    case = cases.open_case(person, by=request.actor)
    at = _opportunity(request)
    form = PlacementForm(request.POST or None, by=request.actor, opportunity=at)
    context = {
        "person": person,
        "form": form,
        "opportunity": at,
        "others": queries.placements_of(person, by=request.actor).filter(ended_on__isnull=True),
    }
    if case is None:
        return render(request, "placements/no_case.html", context)

    def act() -> str:
        row = actions.place(case, facts=form.facts(), by=request.actor)
        messages.success(request, _("The placement is registered."))
        return reverse("placements:placement", args=[row.public_id])

    answer = run(request, form, act, by=request.actor)
    return answer or render(request, "placements/new.html", context)


@require_safe
def placement(request: ActorRequest, public_id: str) -> HttpResponse:
    """A placement's page."""
    row = queries.open_placement(public_id, by=request.actor)
    may_tell = rules.may_tell(row, request.actor)
    yes = queries.yes_to_telling(row, by=request.actor)
    context = {
        "placement": row,
        "button": ChangeForm(),
        "may_change": row.is_open and rules.may_change(row, request.actor),
        "may_tell": may_tell,
        "yes": yes,
        "may_take_back": yes is not None and network_rules.may_withdraw(yes, request.actor),
        "may_untell": rules.may_untell(row, request.actor),
        "readers": employers.signing_in_for(row.employer, by=request.actor) if may_tell else [],
    }
    return render(request, "placements/placement.html", context)


@require_http_methods(["GET", "POST"])
def tell(request: ActorRequest, public_id: str) -> HttpResponse:
    """Show the placement on the employer's own page, as the person has agreed."""
    by = request.actor
    row = queries.open_placement(public_id, by=by)
    if not rules.may_tell(row, by):
        raise refused(by=by, verb="placements.employer.told", subject=row)
    papers = network.signed_papers(row.person, by=by)
    form = TellForm(posted(request), placement=row, papers=papers)

    def act() -> str:
        actions.tell_employer(row, yes=form.yes, by=by)
        messages.success(request, _("The yes is recorded. The employer sees who comes and when."))
        return reverse("placements:placement", args=[public_id])

    answer = run(request, form, act, by=by)
    readers = employers.signing_in_for(row.employer, by=by)
    context = {"form": form, "placement": row, "readers": readers}
    return answer or render(request, "placements/tell.html", context)


@require_POST
def untell(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take the placement away from the employer's own page."""
    row = queries.open_placement(public_id, by=request.actor)
    url = reverse("placements:placement", args=[public_id])

    def act() -> str:
        actions.untell_employer(row, by=request.actor)
        messages.success(request, _("The employer doesn't see it any more."))
        return url

    return press(request, ChangeForm(request.POST), act, by=request.actor, back=url)


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change what is agreed."""
    row = queries.open_placement(public_id, by=request.actor)
    form = PlacementForm(
        request.POST or None, by=request.actor, placement=row, opportunity=row.opportunity
    )

    def act() -> str:
        actions.change(row, facts=form.facts(), seen_version=form.seen, by=request.actor)
        return reverse("placements:placement", args=[public_id])

    answer = run(request, form, act, by=request.actor)
    return answer or render(request, "placements/change.html", {"form": form, "placement": row})


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, public_id: str) -> HttpResponse:
    """Say how it ended."""
    row = queries.open_placement(public_id, by=request.actor)
    form = EndForm(request.POST or None, placement=row)

    def act() -> str:
        said = form.cleaned_data
        actions.end(
            row,
            reason=said["reason"],
            ended_on=said["ended_on"],
            seen_version=form.seen,
            by=request.actor,
        )
        messages.success(request, _("The placement has ended."))
        return reverse("placements:placement", args=[public_id])

    answer = run(request, form, act, by=request.actor)
    return answer or render(request, "placements/end.html", {"form": form, "placement": row})


@require_POST
def halfway(request: ActorRequest, public_id: str) -> HttpResponse:
    """The talk at half-time has been held; pressing twice changes nothing."""
    row = queries.open_placement(public_id, by=request.actor)
    url = reverse("placements:placement", args=[public_id])

    def act() -> str:
        actions.hold_halfway(row, by=request.actor)
        return url

    return press(request, ChangeForm(request.POST), act, by=request.actor, back=url)


def _opportunity(request: ActorRequest) -> Opportunity | None:
    public_id = request.GET.get("place", "")
    return opportunities.place(public_id, by=request.actor) if public_id else None
