"""The person's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from stegvis.casework.people.queries import open_person
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.person import queries, tabs


def page(request: ActorRequest, public_id: str) -> HttpResponse:
    """Everything the reader's scope holds of a person; the opening is logged first."""
    if request.actor.party_kind:
        return redirect("myday:home")
    person = open_person(public_id, by=request.actor, purpose="casework", also=queries.SHOWN)
    shown = queries.page(person, by=request.actor, all_notes="notes" in request.GET)
    page = {"shown": shown, "person": person, "tabs": tabs.drawn(request, person, shown.held)}
    return render(request, "person/page.html", page | {"is_page": True})


def notes(request: ActorRequest, public_id: str) -> HttpResponse:
    """Everything that is written about a person."""
    if request.actor.party_kind:
        return redirect("myday:home")
    person = open_person(public_id, by=request.actor, purpose="casework", compartment="journal")
    shown = queries.notes(person, by=request.actor)
    return render(request, "person/notes_page.html", {"shown": shown, "person": person})
