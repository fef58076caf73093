"""Who may keep groups, lead them and give seats in them."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import FULL_WEEK as FULL_WEEK  # noqa: PLC0414  a door
from stegvis.casework.cases.rules import MEETING_PEOPLE as MEETING_PEOPLE  # noqa: PLC0414
from stegvis.casework.groups.models import Group, Leader, Member
from stegvis.casework.people import queries as people
from stegvis.casework.plans.rules import may_plan
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit

SOURCE = "group"
"""What a leader's reach rests on, as the grant names it."""

SCOPE = "group"

NOTE_WITHIN = timedelta(days=14)
"""Local routine: so long after somebody's last day the leader may note the days before it."""

LARGEST = 200


def may_keep(unit: Unit, by: Actor) -> bool:
    """Those who meet people in the unit."""
    return by.is_system or (by.role in MEETING_PEOPLE and by.unit_id == unit.pk)


def may_lead(group: Group, by: Actor) -> bool:
    """A leader of the group while they work in its unit, and the unit's manager."""
    if by.is_system:
        return True
    if by.unit_id != group.unit_id or by.role not in MEETING_PEOPLE:
        return False
    leads = Leader.objects.filter(group=group, account_id=by.account_id or 0)
    return by.role == Role.UNIT_MANAGER or leads.exists()


def may_see(group: Group, by: Actor) -> bool:
    """Those who meet people in the group's unit: what it is and how many seats, not who is in."""
    return by.is_system or (by.role in MEETING_PEOPLE and by.unit_id == group.unit_id)


def may_seat(case: Case, by: Actor) -> bool:
    """Whoever plans with the person."""
    return may_plan(case, by)


def may_change_seat(member: Member, by: Actor) -> bool:
    """Whoever works with the person's plan."""
    return people.works_with(member.person, by=by, compartment="plan") and (
        by.is_system or by.role in MEETING_PEOPLE
    )
