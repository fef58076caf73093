"""Planning together: a plan, its goals, its activities, and the person's yes."""

from __future__ import annotations

from stegvis.casework.plans.actions.agreeing import ForChild, agree, attach_paper
from stegvis.casework.plans.actions.goals import drop_goal, reach_goal, reword_goal, set_goal
from stegvis.casework.plans.actions.making import LONGEST_WORDS, start
from stegvis.casework.plans.actions.steps import (
    ActivityFacts,
    add_activity,
    change_activity,
    close_with_case,
    finish_activity,
    go_with_case,
    stop_activity,
)

__all__ = [
    "LONGEST_WORDS",
    "ActivityFacts",
    "ForChild",
    "add_activity",
    "agree",
    "attach_paper",
    "change_activity",
    "close_with_case",
    "drop_goal",
    "finish_activity",
    "go_with_case",
    "reach_goal",
    "reword_goal",
    "set_goal",
    "start",
    "stop_activity",
]
