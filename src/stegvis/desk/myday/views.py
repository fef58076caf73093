"""The start page, each role's own; My day for those who meet people."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from stegvis.casework.cases import queries as cases
from stegvis.casework.journal import queries as journal
from stegvis.casework.people.queries import listing, unattended
from stegvis.core import clock
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.lists import queries as kept
from stegvis.core.lists.models import SavedFilter
from stegvis.core.lists.narrowing import Narrowing
from stegvis.core.together import answer, asking, both
from stegvis.desk.myday import lists, queries, rules

ROWS = 100
"""Persons shown at a time: more than anybody coordinates, and a page that comes at once."""


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
    narrowing = lists.read(request.GET)
    asked = both(asking(queries.day, actor), asking(kept.kept, lists.MY_DAY, by=actor))
    day, wanted = answer(asked)
    lines = lists.narrowed(day, narrowing)
    page = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    return {
        "narrowing": narrowing,
        "bucket": narrowing.one("bucket"),
        "bucket_name": lists.bucket_name(narrowing),
        "buckets": [_tab(day, narrowing, name) for name in day.buckets],
        "ready": [_ready_tab(day, narrowing, *one) for one in lists.READY],
        "saved": [_saved_tab(day, narrowing, row, actor) for row in wanted.filters],
        "columns": kept.shown(lists.MY_DAY, wanted.columns),
        "lines": page.object_list,
        "page": page,
        "found": len(lines),
        "all": len(day.buckets[narrowing.one("bucket")]),
        "persons": day.persons,
        "weight": day.weight,
        "today": clock.today(),
        "times": day.times,
        "ahead": day.ahead,
        "gatherings": queries.gatherings(actor),
        "without_step": day.without_step[: rules.WITHOUT_STEP_SHOWN],
    }


@dataclass(frozen=True)
class Tab:
    """A list to go to: its name, address and number of persons."""

    code: str
    name: str | Promise
    query: str
    count: int
    is_shown: bool
    by: str = ""
    """Who shares it, unless it is the reader's own."""


def _tab(day: queries.Day, narrowing: Narrowing, bucket: str) -> Tab:
    """One of the four lists, with the filters that are in force kept."""
    shown = bucket == narrowing.one("bucket")
    count = len(lists.narrowed(day, narrowing, bucket=bucket))
    words = lists.FACETS[0].words
    return Tab(bucket, words[bucket], narrowing.with_(bucket=bucket), count, shown)


def _ready_tab(
    day: queries.Day, narrowing: Narrowing, code: str, name: str | Promise, query: str
) -> Tab:
    wanted = lists.read(query)
    count = len(lists.narrowed(day, wanted))
    return Tab(code, name, wanted.query, count, wanted.query == narrowing.query)


def _saved_tab(day: queries.Day, narrowing: Narrowing, row: SavedFilter, actor: Actor) -> Tab:
    wanted = lists.read(row.query)
    whose = "" if row.account_id == actor.account_id else row.account.name
    count = len(lists.narrowed(day, wanted))
    is_shown = wanted.query == narrowing.query
    return Tab(row.public_id, row.name, wanted.query, count, is_shown, whose)


def note(request: ActorRequest) -> HttpResponse:
    """Whom a new note is about: one's own persons, a step away from writing, and what waits."""
    if request.actor.party_kind:
        return not_found(request)
    persons = [case.person for case in cases.caseload(request.actor)]
    drafts = list(journal.drafts(request.actor))
    listing.tell_parts([*persons, *(one.person for one in drafts)], by=request.actor)
    return render(request, "myday/note.html", {"persons": persons, "drafts": drafts})
