"""Who may place a person, and how much at the same time."""

from __future__ import annotations

from datetime import date, timedelta

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import FULL_WEEK as FULL_WEEK  # noqa: PLC0414  a door
from stegvis.casework.cases.rules import MEETING_PEOPLE, may_work
from stegvis.casework.network.rules import CONSENT_AT_MOST
from stegvis.casework.people import queries as people
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.work.placements.models import Placement

FULL_TIME = 100
"""Per cent. More than that at the same time is refused."""

HALFWAY_NOTICE_DAYS = 3
SHORTEST_WITH_HALFWAY_DAYS = 28
"""Below four weeks the talk at half-time would fall between the first and the last."""


HOW_IT_WENT = timedelta(days=14)
"""Local routine: so long after the last day the employer may still see whom we ask it about."""


GOES_ON_AFTER_EXIT = "work"
"""The group of `placement_kind` that lasts when the unit is no longer needed."""

ENDS_BECAUSE = {
    "job": "job",
    "subsidised_job": "job",
    "own_business": "job",
    "studies": "studies",
    "illness": "illness",
}
"""Why a placement ends with a case, by the reason of the case; else for another reason."""


def tell_until(placement: Placement) -> date:
    """The last day on which the employer may be told of the placement, on a yes of today."""
    at_most = clock.today() + CONSENT_AT_MOST
    last = placement.last_day
    return min(last + HOW_IT_WENT, at_most) if last else at_most


def may_place(case: Case, by: Actor) -> bool:
    """Whoever works with the case and may see its placements, while it is open."""
    people.require(case.person, by=by, compartment="placement")
    return may_work(case, by) and case.is_open


def may_change(placement: Placement, by: Actor) -> bool:
    """Whoever meets people in their role and works with the placement."""
    works = people.works_with(placement.person, by=by, compartment="placement")
    return works and (by.is_system or (by.is_staff and by.role in MEETING_PEOPLE))


def may_tell(placement: Placement, by: Actor) -> bool:
    """Whoever may change it and answers for the person, while it and the case are open.

    Not when it has long been past. Urgent reach must not give others a lasting one.
    """
    is_open = placement.is_open and placement.case.is_open
    is_open = is_open and tell_until(placement) >= clock.today()
    answers = people.answers_for(placement.person, by=by, compartment="placement")
    return is_open and answers and may_change(placement, by)


def may_untell(placement: Placement, by: Actor) -> bool:
    """Whoever may change it: less is always allowed."""
    return may_change(placement, by)
