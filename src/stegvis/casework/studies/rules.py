"""Who may plan studies, and when they are told of."""

from __future__ import annotations

from stegvis.casework.plans.rules import may_change_part
from stegvis.casework.plans.rules import may_plan as may_plan  # noqa: PLC0414  a door
from stegvis.casework.studies.models import Study
from stegvis.core.audit.actor import Actor

APPLY_NOTICE_DAYS = 7
"""Local routine: My day tells of an application so many days before its last day."""

START_NOTICE_DAYS = 1
FREE_COURSES = 12
"""At most so many courses that somebody has named themselves."""

FIRST_COURSES = {"sfi_2": "sfi_b", "sfi_3": "sfi_c"}
"""Where a study path begins, if not with its form's first course (Skolverket: kursplan för sfi)."""


def on_the_path(courses: list[str], track: str) -> list[str]:
    """The form's own courses, in their order, that the path leads through."""
    first = FIRST_COURSES.get(track)
    return courses[courses.index(first) :] if first in courses else courses


def may_change(study: Study, by: Actor) -> bool:
    """Whoever works with the plan that the study stands in, while the case is open."""
    return may_change_part(study.activity, by)
