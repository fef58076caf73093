"""Forgetting somebody in two steps: the reason, then what it means once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stegvis.casework.people import actions, queries, rules
from stegvis.casework.people.forms import EraseForm
from stegvis.casework.people.queries import disposal
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted

SURE = ("sure", "on")
"""What the second page sends, and no other."""


def erase(request: ActorRequest, public_id: str) -> HttpResponse:
    """What goes, what is kept and what stands in the way; erased when sent from the second step."""
    by = request.actor
    person = disposal.open_to_erase(public_id, by=by)
    if not rules.may_erase(person, by):
        raise refused(by=by, verb="people.person.erased", subject=person)
    form = EraseForm(posted(request))

    def act() -> str:
        actions.erase(person, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("Erased."))
        return "/"

    page = {
        "form": form,
        "person": person,
        "hinders": disposal.hinders(person),
        "is_open": queries.reaches(person, by=by),
    }
    is_sure = request.POST.get(SURE[0]) == SURE[1]
    if request.method == "POST" and not is_sure and not page["hinders"]:
        page["is_second"] = form.is_valid() and form.has_whole_reason()
        return render(request, "people/erase.html", page)
    return change(request, form, act, by=by) or render(request, "people/erase.html", page)
