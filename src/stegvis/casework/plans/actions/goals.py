"""Goals in the person's own words."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from stegvis.casework.plans import rules
from stegvis.casework.plans.actions.making import LONGEST_WORDS, to_change
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError


@action("plans.goal.set", rule=rules.may_change)
def set_goal(plan: Plan, *, words: str, by: Actor) -> Goal:
    """A goal in the person's own words."""
    words = _checked(words)
    plan = to_change(plan, by)
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
    goal.plan = to_change(goal.plan, by)
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
    plan = to_change(goal.plan, by)
    for activity in Activity.objects.filter(goal=goal):
        activity.goal = None
        activity.save()
    Goal.objects.get(pk=goal.pk).delete()
    plan.next_version().save()
    return plan
