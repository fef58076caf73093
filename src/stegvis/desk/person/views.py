"""The person's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from stegvis.casework.people.queries import open_person
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.person import queries


def page(request: ActorRequest, public_id: str) -> HttpResponse:
    """Everything the reader's scope holds of a person; the opening is logged first."""
    if request.actor.party_kind:
        return redirect("myday:home")
    person = open_person(public_id, by=request.actor, purpose="casework", also=queries.SHOWN)
    shown = queries.page(person, by=request.actor, all_notes="notes" in request.GET)
    return render(request, "person/page.html", {"shown": shown, "person": person})
