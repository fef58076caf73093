"""What an administrator sees: units and memberships, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from stegvis.core import clock
from stegvis.core.accounts.models import Membership
from stegvis.core.audit.actor import Actor
from stegvis.core.notices import queries as notices
from stegvis.core.organisations.models import Unit
from stegvis.desk.manage import rules


@dataclass(frozen=True)
class StaffedUnit:
    """A unit and the memberships that haven't ended."""

    unit: Unit
    members: list[Membership]


def units(actor: Actor) -> list[StaffedUnit]:
    """Every unit of the tenant, for its administrator."""
    if not rules.administers(actor):
        return []
    members: dict[int, list[Membership]] = {}
    rows = Membership.objects.select_related("account").order_by("account__name", "pk")
    for member in rows:
        if member.ends is None or member.ends >= clock.today():
            members.setdefault(member.unit_id, []).append(member)
    found = Unit.objects.select_related("organisation").order_by("name", "pk")
    return [StaffedUnit(unit, members.get(unit.pk, [])) for unit in found]


@dataclass(frozen=True)
class Undelivered:
    """How many notices failed for good lately, and when the latest did."""

    count: int
    latest: date


def undelivered(actor: Actor) -> Undelivered | None:
    """What the tenant's administrator is told of notices that never arrived; not to whom."""
    if not rules.administers(actor):
        return None
    lost = list(notices.given_up().values_list("finished_at", flat=True))
    return Undelivered(len(lost), localdate(lost[0])) if lost else None
