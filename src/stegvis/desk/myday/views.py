"""The start page, each role's own; My day for those who meet people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stegvis.casework.cases import queries as cases
from stegvis.casework.people.queries import listing, unattended
from stegvis.core import clock
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.desk.myday import queries, rules

BUCKETS = (queries.TODAY, queries.WAITING, queries.STILL, queries.MINE)


def home(request: ActorRequest) -> HttpResponse:
    """Where somebody begins: their day, their own page, or what their role holds."""
    actor = request.actor
    if actor.party_kind in rules.OWN_PAGES:
        return redirect(rules.OWN_PAGES[actor.party_kind])
    if actor.role == Role.ADMINISTRATOR:
        return redirect("manage:administration")
    if actor.role == Role.UNIT_MANAGER:
        return redirect("manage:home")
    if not rules.has_a_day(actor):
        page = {
            "role": rules.ROLE_NAMES.get(actor.role, ""),
            "unattended": unattended.to_attend(actor),
        }
        return render(request, "myday/start.html", page)
    return my_day(request)


def my_day(request: ActorRequest) -> HttpResponse:
    """The four lists of somebody who meets people; others are led to where they begin."""
    if not rules.has_a_day(request.actor):
        return redirect("myday:home")
    return render(request, "myday/home.html", _page(request.actor, request))


def _page(actor: Actor, request: HttpRequest) -> dict[str, object]:
    wanted = request.GET.get("bucket", queries.TODAY)
    bucket = wanted if wanted in BUCKETS else queries.TODAY
    day = queries.day(actor)
    return {
        "bucket": bucket,
        "buckets": [(name, day.count(name)) for name in BUCKETS],
        "lines": day.buckets[bucket],
        "persons": day.persons,
        "weight": day.weight,
        "today": clock.today(),
        "ahead": day.ahead,
        "gatherings": queries.gatherings(actor),
        "without_step": day.without_step[: rules.WITHOUT_STEP_SHOWN],
    }


def note(request: ActorRequest) -> HttpResponse:
    """Whom a new note is about: one's own persons, a step away from writing."""
    persons = [case.person for case in cases.caseload(request.actor)]
    listing.tell_parts(persons, by=request.actor)
    return render(request, "myday/note.html", {"persons": persons})
