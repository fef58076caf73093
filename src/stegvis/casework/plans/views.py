"""The plan's page, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.plans import actions, queries, rules
from stegvis.casework.plans.forms import ActivityForm, AgreeForm, GoalForm, StopForm
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, press, pressed, way_back


def plan(request: ActorRequest, public_id: str) -> HttpResponse:
    """Goals, steps, what was agreed and what has changed since."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    page = queries.plan_page(person, by=by)
    may_change = page.case is not None and rules.may_plan(page.case, by)
    shown = {"page": page, "person": person, "may_change": may_change}
    return render(request, "plans/plan.html", shown)


def _open(request: ActorRequest, public_id: str) -> tuple[Person, Case | None]:
    """A person opened to change the plan, with the open case."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    case = cases.open_case(person, by=by)
    if case is not None and not rules.may_plan(case, by):
        raise refused(by=by, verb="plans.plan.started", subject=person)
    return person, case


def _plan_of(person: Person) -> str:
    return reverse("plans:plan", args=[person.public_id])


def _no_case(request: ActorRequest, person: Person) -> HttpResponse:
    return render(request, "cases/no_case.html", {"person": person}, status=409)


def goal(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new goal."""
    by = request.actor
    person, case = _open(request, public_id)
    if case is None:
        return _no_case(request, person)
    form = GoalForm(posted(request))

    def act() -> str:
        actions.set_goal(actions.start(case, by=by), words=form.cleaned_data["words"], by=by)
        messages.success(request, _("The goal stands in the plan."))
        return _plan_of(person)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("New goal")}
    return answer or render(request, "plans/form.html", page)


def activity(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new step."""
    by = request.actor
    person, case = _open(request, public_id)
    if case is None:
        return _no_case(request, person)
    goals = queries.open_goals(case, by=by)
    first = goals.first()
    initial = {"goal": request.GET.get("goal") or (first.public_id if first else None)}
    form = ActivityForm(
        posted(request), country=person.tenant.country, goals=goals, initial=initial
    )

    def act() -> str:
        plan = actions.start(case, by=by)
        goal = _refreshed(form.cleaned_data["goal"])
        actions.add_activity(plan, facts=form.facts, goal=goal, by=by)
        messages.success(request, _("The step stands in the plan."))
        return _plan_of(person)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("New step")}
    return answer or render(request, "plans/activity.html", page)


def _refreshed(goal: Goal | None) -> Goal | None:
    """The goal as it stands after a new number of the plan may have carried it on."""
    return Goal.objects.get(pk=goal.pk) if goal else None


def goal_edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """The same goal in other words."""
    by = request.actor
    found = queries.goal(public_id, by=by)
    if found is None:
        return not_found(request)
    person, case = _open(request, found.person.public_id)
    if case is None:
        return _no_case(request, person)
    form = GoalForm(posted(request), initial={"words": found.words, "seen_version": found.version})

    def act() -> str:
        seen = form.cleaned_data["seen_version"] or 0
        actions.reword_goal(found, words=form.cleaned_data["words"], seen_version=seen, by=by)
        messages.success(request, _("Saved."))
        return _plan_of(person)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("Put the goal in other words")}
    return answer or render(request, "plans/form.html", page)


def activity_edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change an open step."""
    by = request.actor
    found = queries.activity(public_id, by=by)
    if found is None:
        return not_found(request)
    person, case = _open(request, found.person.public_id)
    if case is None:
        return _no_case(request, person)
    names = ("measure_type", "title", "responsible", "starts_on", "ends_on")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"goal": found.goal and found.goal.public_id, "seen_version": found.version}
    form = ActivityForm(
        posted(request),
        country=person.tenant.country,
        goals=queries.open_goals(case, by=by),
        initial=initial,
    )

    def act() -> str:
        given = form.cleaned_data
        seen = given["seen_version"] or 0
        actions.change_activity(
            found, facts=form.facts, goal=given["goal"], seen_version=seen, by=by
        )
        messages.success(request, _("Saved."))
        return _plan_of(person)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("Change the step")}
    return answer or render(request, "plans/activity.html", page)


def agree(request: ActorRequest, public_id: str) -> HttpResponse:
    """Go through the plan together; the person says yes."""
    by = request.actor
    person, case = _open(request, public_id)
    page = queries.plan_page(person, by=by)
    plan = page.plan
    if case is None or plan is None or plan.case_id != case.pk:
        return _no_case(request, person)
    form = AgreeForm(posted(request), initial={"seen_version": plan.version})

    def act() -> str:
        given = form.cleaned_data
        actions.agree(
            plan,
            how=given["how"],
            follow_up_on=given["follow_up_on"],
            seen_version=given["seen_version"] or 0,
            by=by,
        )
        messages.success(request, _("The plan is agreed. The person can read it."))
        return _plan_of(person)

    answer = change(request, form, act, by=by)
    shown = {"form": form, "person": person, "page": page}
    return answer or render(request, "plans/agree.html", shown)


def activity_stop(request: ActorRequest, public_id: str) -> HttpResponse:
    """End a step before its time."""
    by = request.actor
    found = queries.activity(public_id, by=by)
    if found is None:
        return not_found(request)
    person, case = _open(request, found.person.public_id)
    if case is None:
        return _no_case(request, person)
    form = StopForm(posted(request))

    def act() -> str:
        actions.stop_activity(found, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("The step is stopped."))
        return way_back(request, _plan_of(person))

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("Stop the step"), "step": found}
    return answer or render(request, "plans/form.html", page)


@require_POST
def activity_done(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: the step is done."""
    found = queries.activity(public_id, by=request.actor)
    return _press(request, found, actions.finish_activity, _("The step is done. Well walked."))


@require_POST
def goal_reached(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: the person is there."""
    found = queries.goal(public_id, by=request.actor)
    return _press(request, found, actions.reach_goal, _("The goal is reached."))


@require_POST
def goal_drop(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: the person no longer wants it."""
    found = queries.goal(public_id, by=request.actor)
    return _press(request, found, actions.drop_goal, _("The goal is taken out of the plan."))


def _press(
    request: ActorRequest,
    found: Activity | Goal | None,
    run: Callable[..., Activity | Goal | Plan],
    told: str,
) -> HttpResponse:
    if found is None:
        return not_found(request)
    back = way_back(request, _plan_of(found.person))

    def act() -> str:
        run(found, by=request.actor)
        messages.success(request, told)
        return back

    return press(request, pressed(request), act, by=request.actor, back=back)
