"""A partner's own pages: whom it may read about, and each one's shared part."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.partner import queries


def home(request: ActorRequest) -> HttpResponse:
    """Whom the organisation may read about, and what."""
    organisation = queries.own_organisation(request.actor)
    shared = queries.shared_with(by=request.actor)
    return render(request, "partner/home.html", {"organisation": organisation, "shared": shared})


def person(request: ActorRequest, public_id: str) -> HttpResponse:
    """Exactly what was shared of a person; the opening is logged first."""
    queries.own_organisation(request.actor)
    shown = queries.shared_part(public_id, by=request.actor)
    return render(request, "partner/person.html", {"shown": shown, "person": shown.person})
