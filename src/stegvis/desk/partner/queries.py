"""What a partner sees: the persons its organisation was granted, each with what the scope holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import queries as people
from stegvis.casework.people import scopes
from stegvis.casework.people.models import ContactWay, Grant, Ground, Person
from stegvis.casework.plans import queries as plans
from stegvis.casework.plans.models import Plan
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Organisation
from stegvis.core.organisations.queries import organisation
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

SHOWN = ("contact", "plan", "placement")
"""Compartments, beside the name, that a partner's page shows where the scope holds them."""


def own_organisation(by: Actor) -> Organisation:
    """The organisation that the partner speaks for; RefusedError, silent, for everybody else."""
    own = organisation(by.party_id or 0) if by.party_kind == PartyKind.PARTNER else None
    if own is None:
        raise RefusedError(Refusal("not_partner", _("There is no such page."), silent=True))
    return own


@dataclass(frozen=True)
class Permission:
    """One grant in words: which part, on which ground, what for, until when."""

    part: str | Promise
    ground: str | Promise
    purpose: str
    ends: datetime | None


@dataclass(frozen=True)
class Shared:
    """Somebody whom the organisation may read about, and what it may read."""

    person: Person
    permissions: list[Permission]


def shared_with(*, by: Actor) -> list[Shared]:
    """Everybody whom the organisation may read about now, by name."""
    grants = people.own_grants(by)
    return [
        Shared(person, [_permission(grant) for grant in rows])
        for person, rows in groupby(grants, key=lambda grant: grant.person)
    ]


def _permission(grant: Grant) -> Permission:
    part = scopes.NAMES.get(grant.scope, grant.scope)
    return Permission(part, Ground(grant.ground).label, grant.purpose, grant.ends)


@dataclass
class SharedPart:
    """What the organisation may read of one person; what isn't held stays empty."""

    person: Person
    held: frozenset[str]
    permissions: list[Permission]
    ways: list[ContactWay] = field(default_factory=list)
    plan: Plan | None = None
    placements: list[tuple[Placement, str]] = field(default_factory=list)


def shared_part(public_id: str, *, by: Actor) -> SharedPart:
    """Open the person, which is logged with its purpose, and gather what the scope holds."""
    person = people.open_person(public_id, by=by, purpose="partner", also=SHOWN)
    permissions = [one.permissions for one in shared_with(by=by) if one.person == person]
    held = people.held_compartments(person, by=by)
    shown = SharedPart(person, held, permissions[0] if permissions else [])
    if "contact" in held:
        shown.ways = people.contact_ways(person, by=by)
    if "plan" in held:
        agreed = (plan for plan in plans.plans_of(person, by=by) if plan.is_agreed)
        shown.plan = next(agreed, None)
    if "placement" in held:
        kinds = codes.labels("placement_kind")
        rows = placements.placements_of(person, by=by)
        shown.placements = [(row, kinds.get(row.kind, row.kind)) for row in rows]
    return shown
