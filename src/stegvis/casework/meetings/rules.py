"""Who books, moves, answers and notes how it went; limits of a meeting."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE, may_work
from stegvis.casework.meetings.models import CalendarLink, Guest, Meeting
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.accounts.rules import is_oneself
from stegvis.core.audit.actor import Actor

LONGEST = timedelta(hours=10)
FARTHEST_AHEAD = timedelta(days=366)
MOST_GUESTS = 12
TASK_DONE_BY_MEETING = "first_meeting"


def is_person(by: Actor) -> bool:
    """Whether the actor is the person, on their own page."""
    return by.party_kind == PartyKind.PARTICIPANT


def may_book(case: Case, by: Actor) -> bool:
    """Whoever works with the case, while it is open."""
    return case.is_open and may_work(case, by)


def may_change(meeting: Meeting, by: Actor) -> bool:
    """Whoever works with the meeting's case."""
    return may_work(meeting.case, by)


def may_answer(guest: Guest, by: Actor) -> bool:
    """The guest themself; whoever works with the case writes down what they heard."""
    people.require(guest.person, by=by, compartment="plan")
    if is_person(by):
        return guest.is_person and by.party_id == guest.person_id
    return guest.account_id == by.account_id or may_change(guest.meeting, by)


def may_choose_reminders(person: Person, by: Actor) -> bool:
    """The person, and whoever works with them."""
    works = people.works_with(person, by=by, compartment="plan")
    return works and (by.is_system or is_person(by) or by.role in MEETING_PEOPLE)


def may_subscribe(account: Account, by: Actor) -> bool:
    """Those who meet people, to their own times."""
    return is_oneself(account, by) and by.role in MEETING_PEOPLE


def may_end_link(link: CalendarLink, by: Actor) -> bool:
    """Whoever made it."""
    return by.account_id is not None and link.account_id == by.account_id
