"""Asking another board, what waits for an answer, and answering."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.network import actions, menu, queries, rules
from stegvis.casework.network.forms import AskForm, RefuseForm
from stegvis.casework.network.views.consents import open_log_of
from stegvis.casework.people import queries as people
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted


def ask(request: ActorRequest, public_id: str) -> HttpResponse:
    """Ask the responsible unit to disclose. Shows nothing of the person."""
    by = request.actor.with_purpose("intake")
    if by.party_kind:
        return not_found(request)
    person = people.to_ask_for(public_id, by=by)
    form = AskForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        actions.ask(person, scope=given["scope"], reason=given["reason"], by=by)
        messages.success(request, _("The request is sent. The answer comes under Disclosures."))
        return reverse("network:requests")

    answer = change(request, form, act, by=by)
    return answer or render(request, "network/ask.html", {"form": form})


def waiting(request: ActorRequest) -> HttpResponse:
    """What others ask the unit for, and what the reader has asked others for."""
    by = request.actor
    if not menu.hands_out(request):
        raise refused(by=by, verb="network.requests.opened")
    page = {"requests": queries.requests_to(by), "asked": queries.asked_by(by)}
    return render(request, "network/requests.html", page)


def answer(request: ActorRequest, public_id: str) -> HttpResponse:
    """A request: hand out, or refuse with a reason."""
    by = request.actor
    found = queries.request(public_id, by=by)
    if found is None:
        return not_found(request)
    person = open_log_of(request, found.person.public_id)
    if not rules.may_answer(found, by):
        raise refused(by=by, verb="network.disclosure.refused", subject=found)
    form = RefuseForm(posted(request))

    def act() -> str:
        actions.refuse(found, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("The request is refused, and the one who asked is told."))
        return reverse("network:requests")

    sent = change(request, form, act, by=by)
    page = {"form": form, "person": person, "asked": found}
    return sent or render(request, "network/answer.html", page)
