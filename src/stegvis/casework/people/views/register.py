"""Registering somebody, alone or on the way to a referral."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.people import actions, lookups, queries, rules
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.forms import RegisterForm
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import doubles as queries_of_doubles
from stegvis.casework.people.registries import HIDDEN_DOUBLES
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted
from stegvis.core.organisations.queries import own_unit


def register(request: ActorRequest) -> HttpResponse:
    """Somebody new; the button pressed says whether a referral follows."""
    by = request.actor
    unit = own_unit(by)
    if unit is None or not rules.may_register(unit, by):
        raise refused(by=by, verb="people.person.registered")
    form = RegisterForm(posted(request), unit=unit)
    doubles: list[Person] = []

    def act() -> str:
        if not form.cleaned_data["is_somebody_else"]:
            doubles.extend(queries_of_doubles.doubles_of(form.likeness, by=by))
        if doubles:
            raise NotAllowedNowError(
                _("Look at whom you see here already before you register anybody new."),
                field="is_somebody_else",
            )
        person = actions.register(unit, facts=form.facts, by=by)
        messages.success(request, _("Registered."))
        if request.POST.get("then") == "refer":
            return reverse("cases:refer", args=[person.public_id])
        return page_of(person)

    answer = change(request, form, act, by=by)
    tell_if_spent(form, by=by)
    _note_if_taken(request, form)
    known = _already_known(request, form)
    page = {"form": form, "known": known, "doubles": doubles}
    return answer or render(request, "people/register.html", page)


def _note_if_taken(request: ActorRequest, form: ChangeForm) -> None:
    """Once the form has been refused: let a registrar know of a number that somebody has whom the
    actor may not see. Whoever has tried too many numbers adds nothing."""
    by = request.actor
    if "number" in form.errors and not lookups.spent(by):
        holder = queries_of_doubles.hidden_holder(request.POST.get("number", ""), by=by)
        if holder is not None:
            for _name, note in HIDDEN_DOUBLES:
                note(holder, None, by)


def tell_if_spent(form: ChangeForm, *, by: Actor) -> None:
    """Once the form has been refused, and so outside its change, which was rolled back."""
    unit = own_unit(by)
    if unit is not None and "number" in form.errors and lookups.spent(by):
        actions.tell_of_look_ups(unit, by=by)


def _already_known(request: ActorRequest, form: RegisterForm) -> object:
    """Who has the number, for somebody who may see that person anyway."""
    if "number" not in form.errors:
        return None
    return queries.known_by_number(request.POST.get("number", ""), by=request.actor)
