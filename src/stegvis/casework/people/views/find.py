"""Finding a person. What is sought is posted, never part of an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.casework.people import actions, lookups, queries, rules
from stegvis.casework.people.queries import finding, listing
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.once import posted_to_read
from stegvis.core.organisations.queries import own_unit

LIMIT = 50


@posted_to_read
def search(request: ActorRequest) -> HttpResponse:
    """Persons the actor may see whose name or number fits."""
    by = request.actor
    if not rules.may_search(by):
        raise refused(by=by, verb="people.person.searched")
    text = request.POST.get("q", "").strip()[:200]
    found = finding.search(text, by=by, limit=LIMIT + 1)
    listing.tell_parts(found, by=by)
    closed = None if found else queries.closed_by_role(text, by=by)
    spent = bool(text) and not found and lookups.spent(by)
    unit = own_unit(by)
    if spent and unit is not None:
        actions.tell_of_look_ups(unit, by=by)
    page = {
        "sought": text,
        "people": found[:LIMIT],
        "has_more": len(found) > LIMIT,
        "closed": closed,
        "spent": lookups.SPENT if spent else "",
        "may_register": unit is not None and rules.may_register(unit, by),
    }
    return render(request, "people/search.html", page)
