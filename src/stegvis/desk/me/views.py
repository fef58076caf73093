"""The participant's pages: the start, who may know what, when the file was opened."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from stegvis.core import clock
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.me import queries

OPENINGS_PER_PAGE = 25


def home(request: ActorRequest) -> HttpResponse:
    """One thing to do now, the goal and its stairs, and who knows what."""
    person = queries.open_own(request.actor)
    shown = queries.own_page(person, by=request.actor)
    page = {"shown": shown, "person": person, "today": clock.today()}
    return render(request, "me/home.html", page)


def knowers(request: ActorRequest) -> HttpResponse:
    """Who may know what, on which ground, until when."""
    person = queries.open_own(request.actor)
    rows = queries.knowers(person, by=request.actor)
    return render(request, "me/knowers.html", {"person": person, "knowers": rows})


def openings(request: ActorRequest) -> HttpResponse:
    """When the file was opened, by which role and what for."""
    person = queries.open_own(request.actor)
    rows = Paginator(queries.openings(person, by=request.actor), OPENINGS_PER_PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "me/openings.html", {"person": person, "page": page})
