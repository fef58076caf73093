"""What a plan says at one moment, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stegvis.casework.plans.models import Plan

Content = dict[str, list[dict[str, Any]]]


def content_of(plan: Plan) -> Content:
    """Goals and open steps as plain values, with the ids that tell them apart."""
    goals = plan.goals.filter(reached_on__isnull=True)
    open_steps = plan.activities.filter(done_on__isnull=True, stopped_on__isnull=True)
    open_steps = open_steps.select_related("colleague", "partner")
    return {
        "goals": [{"id": goal.public_id, "words": goal.words} for goal in goals],
        "activities": [
            {
                "id": activity.public_id,
                "title": activity.title,
                "measure_type": activity.measure_type,
                "responsible": activity.responsible,
                "answers_name": activity.answers_name,
                "place": activity.place,
                "hours_per_week": activity.hours_per_week and str(activity.hours_per_week),
                "starts_on": activity.starts_on and activity.starts_on.isoformat(),
                "ends_on": activity.ends_on and activity.ends_on.isoformat(),
            }
            for activity in open_steps
        ],
    }


class Kind(StrEnum):
    """How something differs from one number of a plan to the next."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Difference:
    """One goal or step that isn't the same in two numbers of a plan."""

    kind: Kind
    part: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def differences(before: Content, after: Content) -> list[Difference]:
    """What is new, changed and gone, goals first, in the order they stand."""
    return [
        difference
        for part in ("goals", "activities")
        for difference in _of_part(part, before.get(part, []), after.get(part, []))
    ]


def _of_part(
    part: str, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[Difference]:
    old = {row["id"]: row for row in before}
    new = {row["id"]: row for row in after}
    found = [
        Difference(Kind.CHANGED if key in old else Kind.NEW, part, old.get(key), row)
        for key, row in new.items()
        if key not in old or not _same(old[key], row)
    ]
    return found + [
        Difference(Kind.GONE, part, row, None) for key, row in old.items() if key not in new
    ]


def _same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a goal or step says the same; what an older number had no place for is empty."""
    return all((before.get(name) or None) == (after.get(name) or None) for name in before | after)
