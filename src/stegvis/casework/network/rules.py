"""Who records a yes, asks, answers and hands out; what may be handed out and for how long."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.network.models import Consent, Disclosure, Request
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor

CONSENT_AT_MOST = timedelta(days=366)
"""Local routine: a yes is asked for again within a year, so that it stays a yes."""

REACH_AT_MOST = timedelta(days=180)
"""Local routine: longer reach across boards needs a new test of harm."""

SCOPES = ("intake", "identity", "plan", "placement")
"""What others may read. The whole file goes to nobody outside; further parts go as a copy."""

WORKPLACE = "workplace"
"""What an employer alone may read, of somebody who comes to it; the yes is asked for there."""

WITHOUT_HARM_TEST = ("consent", "duty", "necessary")
"""Grounds where no harm is weighed: the person has said yes, a law says that it is told, or the
own task can't be done without it (OSL 10:2: the reason says why)."""

HANDING_OUT = (Role.COORDINATOR, Role.UNIT_MANAGER, Role.REGISTRAR)


def may_record(person: Person, by: Actor) -> bool:
    """Those who meet or register people, and answer for this one."""
    answers = people.answers_for(person, by=by, compartment="log")
    return answers and (by.is_system or by.role in HANDING_OUT)


def may_withdraw(consent: Consent, by: Actor) -> bool:
    """The person, or staff at the person's word: whoever works with the file may end a reach."""
    if by.party_kind == "participant":
        return by.party_id == consent.person_id
    return may_end_consent(consent, by)


def may_end_consent(consent: Consent, by: Actor) -> bool:
    """Staff who work with the file: less is always allowed."""
    works = people.works_with(consent.person, by=by, compartment="log")
    return works and (by.is_system or by.role in HANDING_OUT)


def may_ask(person: Person, by: Actor) -> bool:
    """Those who meet people in another secrecy area, where nothing is silent about the person."""
    return by.account_id is not None and people.may_be_asked_for(person, by)


def may_answer(request: Request, by: Actor) -> bool:
    """Those who may disclose, in the unit that was asked."""
    in_unit = by.is_system or by.unit_id == request.unit_id
    return in_unit and may_record(request.person, by)


def may_end(disclosure: Disclosure, by: Actor) -> bool:
    """Those who may disclose."""
    return may_record(disclosure.person, by)
