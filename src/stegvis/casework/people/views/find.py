"""Finding a person. What is sought is posted, never part of an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.casework.people import lookups, queries, rules
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.organisations.queries import own_unit

LIMIT = 50


def search(request: ActorRequest) -> HttpResponse:
    """Persons the actor may see whose name or number fits."""
    by = request.actor
    text = request.POST.get("q", "").strip()[:200]
    found = queries.search(text, by=by, limit=LIMIT + 1)
    unit = own_unit(by)
    page = {
        "sought": text,
        "people": found[:LIMIT],
        "has_more": len(found) > LIMIT,
        "closed": None if found else queries.closed_by_role(text, by=by),
        "spent": lookups.SPENT if lookups.spent(by) else "",
        "may_register": unit is not None and rules.may_register(unit, by),
    }
    return render(request, "people/search.html", page)
