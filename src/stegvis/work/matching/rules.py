"""Who may decide on places for a person, and who may answer; how long a proposal stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.work.matching.models import Proposal

LAPSES_AFTER_DAYS = 14
"""A proposal that nobody answers, and "not now", end by themselves after this many days."""


def may_decide(person: Person, by: Actor) -> bool:
    """Those who meet people and work with the person's competence. Never the system."""
    works = people.works_with(person, by=by, compartment="matching")
    return works and by.role in MEETING_PEOPLE


def may_answer(proposal: Proposal, by: Actor) -> bool:
    """The person, on the own page; or whoever may decide, for an answer by phone or at the desk."""
    works = people.works_with(proposal.person, by=by, compartment="matching")
    return works and (is_own(proposal, by) or by.role in MEETING_PEOPLE)


def is_own(proposal: Proposal, by: Actor) -> bool:
    """Whether the actor is the person whom the place is proposed to."""
    return by.party_kind == "participant" and by.party_id == proposal.person_id


def require_staff(by: Actor) -> None:
    """RefusedError, outwards like a page that doesn't exist: lists of places are read by staff.

    The person sees what is proposed to them, on their own page.
    """
    if not by.is_staff:
        raise RefusedError(Refusal("matching_for_staff", _("There is no such page."), silent=True))
