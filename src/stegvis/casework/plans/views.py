"""The plan's page, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.plans import actions, printing, queries, rules
from stegvis.casework.plans.answering import who_may_answer
from stegvis.casework.plans.forms import ActivityForm, AgreeForm, GoalForm, PaperForm, StopForm
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.casework.plans.wording import voice_called
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import PartyKind
from stegvis.core.documents.handing_out import PDF, attachment
from stegvis.core.forms.forms import ChangeForm, as_it_is
from stegvis.core.forms.submit import change, posted, press, pressed, way_back
from stegvis.web.printing.sheets import TypesettingError

STEP = "plans/activity.html"
STEP_NAMES = (
    "measure_type", "title", "responsible", "starts_on", "ends_on", "hours_per_week", "place",
    "answers",
)  # fmt: skip
"""What of a step stands in its form under the same name."""
P = TypeVar("P", Goal, Activity)
View = Callable[[ActorRequest, str], HttpResponse]


def plan(request: ActorRequest, public_id: str) -> HttpResponse:
    """Goals, steps, what was agreed and what has changed since; parties have pages of their own."""
    by = request.actor
    if by.party_kind:
        return not_found(request)
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    page = queries.plan_page(person, by=by)
    may_change = page.case is not None and rules.may_plan(page.case, by)
    shown = {"page": page, "person": person, "may_change": may_change}
    shown |= {"voices": queries.voices(), "beside": queries.beside(person, by=by)}
    return render(request, "plans/plan.html", shown)


@never_cache
@require_safe
def printed(request: ActorRequest, public_id: str) -> HttpResponse:
    """The plan as a page to print, in the language asked for; the person may fetch their own."""
    by = request.actor
    purpose = "own" if by.party_kind == PartyKind.PARTICIPANT else "casework"
    person = people.open_person(public_id, by=by, purpose=purpose, compartment="plan")
    page = queries.plan_page(person, by=by)
    if page.plan is None:
        return not_found(request)
    voice = voice_called(request.GET.get("in", ""), country=person.tenant.country)
    try:
        content = printing.printed(page, page.plan, voice, by=by)
    except TypesettingError:
        return render(request, "plans/not_printed.html", status=500)
    name = "1.pdf" if person.neutral_mode else f"plan-{page.plan.number}.pdf"
    return attachment(content, name=name, mime=PDF)


def _open(request: ActorRequest, public_id: str) -> tuple[Person, Case | None]:
    """A person opened to change the plan, with the open case."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    case = cases.open_case(person, by=by)
    if case is not None and not rules.may_plan(case, by):
        raise refused(by=by, verb="plans.plan.started", subject=person)
    return person, case


def _in_open_case(view: Callable[[ActorRequest, Case], HttpResponse]) -> View:
    """A page of a person's open case; without one it tells the way to one."""

    @wraps(view)
    def run(request: ActorRequest, public_id: str) -> HttpResponse:
        person, case = _open(request, public_id)
        return view(request, case) if case else _no_case(request, person)

    return run


def _on_part(
    find: Callable[..., P | None],
) -> Callable[[Callable[[ActorRequest, P], HttpResponse]], View]:
    """A page that changes a goal or a step of an open case."""

    def decorate(view: Callable[[ActorRequest, P], HttpResponse]) -> View:
        @wraps(view)
        def run(request: ActorRequest, public_id: str) -> HttpResponse:
            found = find(public_id, by=request.actor)
            if found is None:
                return not_found(request)
            person, case = _open(request, found.person.public_id)
            return view(request, found) if case else _no_case(request, person)

        return run

    return decorate


def _plan_of(person: Person) -> str:
    return reverse("plans:plan", args=[person.public_id])


def _no_case(request: ActorRequest, person: Person) -> HttpResponse:
    return render(request, "cases/no_case.html", {"person": person}, status=409)


@dataclass(frozen=True)
class _Asked:
    """A form of the plan: what it does, what is told after, and the page it stands on."""

    form: ChangeForm
    person: Person
    run: Callable[[], object]
    told: str
    template: str = "plans/form.html"


def _answer(request: ActorRequest, asked: _Asked, **shown: object) -> HttpResponse:
    """Run what was asked for and go back to the plan; else show the form."""

    def act() -> str:
        asked.run()
        messages.success(request, asked.told)
        return way_back(request, _plan_of(asked.person))

    answer = change(request, asked.form, act, by=request.actor)
    page = {"form": asked.form, "person": asked.person, **shown}
    return answer or render(request, asked.template, page)


