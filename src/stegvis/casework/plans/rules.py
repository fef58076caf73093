"""Who may plan."""

from __future__ import annotations

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import may_work
from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.core.audit.actor import Actor

OF_AGE = 18

NEEDS_WORDS = "other"
CASE_ENDED = "case_ended"
"""Reasons for stopping a step: the one that says too little alone, and the one nobody chooses."""


def is_child(person: Person) -> bool:
    """Whether the person is known to be under 18 (the Convention on the Rights of the Child, 1)."""
    return person.age is not None and person.age < OF_AGE


def may_plan(case: Case, by: Actor) -> bool:
    """Whoever works with the case, while it is open."""
    return may_work(case, by) and case.is_open


def may_change(plan: Plan, by: Actor) -> bool:
    """Whoever works with the plan's case."""
    return may_plan(plan.case, by)


def may_change_part(part: Goal | Activity, by: Actor) -> bool:
    """Whoever works with the case of the goal or activity."""
    return may_plan(part.plan.case, by)
