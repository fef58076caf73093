"""The participant's pages: the start, who may know what, when the file was opened."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.network import actions as network_actions
from stegvis.casework.network import queries as network
from stegvis.casework.network.models import Given
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted
from stegvis.desk.me import queries

OPENINGS_PER_PAGE = 25


def home(request: ActorRequest) -> HttpResponse:
    """One thing to do now, the goal and its stairs, and who knows what."""
    person = queries.open_own(request.actor)
    shown = queries.own_page(person, by=request.actor)
    return render(request, "me/home.html", {"shown": shown, "person": person})


def knowers(request: ActorRequest) -> HttpResponse:
    """Who may know what, on which ground, until when."""
    person = queries.open_own(request.actor)
    consents = list(network.consents_of(person, by=request.actor))
    page = {
        "person": person,
        "knowers": queries.knowers(person, consents, by=request.actor),
        "disclosures": network.disclosures_of(person, by=request.actor),
        "ended": [consent for consent in consents if not consent.stands],
    }
    return render(request, "me/knowers.html", page)


def withdraw(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take back one's yes, after one look at what that ends."""
    by = request.actor
    person = queries.open_own(by)
    found = network.consent(public_id, by=by)
    if found is None:
        return not_found(request)
    form = ChangeForm(posted(request))

    def act() -> str:
        network_actions.withdraw(found, how=Given.PAGE, by=by)
        messages.success(request, _("You have taken back your yes. They can't read any more."))
        return reverse("me:knowers")

    answer = change(request, form, act, by=by)
    page = {"person": person, "consent": found, "form": form}
    return answer or render(request, "me/withdraw.html", page)


def openings(request: ActorRequest) -> HttpResponse:
    """When the file was opened, by which role and what for."""
    person = queries.open_own(request.actor)
    rows = Paginator(queries.openings(person, by=request.actor), OPENINGS_PER_PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "me/openings.html", {"person": person, "page": page})
