"""Planning together: a plan, its goals, its activities, and the person's yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.plans import rules, versions
from stegvis.casework.plans.models import Activity, AgreedHow, Goal, Plan
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes

LONGEST_WORDS = 1000


@action("plans.plan.started", rule=rules.may_plan)
def start(case: Case, *, by: Actor) -> Plan:
    """The plan to change: the one being made, else the next number after the one agreed.

    The next number carries on the goals that aren't reached and the steps that are neither done
    nor stopped. What was agreed stays readable as it was agreed.
    """
    Case.objects.select_for_update().get(pk=case.pk)
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


def _to_change(plan: Plan, by: Actor) -> Plan:
    """The plan itself while it is being made; after the person's yes, the next number."""
    return start(plan.case, by=by) if plan.is_agreed else plan


@action("plans.goal.set", rule=rules.may_change)
def set_goal(plan: Plan, *, words: str, by: Actor) -> Goal:
    """A goal in the person's own words."""
    words = _checked(words)
    plan = _to_change(plan, by)
    order = plan.goals.aggregate(last=Max("order"))["last"] or 0
    goal = Goal(
        person=plan.person,
        plan=plan,
        secrecy_area=plan.secrecy_area,
        words=words,
        order=order + 1,
    )
    goal.save(force_insert=True)
    plan.next_version().save()
    return goal


def _checked(words: str) -> str:
    words = words.strip()
    if not words:
        raise NotAllowedNowError(_("Write the goal in the person's own words."), field="words")
    if len(words) > LONGEST_WORDS:
        raise NotAllowedNowError(
            _("A goal holds 1,000 characters. Put the rest in a note."), field="words"
        )
    return words


@action("plans.goal.reworded", rule=rules.may_change_part)
def reword_goal(goal: Goal, *, words: str, seen_version: int, by: Actor) -> Goal:
    """Put a goal in other words; StaleVersionError when somebody did in between."""
    if goal.version != seen_version:
        raise StaleVersionError(goal)
    words = _checked(words)
    goal.plan = _to_change(goal.plan, by)
    goal.words = words
    goal.next_version().save()
    goal.plan.next_version().save()
    return goal


@action("plans.goal.reached", rule=rules.may_change_part)
def reach_goal(goal: Goal, *, by: Actor) -> Goal:
    """The person is there; a later number of the plan doesn't carry it on."""
    if goal.reached_on is None:
        goal.reached_on = clock.today()
        goal.next_version().save()
    return goal


@action("plans.goal.dropped", rule=rules.may_change_part)
def drop_goal(goal: Goal, *, by: Actor) -> Plan:
    """The person no longer wants it. Its steps stay in the plan without a goal."""
    plan = _to_change(goal.plan, by)
    for activity in Activity.objects.filter(goal=goal):
        activity.goal = None
        activity.save()
    Goal.objects.get(pk=goal.pk).delete()
    plan.next_version().save()
    return plan


@dataclass(frozen=True)
class ActivityFacts:
    """What a step is. Without a title it is called as its measure type."""

    measure_type: str
    title: str = ""
    responsible: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@action("plans.activity.added", rule=rules.may_change)
def add_activity(
    plan: Plan, *, facts: ActivityFacts, by: Actor, goal: Goal | None = None
) -> Activity:
    """A step of a measure type with its dates."""
    _check(plan, facts)
    if goal is not None and goal.plan_id != plan.pk:
        raise NotAllowedNowError(_("The goal belongs to another plan."), field="goal")
    plan = _to_change(plan, by)
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
    activity.plan = _to_change(activity.plan, by)
    activity.goal = goal
    _fill(activity, facts).next_version().save()
    activity.plan.next_version().save()
    return activity


def _fill(activity: Activity, facts: ActivityFacts) -> Activity:
    activity.measure_type = facts.measure_type
    activity.title = facts.title.strip() or codes.label("measure_type", facts.measure_type)[:120]
    activity.responsible = facts.responsible.strip()
    activity.starts_on = facts.starts_on
    activity.ends_on = facts.ends_on
    return activity


