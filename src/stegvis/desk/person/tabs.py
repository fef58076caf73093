"""The rooms of a person's file as tabs, and what stands above them wherever one is.

A tab is a link to the room's own page. With htmx only the room is swapped: the head stays as it
was drawn, and so does what was typed in the room that one leaves (`rooms.js`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import held_compartments
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit import log
from stegvis.desk.person import queries

ROOM = "#room"
"""What htmx says it swaps when a tab is chosen."""
HEAD_SHOWN = "people.person.head_shown"
"""The log's word for the head above a room. The room itself is logged as an opening of the file;
one look at a page is one opening, so this isn't another."""


@dataclass(frozen=True)
class Room:
    """A tab: the page it leads to, the part that has to be held, further pages in the room."""

    label: str | Promise
    url_name: str
    compartment: str
    also: tuple[str, ...] = ()


ROOMS = (
    Room(_("Overview"), "person:page", "name"),
    Room(_("Notes"), "person:notes", "journal"),
    Room(_("Plan"), "plans:plan", "plan"),
    Room(
        _("Areas of life"),
        "situation:areas",
        "situation",
        ("situation:assessment", "situation:begin"),
    ),
    Room(_("Competence"), "situation:profile", "situation"),
    Room(_("What fits"), "matching:proposals", "matching"),
    Room(_("Documents"), "papers:file", "documents"),
    Room(_("Shared with"), "network:file", "log"),
)

FILES = {room.url_name.partition(":")[0] for room in ROOMS} | {
    "cases", "journal", "meetings", "people", "placements", "studies",
}  # fmt: skip
"""The apps whose pages are about one person's file."""


@dataclass(frozen=True)
class Tab:
    """A room as drawn for one reader."""

    label: str | Promise
    url: str
    is_here: bool


def drawn(request: HttpRequest, person: Person, held: Collection[str]) -> list[Tab]:
    """The rooms whose part the reader holds."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        Tab(
            room.label,
            reverse(room.url_name, args=[person.public_id]),
            here == room.url_name or here in room.also,
        )
        for room in ROOMS
        if room.compartment in held
    ]


def head(request: HttpRequest, person: Person) -> SafeString:
    """The head above a room; the tabs alone where only the room is swapped."""
    by = cast("ActorRequest", request).actor
    if not by.is_staff:
        return SafeString("")
    if ROOM in request.headers.get("HX-Target", ""):
        tabs = drawn(request, person, held_compartments(person, by=by))
        return render_to_string("person/tabs.html", {"tabs": tabs}, request)
    shown = queries.head(person, by=by)
    parts = tuple(sorted({"name", *queries.SHOWN_ABOVE} & shown.held))
    log.write_read(by, HEAD_SHOWN, person, person_id=person.pk, fields=parts)
    page = {"shown": shown, "person": person, "tabs": drawn(request, person, shown.held)}
    return render_to_string("person/head.html", page, request)