@_in_open_case
def goal(request: ActorRequest, case: Case) -> HttpResponse:
    """A new goal."""
    by, form = request.actor, GoalForm(posted(request))

    def run() -> None:
        actions.set_goal(actions.start(case, by=by), words=form.cleaned_data["words"], by=by)

    asked = _Asked(form, case.person, run, _("The goal stands in the plan."))
    return _answer(request, asked, heading=_("New goal"))


@_in_open_case
def activity(request: ActorRequest, case: Case) -> HttpResponse:
    """A new step."""
    by, goals = request.actor, queries.open_goals(case, by=request.actor)
    first = goals.first()
    initial = {"goal": request.GET.get("goal") or (first.public_id if first else None)}
    form = ActivityForm(
        posted(request),
        country=case.tenant.country,
        goals=goals,
        answering=who_may_answer(by),
        initial=initial,
    )

    def run() -> None:
        plan = actions.start(case, by=by)
        goal = _refreshed(form.cleaned_data["goal"])
        actions.add_activity(plan, facts=form.facts, goal=goal, by=by)

    asked = _Asked(form, case.person, run, _("The step stands in the plan."), STEP)
    return _answer(request, asked, heading=_("New step"))


def _refreshed(goal: Goal | None) -> Goal | None:
    """The goal as it stands after a new number of the plan may have carried it on."""
    return Goal.objects.get(pk=goal.pk) if goal else None


@_on_part(queries.goal)
def goal_edit(request: ActorRequest, found: Goal) -> HttpResponse:
    """The same goal in other words."""
    form = GoalForm(posted(request), initial={"words": found.words, "seen_version": found.version})

    def run() -> None:
        words = form.cleaned_data["words"]
        actions.reword_goal(found, words=words, seen_version=form.seen, by=request.actor)

    asked = _Asked(form, found.person, run, _("Saved."))
    return _answer(request, asked, heading=_("Put the goal in other words"))


@_on_part(queries.activity)
def activity_edit(request: ActorRequest, found: Activity) -> HttpResponse:
    """Change an open step."""
    by = request.actor
    initial = as_it_is(found, *STEP_NAMES) | {"goal": found.goal and found.goal.public_id}
    form = ActivityForm(
        posted(request),
        country=found.person.tenant.country,
        goals=queries.open_goals(found.plan.case, by=by),
        answering=who_may_answer(by, before=found),
        initial=initial,
    )

    def run() -> None:
        goal = form.cleaned_data["goal"]
        actions.change_activity(found, facts=form.facts, goal=goal, seen_version=form.seen, by=by)

    asked = _Asked(form, found.person, run, _("Saved."), STEP)
    return _answer(request, asked, heading=_("Change the step"))


@_in_open_case
def agree(request: ActorRequest, case: Case) -> HttpResponse:
    """Go through the plan together; the person says yes."""
    by, person = request.actor, case.person
    page = queries.plan_page(person, by=by)
    plan = page.plan
    if plan is None or plan.case_id != case.pk:
        return _no_case(request, person)
    initial = {"seen_version": plan.version, "touches_child": rules.is_child(person) or None}
    form = AgreeForm(posted(request), request.FILES or None, initial=initial)

    def run() -> None:
        given = form.cleaned_data
        actions.agree(
            plan,
            how=given["how"],
            follow_up_on=given["follow_up_on"],
            child=form.child,
            seen_version=form.seen,
            paper=given["paper"],
            by=by,
        )

    told = _("The plan is agreed. The person can read it.")
    return _answer(request, _Asked(form, person, run, told, "plans/agree.html"), page=page)


@_in_open_case
def paper(request: ActorRequest, case: Case) -> HttpResponse:
    """The signed paper of the number that was agreed on paper last."""
    by, person = request.actor, case.person
    plan = queries.agreed_on_paper(case, by=by)
    if plan is None:
        return not_found(request)
    form = PaperForm(posted(request), request.FILES or None)

    def run() -> None:
        actions.attach_paper(plan, paper=form.cleaned_data["paper"], by=by)

    asked = _Asked(form, person, run, _("The paper stands with the plan."), "plans/paper.html")
    return _answer(request, asked, plan=plan)


@_on_part(queries.activity)
def activity_stop(request: ActorRequest, found: Activity) -> HttpResponse:
    """End a step before its time."""
    form = StopForm(posted(request), country=found.person.tenant.country)

    def run() -> None:
        given = form.cleaned_data
        actions.stop_activity(found, code=given["code"], words=given["words"], by=request.actor)

    asked = _Asked(form, found.person, run, _("The step is stopped."))
    return _answer(request, asked, heading=_("Stop the step"), step=found)


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
