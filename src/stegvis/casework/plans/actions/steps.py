"""Steps of a plan: added, changed, done, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.cases.rules import FULL_WEEK, may_assign
from stegvis.casework.plans import rules
from stegvis.casework.plans.actions.making import to_change
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.casework.plans.registries import (
    ANSWERED_ELSEWHERE,
    MOVED_WITH_THE_STEP,
    WITH_THE_STEP,
)
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Organisation


@dataclass(frozen=True)
class ActivityFacts:
    """What a step is. Without a title it is called as its measure type.

    `hours_per_week` is more than 0 and at most 40, with one decimal. A colleague or a partner
    answers for it, else the person; `responsible` says in words who does what.
    """

    measure_type: str
    title: str = ""
    responsible: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    hours_per_week: Decimal | None = None
    place: str = ""
    colleague: Account | None = None
    partner: Organisation | None = None


@action("plans.activity.added", rule=rules.may_change)
def add_activity(
    plan: Plan, *, facts: ActivityFacts, by: Actor, goal: Goal | None = None
) -> Activity:
    """A step of a measure type with its dates."""
    _check(plan, facts)
    if goal is not None and goal.plan_id != plan.pk:
        raise NotAllowedNowError(_("The goal belongs to another plan."), field="goal")
    plan = to_change(plan, by)
    activity = Activity(person=plan.person, plan=plan, goal=goal, secrecy_area=plan.secrecy_area)
    _fill(activity, facts).save(force_insert=True)
    plan.next_version().save()
    return activity


@action("plans.activity.changed", rule=rules.may_change_part)
def change_activity(
    activity: Activity,
    *,
    facts: ActivityFacts,
    seen_version: int,
    by: Actor,
    goal: Goal | None = None,
) -> Activity:
    """Change an open step; StaleVersionError when somebody did in between."""
    if activity.version != seen_version:
        raise StaleVersionError(activity)
    if not activity.is_open:
        raise NotAllowedNowError(_("The step is over. Add a new one instead."))
    _check(activity.plan, facts, before=activity.measure_type)
    activity.plan = to_change(activity.plan, by)
    activity.goal = goal
    _fill(activity, facts).next_version().save()
    activity.plan.next_version().save()
    for _name, move in MOVED_WITH_THE_STEP:
        move(activity, by)
    return activity


def _fill(activity: Activity, facts: ActivityFacts) -> Activity:
    activity.measure_type = facts.measure_type
    activity.title = facts.title.strip() or codes.label("measure_type", facts.measure_type)[:120]
    activity.responsible = facts.responsible.strip()
    activity.place = facts.place.strip()
    activity.hours_per_week = facts.hours_per_week
    activity.colleague, activity.partner = facts.colleague, facts.partner
    activity.starts_on = facts.starts_on
    activity.ends_on = facts.ends_on
    return activity


def _check(plan: Plan, facts: ActivityFacts, *, before: str = "") -> None:
    """Dates in order, and a measure type in use (a retired one may stay where it is)."""
    kind = facts.measure_type
    if kind != before and not codes.is_current("measure_type", kind, country=plan.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="measure_type")
    if facts.hours_per_week is not None and not 0 < facts.hours_per_week <= FULL_WEEK:
        raise NotAllowedNowError(
            _("The hours of a week are more than 0 and at most 40."), field="hours_per_week"
        )
    if facts.ends_on and facts.starts_on is None:
        raise NotAllowedNowError(
            _("Give the first day too, or leave the last day empty."), field="starts_on"
        )
    if facts.ends_on and facts.starts_on and facts.ends_on < facts.starts_on:
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )


@action("plans.activity.done", rule=rules.may_change_part)
def finish_activity(activity: Activity, *, by: Actor) -> Activity:
    """The step is done; saying so twice changes nothing."""
    if activity.stopped_on is not None:
        raise NotAllowedNowError(_("The step has been stopped."))
    if activity.done_on is None:
        activity.done_on = clock.today()
        activity.next_version().save()
        _end_with(activity, by)
    return activity


def _end_with(activity: Activity, by: Actor) -> None:
    for _name, end in WITH_THE_STEP:
        end(activity, by)


@action("plans.activity.stopped", rule=rules.may_change_part)
def stop_activity(
    activity: Activity, *, code: str, by: Actor, words: str = "", on: date | None = None
) -> Activity:
    """The step ends before its time, for a coded reason and, where that says too little, words.

    Today, unless it ended with something else `on` a day before.
    """
    country = activity.person.tenant.country
    if not codes.is_current("activity_stop_reason", code, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="code")
    if code == rules.NEEDS_WORDS and not words.strip():
        raise NotAllowedNowError(_("Say in words why the step stops."), field="words")
    if activity.done_on is not None:
        raise NotAllowedNowError(_("The step is already done."))
    if activity.stopped_on is not None:
        raise NotAllowedNowError(_("The step has been stopped."))
    activity.stopped_on = on or clock.today()
    activity.stop_code, activity.stop_reason = code, words.strip()
    activity.next_version().save()
    _end_with(activity, by)
    return activity


@action("plans.activities.handed_over", rule=may_assign)
def go_with_case(case: Case, *, former: Account, coordinator: Account, by: Actor) -> int:
    """Open steps that the former coordinator answered for become the new one's; what was agreed
    stays word for word in the plan's history. Returns how many."""
    rows = Activity.objects.filter(
        plan__case=case, colleague=former, done_on__isnull=True, stopped_on__isnull=True
    ).order_by("pk")
    elsewhere = [answers for _name, answers in ANSWERED_ELSEWHERE]
    moving = [one for one in rows if not any(answers(one) for answers in elsewhere)]
    for activity in moving:
        activity.colleague = coordinator
        activity.next_version().save()
    return len(moving)


@action("plans.activities.closed", rule=rules.may_plan)
def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """Stop every step that is open when the case ends. Returns how many."""
    rows = Activity.objects.filter(
        plan__case=case, done_on__isnull=True, stopped_on__isnull=True
    ).order_by("pk")
    for activity in rows:
        stop_activity(activity, code=rules.CASE_ENDED, on=ending.on, by=by)
    return len(rows)
