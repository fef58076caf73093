"""Opening a file urgently."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from stegvis.casework.people import actions, queries
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.forms import UrgentForm
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted


def urgent(request: ActorRequest, public_id: str) -> HttpResponse:
    """What an urgent opening means, and the reason for it. Shows nothing of the person."""
    by = request.actor.with_purpose("urgent")
    person = queries.for_urgent_opening(public_id, by=by)
    if queries.reaches(person, by=by):
        return redirect(page_of(person))
    form = UrgentForm(posted(request))

    def act() -> str:
        actions.open_urgently(person, reason=form.cleaned_data["reason"], by=by)
        return page_of(person)

    answer = change(request, form, act, by=by)
    return answer or render(request, "people/urgent.html", {"form": form})
