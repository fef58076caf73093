"""Who may fill in a profile, and whose voice somebody is."""

from __future__ import annotations

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation.models import Assessment
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit.actor import Actor


def may_fill_in(person: Person, by: Actor) -> bool:
    """Whoever works with the person's situation; the person for their own."""
    return people.works_with(person, by=by, compartment="situation")


def may_assess(case: Case, by: Actor) -> bool:
    """Whoever meets the person and works with their situation, while the case is open."""
    meets = by.is_system or by.role in MEETING_PEOPLE
    return meets and case.is_open and may_fill_in(case.person, by)


def may_go_through(assessment: Assessment, by: Actor) -> bool:
    """Whoever works with the case it belongs to."""
    return may_assess(assessment.case, by)


def may_drop(assessment: Assessment, by: Actor) -> bool:
    """The same, but for what was begun by others while the reach is but for an urgent need."""
    answers_for = people.answers_for(assessment.person, by=by, compartment="situation")
    return answers_for and may_go_through(assessment, by)


def may_answer_own(assessment: Assessment, by: Actor) -> bool:
    """The person, who speaks for nobody else, while the case is open."""
    return is_person(by) and assessment.case.is_open and may_fill_in(assessment.person, by)


def is_person(by: Actor) -> bool:
    """Whether the actor is a participant, on their own page."""
    return by.party_kind == PartyKind.PARTICIPANT
