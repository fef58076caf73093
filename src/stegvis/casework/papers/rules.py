"""Who may file papers and take them out."""

from __future__ import annotations

from django.utils import timezone

from stegvis.casework.cases import rules as cases
from stegvis.casework.cases.models import Referral
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor

FILING = (Role.COORDINATOR, Role.UNIT_MANAGER, Role.REGISTRAR)


def may_file(person: Person, by: Actor) -> bool:
    """Those who meet or register people, and work with the person's documents."""
    works = people.works_with(person, by=by, compartment="documents")
    return works and (by.is_system or by.role in FILING)


def may_enclose(referral: Referral, by: Actor) -> bool:
    """Whoever may refer the person, while the referral waits."""
    return referral.is_waiting and cases.may_refer(referral.person, by)


def may_take_out(paper: Paper, by: Actor) -> bool:
    """Those who may file, where `was_a_slip` or they manage the unit."""
    return may_file(paper.person, by) and was_a_slip(paper, by)


def was_a_slip(paper: Paper, by: Actor) -> bool:
    """Filed by the actor today (the wrong file, the wrong person); for a manager whenever.

    What has stood in a file is a public record, and goes by the disposal plan (arkivlagen
    1990:782, 10 §) rather than by whoever tidies up.
    """
    own = by.account_id is not None and paper.document.uploaded_by_id == by.account_id
    today = timezone.localdate(paper.document.created_at) == clock.today()
    return by.is_system or by.role == Role.UNIT_MANAGER or (own and today)
