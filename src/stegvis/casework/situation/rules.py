"""Who may fill in a profile, and whose voice somebody is."""

from __future__ import annotations

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation.models import Assessment
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit.actor import Actor


def may_fill_in(person: Person, by: Actor) -> bool:
    """Whoever works with the person's situation; the person for their own."""
    return people.works_with(person, by=by, compartment="situation")


def may_assess(case: Case, by: Actor) -> bool:
    """Whoever works with the person's situation, while the case is open; never the person alone."""
    return case.is_open and not is_person(by) and may_fill_in(case.person, by)


def may_go_through(assessment: Assessment, by: Actor) -> bool:
    """Whoever works with the case it belongs to."""
    return may_assess(assessment.case, by)


def may_answer_own(assessment: Assessment, by: Actor) -> bool:
    """The person, who speaks for nobody else."""
    return is_person(by) and may_fill_in(assessment.person, by)


def is_person(by: Actor) -> bool:
    """Whether the actor is a participant, on their own page."""
    return by.party_kind == PartyKind.PARTICIPANT
