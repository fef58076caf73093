"""The page of what fits a person, and the answer to a proposal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.looking import look_on
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back
from stegvis.work.matching import actions, queries, rules
from stegvis.work.matching.forms import AnswerForm, DecisionForm
from stegvis.work.matching.models import Decision, Proposal
from stegvis.work.matching.reading import Detail
from stegvis.work.opportunities import queries as opportunities

BEST = 3
"""Places that the overview shows."""
BEST_SHOWN = "matching.best.shown"
"""The log's word for them, where they come with the overview that was opened."""


@require_http_methods(["GET", "POST"])
def proposals(request: ActorRequest, public_id: str) -> HttpResponse:
    """What fits a person: ranked with reasons, and decided on here."""
    rules.require_staff(request.actor)
    person = people.open_person(
        public_id, by=request.actor, purpose="matching", compartment="matching"
    )
    form = DecisionForm(request.POST or None, country=person.tenant.country)
    answer = change(request, form, lambda: _decide(request, person, form), by=request.actor)
    return answer or render(request, "matching/proposals.html", _page(request, person, form))


def _decide(request: ActorRequest, person: Person, form: DecisionForm) -> str:
    said = form.cleaned_data
    place = opportunities.place(said["place"], by=request.actor)
    if place is None:
        raise Http404
    actions.decide(
        person,
        opportunity=place,
        decision=said["decision"],
        reason=said["reason"],
        note=said["note"],
        by=request.actor,
    )
    messages.success(request, _decided(said["decision"], person))
    return way_back(request, reverse("matching:proposals", args=[person.public_id]))


def best(request: ActorRequest, public_id: str) -> HttpResponse:
    """The places that fit best, as the overview of the file fetches them after it is shown."""
    rules.require_staff(request.actor)
    person = look_on(
        public_id, by=request.actor, purpose="matching", compartment="matching", part=BEST_SHOWN
    )
    rows = queries.best_for(person, by=request.actor, most=BEST)
    page = {
        "person": person,
        "best": [(row, _proposing(person, row.place.public_id)) for row in rows],
        "may_decide": rules.may_decide(person, request.actor),
    }
    template = "best_rows" if request.headers.get("HX-Request") else "best"
    return render(request, f"matching/{template}.html", page)


def _proposing(person: Person, place: str) -> DecisionForm:
    return DecisionForm(
        country=person.tenant.country,
        initial={"place": place, "decision": Decision.PROPOSED.value},
        auto_id=False,
    )


def _decided(decision: str, person: Person) -> str:
    name = {"name": person.given_name}
    if decision == Decision.PROPOSED:
        return _("The place is proposed to %(name)s.") % name
    return _("Noted. The place is no longer in %(name)s's list.") % name


def _page(request: ActorRequest, person: Person, form: DecisionForm) -> dict[str, object]:
    asked = form.data.get("place", "") if form.is_bound else request.GET.get("place", "")
    all_rows = "all" in request.GET
    match = queries.proposals_for(person, by=request.actor, opened=asked, all_rows=all_rows)
    return {
        "person": person,
        "match": match,
        "all_rows": all_rows,
        "may_decide": rules.may_decide(person, request.actor),
        "lapses_after": rules.LAPSES_AFTER_DAYS,
        "forms": _forms(person, match.opened),
        "form": form if form.is_bound else None,
        "disagree": "disagree" in request.GET,
    }


def _forms(person: Person, opened: Detail | None) -> dict[str, DecisionForm]:
    """One for each decision on the opened place; only the one with visible fields has ids."""
    place = opened.row.place.public_id if opened else ""
    return {
        one.value: DecisionForm(
            country=person.tenant.country,
            initial={"place": place, "decision": one.value},
            auto_id="id_%s" if one == Decision.DOES_NOT_FIT else False,
        )
        for one in Decision
    }


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, public_id: str) -> HttpResponse:
    """Answer a proposal: the person on the own page, or one of us for them."""
    proposal = _proposal(request, public_id)
    own = rules.is_own(proposal, request.actor)
    chosen = {"answer": request.GET.get("answer", "")}
    back = "/" if own else reverse("matching:proposals", args=[proposal.person.public_id])
    form = AnswerForm(posted(request), country=proposal.tenant.country, own=own, initial=chosen)

    def act() -> str:
        said = form.cleaned_data
        actions.answer(
            proposal,
            answer=said["answer"],
            reason=said["reason"],
            how=said.get("how", ""),
            by=request.actor,
        )
        messages.success(request, _("Thank you. The answer is written down."))
        return way_back(request, back)

    done = change(request, form, act, by=request.actor)
    context = {"proposal": proposal, "form": form, "own": own}
    template = "matching/answer_own.html" if own else "matching/answer.html"
    return done or render(request, template, context)


def _proposal(request: ActorRequest, public_id: str) -> Proposal:
    proposal = queries.proposal(public_id, by=request.actor)
    if proposal is None:
        raise Http404
    people.open_person(
        proposal.person.public_id, by=request.actor, purpose="matching", compartment="matching"
    )
    return proposal
