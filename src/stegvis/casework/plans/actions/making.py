"""The plan to change: the one being made, or the next number after the one agreed."""

from __future__ import annotations

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.plans import rules
from stegvis.casework.plans.models import Plan
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor

LONGEST_WORDS = 1000


@action("plans.plan.started", rule=rules.may_plan)
def start(case: Case, *, by: Actor) -> Plan:
    """The plan to change: the one being made, else the next number after the one agreed.

    The next number carries on the goals that aren't reached and the steps that are neither done
    nor stopped. What was agreed stays readable as it was agreed.
    """
    cases.held_open(case)
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
    if last is not None:
        _carry_on(last, plan)
    return plan


def _carry_on(before: Plan, plan: Plan) -> None:
    for goal in before.goals.filter(reached_on__isnull=True):
        goal.plan = plan
        goal.save()
    for activity in before.activities.filter(done_on__isnull=True, stopped_on__isnull=True):
        activity.plan = plan
        activity.save()


def to_change(plan: Plan, by: Actor) -> Plan:
    """The plan itself while it is being made; after the person's yes, the next number."""
    if plan.is_agreed:
        return start(plan.case, by=by)
    cases.held_open(plan.case)
    return plan