def _check(plan: Plan, facts: ActivityFacts, *, before: str = "") -> None:
    """Dates in order, and a measure type in use (a retired one may stay where it is)."""
    kind = facts.measure_type
    if kind != before and not codes.is_current("measure_type", kind, country=plan.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="measure_type")
    if facts.ends_on and facts.starts_on is None:
        raise NotAllowedNowError(
            _("Give the first day too, or leave the last day empty."), field="starts_on"
        )
    if facts.ends_on and facts.starts_on and facts.ends_on < facts.starts_on:
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )


@dataclass(frozen=True)
class ForChild:
    """Whether a plan touches a child, and if so what was considered for the child's best.

    The best interests of the child are a primary consideration in every action that concerns one
    (the Convention on the Rights of the Child, article 3; in Sweden law since 2020, 2018:1197, and
    held to by socialtjänstlagen, 2025:400). A parent's hours, place and money concern the child.
    """

    touches: bool
    considered: str = ""


@action("plans.plan.agreed", rule=rules.may_change)
def agree(
    plan: Plan,
    *,
    how: str,
    follow_up_on: date,
    child: ForChild,
    by: Actor,
    seen_version: int | None = None,
) -> Plan:
    """The person has said yes, at the desk, on the phone or on paper.

    `seen_version` is the plan as it was gone through: StaleVersionError when a goal or a step
    has changed since.
    """
    if seen_version is not None and plan.version != seen_version:
        raise StaleVersionError(plan)
    if plan.is_agreed:
        raise NotAllowedNowError(_("The plan is already agreed. A change makes the next one."))
    if not plan.goals.exists():
        raise NotAllowedNowError(_("A plan needs at least one goal before it is agreed."))
    if how not in AgreedHow.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="how")
    if follow_up_on <= clock.today():
        raise NotAllowedNowError(
            _("The follow-up must be on a day ahead of today."), field="follow_up_on"
        )
    _consider(plan, child)
    for activity in plan.activities.filter(agreed_on__isnull=True):
        activity.agreed_on = clock.today()
        activity.save()
    plan.agreed_content = versions.content_of(plan)
    plan.agreed_on = clock.today()
    plan.agreed_how = how
    plan.follow_up_on = follow_up_on
    plan.next_version().save()
    return plan


def _consider(plan: Plan, child: ForChild) -> None:
    """Write the answer on the plan; a yes says what was considered."""
    considered = child.considered.strip()
    if rules.is_child(plan.person) and not child.touches:
        raise NotAllowedNowError(
            _("The person is under 18, so the plan touches a child."), field="touches_child"
        )
    if child.touches and not considered:
        raise NotAllowedNowError(
            _("Write in a sentence what was considered for the child."), field="child_considered"
        )
    if len(considered) > LONGEST_WORDS:
        raise NotAllowedNowError(
            _("What was considered holds 1,000 characters. Put the rest in a note."),
            field="child_considered",
        )
    plan.touches_child, plan.child_considered = child.touches, considered


@action("plans.activity.done", rule=rules.may_change_part)
def finish_activity(activity: Activity, *, by: Actor) -> Activity:
    """The step is done; saying so twice changes nothing."""
    if activity.stopped_on is not None:
        raise NotAllowedNowError(_("The step has been stopped."))
    if activity.done_on is None:
        activity.done_on = clock.today()
        activity.next_version().save()
    return activity


@action("plans.activity.stopped", rule=rules.may_change_part)
def stop_activity(activity: Activity, *, reason: str, by: Actor) -> Activity:
    """The step ends before its time, with a reason."""
    if not reason.strip():
        raise NotAllowedNowError(_("Say why the step stops."), field="reason")
    if activity.done_on is not None:
        raise NotAllowedNowError(_("The step is already done."))
    if activity.stopped_on is not None:
        raise NotAllowedNowError(_("The step has been stopped."))
    activity.stopped_on = clock.today()
    activity.stop_reason = reason.strip()
    activity.next_version().save()
    return activity


@action("plans.activities.closed", rule=rules.may_plan)
def close_with_case(case: Case, *, by: Actor) -> int:
    """Stop every step that is open when the case ends. Returns how many."""
    rows = Activity.objects.filter(
        plan__case=case, done_on__isnull=True, stopped_on__isnull=True
    ).order_by("pk")
    for activity in rows:
        stop_activity(activity, reason=str(_("The case ended.")), by=by)
    return len(rows)
