"""The participant's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.casework.plans.queries import current_plan
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.me import queries


def home(request: ActorRequest) -> HttpResponse:
    """One's own goal and steps."""
    person = queries.open_own(request.actor)
    plan = current_plan(person, by=request.actor)
    return render(request, "me/home.html", {"person": person, "plan": plan})
