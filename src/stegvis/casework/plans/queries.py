"""Reading plans; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity, AgreedHow, Goal, Plan
from stegvis.casework.plans.registries import BESIDE, Beside
from stegvis.casework.plans.versions import Difference, content_of, differences
from stegvis.casework.plans.wording import VOICES
from stegvis.casework.plans.wording import Voice as Voice  # noqa: PLC0414  a door
from stegvis.core import clock
from stegvis.core.audit.actor import Actor


def plans_of(person: Person, *, by: Actor) -> QuerySet[Plan]:
    """The person's plans with goals and steps, the newest first."""
    steps = Prefetch("activities", queryset=_steps())
    return bare_plans_of(person, by=by).prefetch_related("goals", steps)


def bare_plans_of(person: Person, *, by: Actor) -> QuerySet[Plan]:
    """The same, for those who read goals and steps of one of them only."""
    people.require(person, by=by, compartment="plan")
    rows = Plan.objects.filter(person=person)
    rows = rows.select_related("case", "agreed_paper__document")
    return rows.order_by("-started_on", "-number")


def _steps() -> QuerySet[Activity]:
    rows = Activity.objects.select_related("plan", "colleague", "partner")
    return rows.order_by("starts_on", "pk")


def steps_of(plan: Plan) -> QuerySet[Activity]:
    """The plan's steps, in order of day."""
    return _steps().filter(plan=plan)


def current_plan(person: Person, *, by: Actor) -> Plan | None:
    """The plan in force or being made."""
    return plans_of(person, by=by).first()


def agreed_on_paper(case: Case, *, by: Actor) -> Plan | None:
    """The number of the case's plan that was agreed last, if that was on paper."""
    people.require(case.person, by=by, compartment="plan")
    last = Plan.objects.filter(case=case, agreed_on__isnull=False).order_by("-number").first()
    return last if last is not None and last.agreed_how == AgreedHow.PAPER else None


def agreed_on(paper: Paper) -> str | Promise | None:
    """Which plan rests on a paper, in a sentence for whoever would take it out; None: no plan."""
    plan = Plan.objects.filter(agreed_paper=paper).first()
    if plan is None:
        return None
    return _(
        "Plan %(number)s was agreed on this paper. Put the right scan on the plan's page first."
    ) % {"number": plan.number}


def open_activities(case: Case) -> QuerySet[Activity]:
    """Steps that are neither done nor stopped nor past."""
    return Activity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()),
        plan__case=case,
        done_on__isnull=True,
        stopped_on__isnull=True,
    ).order_by("starts_on", "pk")


def first_begun(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Activity, tuple[Any, ...]]:
    """By case, the first day of the first agreed step that has begun."""
    rows = Activity.objects.filter(people.about_visible(actor, compartment="plan"))
    rows = rows.filter(plan__case__in=cases, agreed_on__isnull=False)
    rows = rows.filter(Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("starts_on")))
    begun = rows.filter(starts_on__lte=clock.today()).order_by()
    return begun.values_list("plan__case_id").annotate(first=Min("starts_on"))


def plans_to_see_to(actor: Actor) -> QuerySet[Plan]:
    """Of the newest plans of the open cases that the actor coordinates, those that the person
    hasn't said yes to, and those whose follow-up has come."""
    newest = Plan.objects.filter(case=OuterRef("case")).order_by("-number")
    return (
        Plan.objects.filter(
            people.about_visible(actor, compartment="plan"),
            Q(agreed_on__isnull=True) | Q(follow_up_on__lte=clock.today()),
            case__closed_on__isnull=True,
            case__assignments__account_id=actor.account_id or 0,
            case__assignments__ends_on__isnull=True,
            pk=Subquery(newest.values("pk")[:1]),
        )
        .select_related("person")
        .order_by("started_on", "pk")
    )


@dataclass(frozen=True)
class GoalLine:
    """A goal (None: steps without one) and its steps, those that are over last."""

    goal: Goal | None
    steps: list[Activity]


@dataclass(frozen=True)
class PlanPage:
    """A person's plan as its page shows it."""

    case: Case | None
    plan: Plan | None = None
    lines: list[GoalLine] = field(default_factory=list)
    over: list[Activity] = field(default_factory=list)
    agreed: list[Plan] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)

    @property
    def has_goal(self) -> bool:
        """Whether there is something to agree on."""
        return any(line.goal for line in self.lines)

    @property
    def last_agreed(self) -> Plan | None:
        """The number that was agreed last."""
        return self.agreed[0] if self.agreed else None


def plan_page(person: Person, *, by: Actor) -> PlanPage:
    """The plan of the case under way (or of the last one), its history and what has changed."""
    case = cases.latest_case(person, by=by)
    if case is None:
        return PlanPage(None)
    plans = list(plans_of(person, by=by).filter(case=case).order_by("-number"))
    if not plans:
        return PlanPage(case)
    plan = plans[0]
    steps = list(plan.activities.all())
    lines = [
        GoalLine(goal, [step for step in steps if step.is_open and step.goal_id == goal.pk])
        for goal in plan.goals.all()
    ]
    placed = {step.pk for line in lines for step in line.steps}
    loose = [step for step in steps if step.is_open and step.pk not in placed]
    if loose:
        lines.append(GoalLine(None, loose))
    over = [step for one in plans for step in one.activities.all() if not step.is_open]
    agreed = [one for one in plans if one.is_agreed]
    changes: list[Difference] = []
    if agreed and not plan.is_agreed:
        changes = differences(agreed[0].agreed_content, content_of(plan))
    return PlanPage(case, plan, lines, sorted(over, key=_end, reverse=True), agreed, changes)


def _end(activity: Activity) -> date:
    return activity.stopped_on or activity.done_on or clock.today()


def open_goals(case: Case, *, by: Actor) -> QuerySet[Goal]:
    """Goals of the case's newest plan that aren't reached."""
    people.require(case.person, by=by, compartment="plan")
    newest = Plan.objects.filter(case=case).order_by("-number").values("pk")[:1]
    return Goal.objects.filter(plan__in=list(newest.values_list("pk", flat=True))).filter(
        reached_on__isnull=True
    )


def beside(person: Person, *, by: Actor) -> list[Beside]:
    """What other rooms draw beside the steps of the person's plan."""
    people.require(person, by=by, compartment="plan")
    return [part for _name, draw in BESIDE if (part := draw(person, by)) is not None]


def voices() -> list[Voice]:
    """The languages that a plan is printed in."""
    return list(VOICES.values())


def goal(public_id: str, *, by: Actor) -> Goal | None:
    """A goal of a person whose plan the actor may see."""
    rows = Goal.objects.filter(_is_planned(by), public_id=public_id)
    return rows.select_related("person", "plan__case").first()


def activity(public_id: str, *, by: Actor) -> Activity | None:
    """A step of a person whose plan the actor may see."""
    rows = Activity.objects.filter(_is_planned(by), public_id=public_id)
    return rows.select_related("person", "plan__case", "goal", "colleague", "partner").first()


def _is_planned(by: Actor) -> Q:
    return people.about_visible(by, compartment="plan")
