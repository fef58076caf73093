"""The employer's own page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.core import clock
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.workplace import queries


def home(request: ActorRequest) -> HttpResponse:
    """Who comes when, what we ask about, the places, and whom to call."""
    shown = queries.own_page(by=request.actor)
    return render(request, "workplace/home.html", {"shown": shown, "today": clock.today()})
