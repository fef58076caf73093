"""Who may refer, take, assign and end; how long things last."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case, FollowUp, Referral, Task
from stegvis.casework.cases.registries import Phase, Standing
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.languages import own_language

FOLLOW_UP_DAYS = (30, 90, 180, 365)
"""Local routine; no official indicator asks months after the exit (Domain facts, section 3)."""

FOLLOW_UP_LATE_DAYS = 14
"""A follow-up is late so many days after its day: who answers then answers about another time."""

TRIES_AGAIN_AFTER = 3
"""Local routine: days until somebody who didn't answer is called again."""

BEGINS_SOMETHING = ("work", "studies")
"""Occupations after an exit that begin on a day."""

FARTHEST_BEGINNING = 366
"""Days before or after the last day of a case that what the person left for may begin."""

STANDS_STILL_DAYS = 28
"""Local routine: an open case with nothing under way or planned, and nothing for so many days."""

ENDS_SOON_DAYS = 14
"""Local routine: when the last step ends within so many days, the next one has to be planned."""

WEIGHTS = {Phase.NEW: 1.5, Phase.MAPPING: 1.5, Phase.NO_STEP: 1.25, Phase.WORK: 0.5}
"""Local routine: more while a case begins, less once work is under way; 1 in between. Shown with
its sum only; a manager's own judgement goes first."""

NEW_WEIGHT = WEIGHTS[Phase.NEW]

FULL_WEEK = 40
"""Hours of a full-time week (SUS counts 100 % as 40 hours; Domain facts, section 3)."""

FORMER_COORDINATOR_DAYS = 30
NOT_THEM = _("This case can't be given to %(name)s. Choose somebody else.")
MEETING_PEOPLE = (Role.COORDINATOR, Role.UNIT_MANAGER)

FEWEST_WEIGHED = 5
"""Cases whose weight is told: of fewer it would say how near work one of them is."""
LANGUAGE_WORTH = 5
"""Local routine: who speaks the person's language is proposed with a load that weighs up to so much
more."""

OWN_REGISTER = "own_register"
"""The ground of what the unit's own list says: nothing has been disclosed. Chosen in no form."""


def language_to_meet_in(person: Person) -> str:
    """The person's language where not everybody speaks it; nothing is told of somebody protected.

    "" when it makes no difference who meets them.
    """
    is_common = person.language == own_language(person.tenant.country)
    return "" if is_common or person.is_protected else person.language


def stands_still(standing: Standing, today: date | None = None) -> bool:
    """Whether nothing goes on and nothing has happened for STANDS_STILL_DAYS.

    Whoever asks of very many says once what day it is.
    """
    if standing.goes_on or standing.phase == Phase.AFTER or standing.moved_on is None:
        return False
    return ((today or clock.today()) - standing.moved_on).days >= STANDS_STILL_DAYS


def has_no_step(standing: Standing) -> bool:
    """Whether the person is without a next step: the plan is agreed, and nothing in it is under way
    or to come, no place is proposed, none said yes to. Every page that says so asks here."""
    return standing.phase == Phase.NO_STEP and standing.ends_on is None


def days_left(standing: Standing) -> int | None:
    """Days until the last step ends, if it ends within ENDS_SOON_DAYS and nothing comes after."""
    if standing.ends_on is None:
        return None
    left = (standing.ends_on - clock.today()).days
    return left if 0 <= left <= ENDS_SOON_DAYS else None


def weight(standing: Standing) -> float:
    """What a case weighs in a caseload."""
    return WEIGHTS.get(standing.phase, 1.0)


def may_refer(person: Person, by: Actor) -> bool:
    """Staff who answer for the person; the person for themself."""
    answers = people.answers_for(person, by=by)
    return answers and (by.is_system or by.is_staff or by.party_kind == "participant")


def may_decide(referral: Referral, by: Actor) -> bool:
    """Those who meet people in the unit it was sent to."""
    people.require(referral.person, by=by)
    return by.is_system or (by.role in MEETING_PEOPLE and by.unit_id == referral.unit_id)


def may_assign(case: Case, by: Actor) -> bool:
    """The unit's manager, or a coordinator who answers for the case."""
    answers = people.answers_for(case.person, by=by, compartment="plan")
    return answers and (by.is_system or (by.role in MEETING_PEOPLE and by.unit_id == case.unit_id))


def may_work(case: Case, by: Actor) -> bool:
    """Those whose grant holds the person's plan, for more than reading."""
    works = people.works_with(case.person, by=by, compartment="plan")
    return works and (by.is_system or by.role in MEETING_PEOPLE)


def may_do(task: Task, by: Actor) -> bool:
    """Whoever works with the case."""
    return may_work(task.case, by)


def is_person(by: Actor) -> bool:
    """Whether the actor is a person, on their own page."""
    return by.party_kind == PartyKind.PARTICIPANT


def may_follow_up(follow_up: FollowUp, by: Actor) -> bool:
    """Whoever works with the case; the person answers for themself."""
    if is_person(by):
        people.require(follow_up.person, by=by, compartment="plan")
        return by.party_id == follow_up.person_id
    return may_work(follow_up.case, by)


def is_late(follow_up: FollowUp) -> bool:
    """Whether a follow-up should have been asked, or tried again, a while ago."""
    return follow_up.is_due and (clock.today() - follow_up.asked_from).days > FOLLOW_UP_LATE_DAYS


def may_note_attempt(follow_up: FollowUp, by: Actor) -> bool:
    """Whoever works with the case and asks the person."""
    return may_work(follow_up.case, by)
