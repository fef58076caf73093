"""Planning together: a plan, its goals, its activities, and the person's yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.plans import rules
from stegvis.casework.plans.models import Activity, AgreedHow, Goal, Plan
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes


@action("plans.plan.started", rule=rules.may_plan)
def start(case: Case, *, by: Actor) -> Plan:
    """The case's next plan. One that isn't agreed yet is the one to go on with."""
    last = Plan.objects.filter(case=case).order_by("-number").first()
    if last is not None and not last.is_agreed:
        return last
    plan = Plan(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        number=(last.number if last else 0) + 1,
    )
    plan.save(force_insert=True)
    return plan


@action("plans.goal.set", rule=rules.may_change)
def set_goal(plan: Plan, *, words: str, by: Actor) -> Goal:
    """A goal in the person's own words."""
    if not words.strip():
        raise NotAllowedNowError(_("Write the goal in the person's own words."), field="words")
    order = plan.goals.aggregate(last=Max("order"))["last"] or 0
    goal = Goal(
        person=plan.person,
        plan=plan,
        secrecy_area=plan.secrecy_area,
        words=words.strip(),
        order=order + 1,
    )
    goal.save(force_insert=True)
    return goal


@action("plans.goal.reworded", rule=rules.may_change_part)
def reword_goal(goal: Goal, *, words: str, seen_version: int, by: Actor) -> Goal:
    """Put a goal in other words; StaleVersionError when somebody did in between."""
    if goal.version != seen_version:
        raise StaleVersionError(goal)
    if not words.strip():
        raise NotAllowedNowError(_("Write the goal in the person's own words."), field="words")
    goal.words = words.strip()
    goal.next_version().save()
    return goal


@dataclass(frozen=True)
class ActivityFacts:
    """What a step is."""

    measure_type: str
    title: str
    responsible: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@action("plans.activity.added", rule=rules.may_change)
def add_activity(
    plan: Plan, *, facts: ActivityFacts, by: Actor, goal: Goal | None = None
) -> Activity:
    """A step of a measure type with its dates."""
    if not codes.is_current("measure_type", facts.measure_type, country=plan.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="measure_type")
    if facts.ends_on and (facts.starts_on is None or facts.ends_on < facts.starts_on):
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )
    if goal is not None and goal.plan_id != plan.pk:
        raise NotAllowedNowError(_("The goal belongs to another plan."), field="goal")
    activity = Activity(
        person=plan.person,
        plan=plan,
        goal=goal,
        secrecy_area=plan.secrecy_area,
        measure_type=facts.measure_type,
        title=facts.title.strip(),
        responsible=facts.responsible.strip(),
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )
    activity.save(force_insert=True)
    return activity


@action("plans.plan.agreed", rule=rules.may_change)
def agree(plan: Plan, *, how: str, follow_up_on: date, by: Actor) -> Plan:
    """The person has said yes, at the desk, on the phone or on paper."""
    if not plan.goals.exists():
        raise NotAllowedNowError(_("A plan needs at least one goal before it is agreed."))
    if how not in AgreedHow.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="how")
    if follow_up_on <= clock.today():
        raise NotAllowedNowError(
            _("The follow-up must be on a day ahead of today."), field="follow_up_on"
        )
    plan.agreed_on = clock.today()
    plan.agreed_how = how
    plan.follow_up_on = follow_up_on
    plan.next_version().save()
    return plan


@action("plans.activity.done", rule=rules.may_change_part)
def finish_activity(activity: Activity, *, by: Actor) -> Activity:
    """The step is done."""
    if activity.stopped_on is not None:
        raise NotAllowedNowError(_("The step has been stopped."))
    activity.done_on = activity.done_on or clock.today()
    activity.next_version().save()
    return activity


@action("plans.activity.stopped", rule=rules.may_change_part)
def stop_activity(activity: Activity, *, reason: str, by: Actor) -> Activity:
    """The step ends before its time, with a reason."""
    if not reason.strip():
        raise NotAllowedNowError(_("Say why the step stops."), field="reason")
    if activity.done_on is not None:
        raise NotAllowedNowError(_("The step is already done."))
    activity.stopped_on = clock.today()
    activity.stop_reason = reason.strip()
    activity.next_version().save()
    return activity
