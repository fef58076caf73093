"""What an employer sees: itself, its places, and who comes when; nothing of a person's case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from stegvis.core import clock
from stegvis.core.accounts import queries as accounts
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Unit
from stegvis.work.employers import queries as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import queries as opportunities
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

CLOSED_SHOWN = 10
TALK_AHEAD = timedelta(days=14)
"""How long before the half-time talk the employer is told of it."""


@dataclass(frozen=True)
class Guest:
    """Somebody who is at the workplace or is to come, and whom to call about it."""

    placement: Placement
    contact: str
    phone: str

    @property
    def name(self) -> str:
        """The person's name."""
        return self.placement.person.name

    @property
    def talk_on(self) -> date | None:
        """The day of the talk at half-time, when it is near or late and hasn't been held."""
        half = self.placement.halfway
        going_on = self.placement.status == Placement.Status.RUNNING
        if half is None or self.placement.halfway_on is not None or not going_on:
            return None
        return half if half <= clock.today() + TALK_AHEAD else None

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed, and we ask how it went."""
        return self.placement.status == Placement.Status.PAST


@dataclass
class WorkplacePage:
    """The employer's start page."""

    employer: Employer
    contact_unit: Unit | None = None
    here: list[Guest] = field(default_factory=list)
    coming: list[Guest] = field(default_factory=list)
    open_places: list[tuple[Opportunity, str]] = field(default_factory=list)
    closed_places: list[tuple[Opportunity, str]] = field(default_factory=list)

    @property
    def asked(self) -> list[Guest]:
        """Those about whom we want to talk with the employer now."""
        return [guest for guest in self.here if guest.talk_on or guest.is_over]


def own_page(*, by: Actor) -> WorkplacePage:
    """Gather the page; RefusedError, as for an unknown page, for everybody but an employer."""
    employer = employers.own(by)
    shown = WorkplacePage(employer, contact_unit=_unit_of(employer))
    kinds = codes.labels("placement_kind")
    for row in placements.at_own_workplace(by):
        coming = row.status == Placement.Status.PLANNED
        (shown.coming if coming else shown.here).append(_guest(row))
    for place in opportunities.visible_to(by):
        line = (place, kinds.get(place.kind, place.kind))
        (shown.open_places if place.is_open else shown.closed_places).append(line)
    shown.closed_places = shown.closed_places[:CLOSED_SHOWN]
    return shown


def _guest(row: Placement) -> Guest:
    coordinator = row.case.coordinator
    name = coordinator.account.name if coordinator else ""
    return Guest(row, name, row.case.unit.phone)


def _unit_of(employer: Employer) -> Unit | None:
    """Where the one who keeps the contact works."""
    works = accounts.current_memberships(employer.owner).first() if employer.owner else None
    return works.unit if works else None
