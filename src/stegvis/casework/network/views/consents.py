"""Who may know what: a person's consents and disclosures, a new yes, and one taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.network import actions, queries, rules
from stegvis.casework.network.forms import ConsentForm, WithdrawForm
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import open_person
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back


def file(request: ActorRequest, public_id: str) -> HttpResponse:
    """What the person has said yes to and what has been handed out."""
    by = request.actor
    person = open_log_of(request, public_id)
    page = {
        "person": person,
        "consents": queries.consents_of(person, by=by),
        "disclosures": queries.disclosures_of(person, by=by),
        "may_record": rules.may_record(person, by),
    }
    return render(request, "network/file.html", page)


def consent(request: ActorRequest, public_id: str) -> HttpResponse:
    """Record what the person has said yes to."""
    by = request.actor
    person = open_log_of(request, public_id)
    if not rules.may_record(person, by):
        raise refused(by=by, verb="network.consent.recorded", subject=person)
    form = ConsentForm(
        posted(request),
        receivers=queries.receivers(by),
        papers=queries.signed_papers(person, by=by),
    )

    def act() -> str:
        actions.record_consent(person, facts=form.facts, by=by)
        messages.success(request, _("The yes is recorded, and holds until its last day."))
        return way_back(request, reverse("network:file", args=[person.public_id]))

    answer = change(request, form, act, by=by)
    return answer or render(request, "network/consent.html", {"form": form, "person": person})


def withdraw(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take a yes back at the person's word."""
    by = request.actor
    found = queries.consent(public_id, by=by)
    if found is None or not by.is_staff:
        return not_found(request)
    person = open_log_of(request, found.person.public_id)
    if not rules.may_withdraw(found, by):
        raise refused(by=by, verb="network.consent.withdrawn", subject=found)
    form = WithdrawForm(posted(request))

    def act() -> str:
        actions.withdraw(found, how=form.cleaned_data["how"], by=by)
        messages.success(request, _("The yes is taken back. They can't read anything any more."))
        return way_back(request, reverse("network:file", args=[person.public_id]))

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "consent": found}
    return answer or render(request, "network/withdraw.html", page)


def open_log_of(request: ActorRequest, public_id: str) -> Person:
    """The person, for the pages of staff about who knows what: the person's own leaves out how it
    was weighed, and who did."""
    if request.actor.party_kind:
        raise Http404
    return open_person(public_id, by=request.actor, purpose="casework", compartment="log")
