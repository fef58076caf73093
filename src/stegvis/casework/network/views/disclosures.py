"""Handing something out, and ending a reach that was handed out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.network import actions, queries, rules
from stegvis.casework.network.forms import DiscloseForm
from stegvis.casework.network.views.consents import open_log_of
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, press, pressed, way_back


def disclose(request: ActorRequest, public_id: str) -> HttpResponse:
    """Hand something out: a copy, or reach for a time; `?request=` says what it answers."""
    by = request.actor
    person = open_log_of(request, public_id)
    if not rules.may_record(person, by):
        raise refused(by=by, verb="network.disclosure.made", subject=person)
    asked = queries.request(request.GET.get("request", ""), by=by)
    if asked is not None and not (asked.person_id == person.pk and asked.is_waiting):
        asked = None
    if asked is not None and not rules.may_answer(asked, by):
        raise refused(by=by, verb="network.disclosure.made", subject=asked)
    form = DiscloseForm(
        posted(request),
        country=person.tenant.country,
        receivers=queries.receivers(by),
        answering=asked is not None,
        initial={"form": "reach", "scope": asked.scope} if asked else {},
    )

    def act() -> str:
        to = asked.asked_from if asked else None
        actions.disclose(person, facts=form.facts(to), request=asked, by=by)
        messages.success(request, _("The disclosure is on record."))
        return way_back(request, reverse("network:file", args=[person.public_id]))

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "asked": asked}
    return answer or render(request, "network/disclose.html", page)


@require_POST
def end(request: ActorRequest, public_id: str) -> HttpResponse:
    """End a reach before its day."""
    by = request.actor
    found = queries.disclosure(public_id, by=by)
    if found is None:
        return not_found(request)
    person = open_log_of(request, found.person.public_id)
    here = way_back(request, reverse("network:file", args=[person.public_id]))

    def act() -> str:
        actions.end_reach(found, by=by)
        messages.success(request, _("They can't read anything any more."))
        return here

    return press(request, pressed(request), act, by=by, back=here)
