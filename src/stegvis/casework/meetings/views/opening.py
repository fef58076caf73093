"""Opening a person, or a meeting with them, for whoever has the page: a desk or a phone."""

from __future__ import annotations

from stegvis.casework.meetings import queries, rules
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest


def opened(request: ActorRequest, public_id: str) -> Person:
    """The person; the opening is logged first."""
    by = request.actor
    purpose = "own" if rules.is_person(by) else "casework"
    return people.open_person(public_id, by=by, purpose=purpose, compartment="plan")


def opened_meeting(request: ActorRequest, public_id: str) -> Meeting | None:
    """A meeting whose person has been opened; None: there is no such page."""
    found = queries.meeting(public_id, by=request.actor)
    if found is not None:
        opened(request, found.person.public_id)
    return found


def to_change(request: ActorRequest, public_id: str, *, verb: str) -> Meeting | None:
    """The same for those who may change it; others are refused."""
    found = opened_meeting(request, public_id)
    if found is not None and not rules.may_change(found, request.actor):
        raise refused(by=request.actor, verb=verb, subject=found)
    return found


def frame_of(request: ActorRequest) -> str:
    """The page's frame: a desk for staff, a phone for the person."""
    return "web/staff.html" if request.actor.is_staff else "web/participant.html"
