"""The control of a person's own page: open it, hand over or send a link, end it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from stegvis.casework.people import own_page, queries, rules
from stegvis.casework.people.models import Person
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.submit import press, pressed

ACTS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "let_in": (
        own_page.let_in,
        _("The person has a page of their own now. Give them a link to it."),
    ),
    "send": (own_page.send_link, _("A link is on its way.")),
    "allow_codes": (own_page.allow_codes, _("They can sign in with a code now.")),
    "stop_codes": (own_page.stop_codes, _("No code leads in any more.")),
    "let_out": (own_page.let_out, _("The page is closed. Nobody signs in to it any more.")),
}
"""What can be pressed, and what is said then."""


def show(request: ActorRequest, public_id: str) -> HttpResponse:
    """Whether the person has a page of their own, and what can be done about it."""
    person = _open(request, public_id)
    party, way = own_page.signing_in(person, by=request.actor), own_page.way(person)
    page = {
        "person": person,
        "party": party,
        "way": way,
        "by_code": own_page.by_code(party, way),
        "eid": own_page.eid(person),
        "place": request.build_absolute_uri(reverse("accounts:code_ask")),
        "why_not": own_page.why_not_sent(person),
    }
    return render(request, "people/own_page.html", page)


@require_POST
def do(request: ActorRequest, public_id: str) -> HttpResponse:
    """Open the page, send a link to it, or end it."""
    person = _open(request, public_id)
    here = reverse("people:own_page", args=[public_id])
    wanted = request.POST.get("do", "")

    def act() -> str:
        if wanted in ACTS:
            run, told = ACTS[wanted]
            run(person, by=request.actor)
            messages.success(request, str(told))
        return here

    return press(request, pressed(request), act, by=request.actor, back=here)


@require_POST
def link(request: ActorRequest, public_id: str) -> HttpResponse:
    """A link shown once, for somebody who is here."""
    person = _open(request, public_id)
    try:
        token = own_page.make_link(person, by=request.actor)
    except NotAllowedNowError as fault:
        messages.error(request, str(fault.sentence))
        return redirect("people:own_page", public_id)
    return render(request, "people/own_page_link.html", {"person": person, "token": token})


def _open(request: ActorRequest, public_id: str) -> Person:
    by = request.actor
    person = queries.open_person(public_id, by=by, purpose="casework", compartment="contact")
    if not rules.may_let_in(person, by):
        raise refused(by=by, verb="people.own_page.opened", subject=person)
    return person
