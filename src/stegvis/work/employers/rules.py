"""Who keeps the register of employers, and who reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.work.employers.models import Employer

KEEPING = (Role.COORDINATOR, Role.UNIT_MANAGER)
READING = (*KEEPING, Role.QUALITY_DEVELOPER, Role.HR)


def may_read(by: Actor) -> bool:
    """Staff who work with employers or with figures about them."""
    return by.is_system or (by.is_staff and by.role in READING)


def may_keep(_subject: Any, by: Actor) -> bool:
    """Those who meet employers: anybody who finds people a place."""
    return by.is_system or (by.is_staff and by.role in KEEPING)


def answers_for_those_shown(employer: Employer, by: Actor) -> bool:
    """Whether the actor, or the actor's unit, answers for everybody whom the employer reads of."""
    if by.is_system:
        return True
    return all(_answers_for(person, by) for person in people.granted_to(employer.organisation_id))


def _answers_for(person: Person, by: Actor) -> bool:
    if _open_cases([person]).filter(unit_id=by.unit_id or 0).exists():
        return True
    reaches = people.reaches(person, by=by, compartment="placement")
    return reaches and people.answers_for(person, by=by, compartment="placement")


def coordinators_of_those_shown(employer: Employer) -> set[int]:
    """The accounts that coordinate the open cases of everybody whom the employer reads of."""
    shown = people.granted_to(employer.organisation_id)
    return {
        case.coordinator.account_id
        for case in _open_cases(shown).prefetch_related("assignments")
        if case.coordinator is not None
    }


def _open_cases(persons: Iterable[Person]) -> QuerySet[Case]:
    return Case.objects.filter(person__in=persons, closed_on__isnull=True)


def may_log(_employer: Employer, by: Actor) -> bool:
    """The same people, as themselves: a talk has somebody who had it."""
    return by.is_staff and by.role in KEEPING
