"""A study's page: begun for a person, brought up to date."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.studies import actions, queries, rules
from stegvis.casework.studies.forms import StudyForm
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back


def new(request: ActorRequest, public_id: str) -> HttpResponse:
    """Studies for a person."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    case = cases.open_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_plan(case, by):
        raise refused(by=by, verb="studies.study.begun", subject=person)
    form = StudyForm(posted(request), country=person.tenant.country)

    def act() -> str:
        actions.begin(case, facts=form.facts, by=by)
        messages.success(request, _("The studies stand as a step in the plan, to be agreed."))
        return _plan(request, person)

    answer = change(request, form, act, by=by)
    shown = {"form": form, "person": person, "heading": _("Studies")}
    return answer or render(request, "studies/study.html", shown)


def study(request: ActorRequest, public_id: str) -> HttpResponse:
    """Bring studies up to date: the application, the answer, each course."""
    by = request.actor
    found = queries.study(public_id, by=by)
    if found is None:
        return not_found(request)
    person = people.open_person(
        found.person.public_id, by=by, purpose="casework", compartment="plan"
    )
    if not rules.may_change(found, by):
        raise refused(by=by, verb="studies.study.changed", subject=found)
    form = StudyForm(posted(request), country=person.tenant.country, study=found)

    def act() -> str:
        actions.change(found, facts=form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return _plan(request, person)

    answer = change(request, form, act, by=by)
    shown = {"form": form, "person": person, "heading": found.activity.title}
    return answer or render(request, "studies/study.html", shown)


def _plan(request: ActorRequest, person: Person) -> str:
    return way_back(request, reverse("plans:plan", args=[person.public_id]))
