"""Reading placements; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.network import queries as network
from stegvis.casework.network.models import Consent
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.once import once
from stegvis.work.employers import queries as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements.models import MATTER, Placement

DEFAULT_WEEKS = 12
DEFAULT_EXTENT = 50


def visible_to(by: Actor) -> QuerySet[Placement]:
    """Placements of persons whose placements the actor may list."""
    rows = Placement.objects.select_related("person", "employer")
    return rows.filter(people.about_visible(by, compartment="placement"))


def first_begun(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Placement, tuple[Any, ...]]:
    """By case, the first day of the first placement that has begun, and didn't end before it."""
    rows = Placement.objects.filter(people.about_visible(actor, compartment="placement"))
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")))
    begun = rows.filter(case__in=cases, starts_on__lte=clock.today()).order_by()
    return begun.values_list("case_id").annotate(first=Min("starts_on"))


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; all of it may stand in an address."""

    whose: str = ""
    state: str = ""


def listed(by: Actor, filters: Filters) -> QuerySet[Placement]:
    """Placements, those that end first on top; those not ended unless `state` says otherwise."""
    rows = visible_to(by)
    if filters.whose == "mine":
        rows = rows.filter(_coordinated_by(by))
    today = clock.today()
    ended = Q(ended_on__isnull=False)
    states = {
        "running": ~ended
        & Q(starts_on__lte=today)
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=today)),
        "planned": ~ended & Q(starts_on__gt=today),
        "past": ~ended & Q(ends_on__lt=today),
        "ended": ended,
    }
    rows = rows.filter(states.get(filters.state, ~ended))
    return rows.order_by("-ended_on", "ends_on", "person__sort_key", "pk")


def _coordinated_by(by: Actor) -> Q:
    """In the open cases that the actor coordinates now."""
    return Q(
        case__closed_on__isnull=True,
        case__assignments__account_id=by.account_id or 0,
        case__assignments__ends_on__isnull=True,
    )


def mine_under_way(by: Actor) -> QuerySet[Placement]:
    """Placements that have begun and that nobody has ended, in the actor's caseload."""
    rows = visible_to(by).filter(_coordinated_by(by))
    rows = rows.filter(ended_on__isnull=True, starts_on__lte=clock.today())
    return rows.order_by("ends_on", "pk")


def placements_of(person: Person, *, by: Actor) -> QuerySet[Placement]:
    """The person's placements, the newest first."""
    people.require(person, by=by, compartment="placement")
    rows = Placement.objects.filter(person=person).select_related("employer", "person")
    key = ("placements of", person.pk)
    return once(key, lambda: rows.order_by("-starts_on", "-pk"))


def now_or_coming(person: Person, *, by: Actor) -> list[Placement]:
    """Where the person is or is to be: nobody has ended it, and its last day is to come."""
    placements = sorted(placements_of(person, by=by), key=lambda row: (row.starts_on, row.pk))
    wanted = (Placement.Status.RUNNING, Placement.Status.PLANNED)
    return [row for row in placements if row.status in wanted]


def at_employer(employer: Employer, *, by: Actor) -> QuerySet[Placement]:
    """Those at an employer now or soon whom the actor may list."""
    rows = visible_to(by).filter(employer=employer, ended_on__isnull=True)
    return rows.order_by("starts_on", "pk")


def at_own_workplace(by: Actor) -> list[Placement]:
    """Who is or comes to the employer that the actor speaks for; each opening is logged.

    Only the placements that the person has agreed to show it (`tell_employer`), while that yes
    stands, and nobody whose identity is protected.
    """
    employer = employers.own(by)
    persons = people.open_listed(by=by, purpose="workplace", compartment="workplace")
    told = network.matters_read_by(employer.organisation_id, kind=MATTER)
    rows = Placement.objects.filter(employer=employer, pk__in=told, person__in=persons)
    rows = rows.filter(ended_on__isnull=True)
    rows = rows.select_related("person", "case__unit").prefetch_related(
        "case__assignments__account"
    )
    return list(rows.order_by("starts_on", "pk"))


def yes_to_telling(placement: Placement, *, by: Actor) -> Consent | None:
    """The latest yes to showing it on the employer's own page, standing or not.

    None also for those who read the placement and no consents.
    """
    people.require(placement.person, by=by, compartment="placement")
    return network.consent_about(placement.person, (MATTER, placement.pk), by=by)


def open_placement(public_id: str, *, by: Actor) -> Placement:
    """One placement for a page: opens the person's file, and writes that in the log.

    An unknown id is refused exactly like a person the actor may not know of. Members of staff only:
    a participant has own pages, an employer sees nothing before an agreement.
    """
    rows = Placement.objects.select_related("person", "employer", "opportunity", "case")
    row = rows.filter(public_id=public_id).first() if by.is_staff else None
    if row is None:
        raise RefusedError(Refusal("unknown", _("There is no such page."), silent=True))
    people.open_person(row.person.public_id, by=by, purpose="placement", compartment="placement")
    return row


@dataclass(frozen=True)
class Proposal:
    """What the form of a new placement begins with."""

    employer: str
    kind: str
    starts_on: date
    ends_on: date
    extent: int


def proposal(opportunity: Opportunity | None) -> Proposal:
    """From a place: its employer, kind, dates and least extent; else next Monday, twelve weeks."""
    today = clock.today()
    starts = today + timedelta(days=7 - today.weekday())
    ends = starts + timedelta(weeks=DEFAULT_WEEKS, days=-3)
    if opportunity is None:
        return Proposal("", "internship", starts, ends, DEFAULT_EXTENT)
    starts = max(starts, opportunity.starts_on or starts)
    ends = opportunity.ends_on or starts + timedelta(weeks=DEFAULT_WEEKS, days=-3)
    return Proposal(
        employer=opportunity.shown_employer,
        kind=opportunity.kind,
        starts_on=starts,
        ends_on=max(starts, ends),
        extent=opportunity.extent_min or opportunity.extent_max or DEFAULT_EXTENT,
    )
