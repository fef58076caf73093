"""The areas of life and other instruments: how they have moved, and going through them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.casework.cases import queries as cases
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import open_person
from stegvis.casework.situation import actions, progress, queries, rules
from stegvis.casework.situation.assessment_forms import LATER, AnswersForm, BeginForm
from stegvis.casework.situation.instruments.definition import LIFE_AREAS
from stegvis.casework.situation.models import Assessment, Respondent
from stegvis.casework.situation.views.frames import frame_of
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import PartyKind
from stegvis.core.accounts.queries import signing_in_for
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted


def _open(request: ActorRequest, public_id: str) -> Person:
    purpose = "own" if rules.is_person(request.actor) else "casework"
    return open_person(public_id, by=request.actor, purpose=purpose, compartment="situation")


def areas(request: ActorRequest, public_id: str) -> HttpResponse:
    """How each area has moved, seen by both; and whatever else has been gone through."""
    by = request.actor
    person = _open(request, public_id)
    case = cases.open_case(person, by=by)
    page = {
        "person": person,
        "strands": queries.strands_of(person, by=by),
        "may_begin": case is not None and rules.may_assess(case, by),
        "may_answer": rules.is_person(by),
        "others": len(queries.available()) > 1,
        "frame": frame_of(request),
    }
    return render(request, "situation/areas.html", page)


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest, public_id: str) -> HttpResponse:
    """Choose what to go through, together now or first on the person's own page."""
    by = request.actor
    person = _open(request, public_id)
    case = cases.open_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_assess(case, by):
        raise refused(by=by, verb="situation.assessment.begun", subject=person)
    offered = {one.key: one for one in queries.available()}
    used = offered.get(request.GET.get("instrument") or LIFE_AREAS)
    if used is None:
        return not_found(request)
    finished = queries.assessments_of(person, by=by).filter(
        case=case, instrument=used.key, taken_on__isnull=False
    )
    initial = {"occasion": request.GET.get("occasion") or progress.occasion_to_come(finished)}
    may_ask = signing_in_for(PartyKind.PARTICIPANT, person.pk).exists()
    form = BeginForm(posted(request), initial=initial, used=used, may_ask=may_ask)

    def act() -> str:
        begun = actions.begin(case, instrument=used.key, **form.facts, by=by)
        if begun.asked_on:
            messages.success(request, _("It stands on the person's own page."))
            return reverse("situation:areas", args=[public_id])
        return reverse("situation:assessment", args=[begun.public_id])

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "used": used, "offered": offered.values()}
    return answer or render(request, "situation/begin.html", page)


@require_http_methods(["GET", "POST"])
def assessment(request: ActorRequest, public_id: str) -> HttpResponse:
    """What is asked this time, and the answers: both voices for staff, the own for the person."""
    found = queries.assessment(public_id, by=request.actor)
    if found is None:
        return not_found(request)
    person = _open(request, found.person.public_id)
    if not found.is_under_way or (rules.is_person(request.actor) and found.asked_on is None):
        page = {
            "assessment": found,
            "rows": progress.said_in(found),
            "person": person,
            "frame": frame_of(request),
        }
        return render(request, "situation/finished.html", page)
    go = _alone if rules.is_person(request.actor) else _together
    return go(request, found, person)


def _together(request: ActorRequest, found: Assessment, person: Person) -> HttpResponse:
    by = request.actor
    if not rules.may_go_through(found, by):
        raise refused(by=by, verb="situation.assessment.gone_through", subject=person)
    finished = LATER not in request.POST
    form = AnswersForm(posted(request), assessment=found, is_own=False, is_whole=finished)

    def act() -> str:
        actions.go_through(
            found,
            voices=form.voices(),
            finished=finished,
            seen_version=form.seen,
            by=by,
        )
        told = _("Saved. It stands as you said it.") if finished else _("Saved. Go on another day.")
        messages.success(request, told)
        return reverse("situation:areas", args=[person.public_id])

    return _answer(request, form, act, found, person)


def _alone(request: ActorRequest, found: Assessment, person: Person) -> HttpResponse:
    by = request.actor
    form = AnswersForm(posted(request), assessment=found, is_own=True, is_whole=True)

    def act() -> str:
        actions.answer_own(found, said=form.said(Respondent.PERSON), seen_version=form.seen, by=by)
        messages.success(request, _("Thank you. You go through it together when you meet."))
        return reverse("situation:areas", args=[person.public_id])

    return _answer(request, form, act, found, person)


def _answer(
    request: ActorRequest,
    form: AnswersForm,
    act: Callable[[], str],
    found: Assessment,
    person: Person,
) -> HttpResponse:
    answer = change(request, form, act, by=request.actor)
    page = {"form": form, "assessment": found, "person": person, "frame": frame_of(request)}
    return answer or render(request, "situation/answers.html", page)


@require_http_methods(["GET", "POST"])
def drop(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take away what was begun, after one look at what goes with it."""
    by = request.actor
    found = queries.assessment(public_id, by=by)
    if found is None:
        return not_found(request)
    person = _open(request, found.person.public_id)
    if not rules.may_drop(found, by):
        raise refused(by=by, verb="situation.assessment.dropped", subject=person)
    form = ChangeForm(posted(request), initial={"seen_version": found.version})

    def act() -> str:
        actions.drop(found, seen_version=form.seen, by=by)
        messages.success(request, _("It is taken away."))
        return reverse("situation:areas", args=[person.public_id])

    answer = change(request, form, act, by=by)
    page = {
        "form": form,
        "assessment": found,
        "rows": progress.said_in(found),
        "person": person,
        "frame": frame_of(request),
    }
    return answer or render(request, "situation/drop.html", page)
