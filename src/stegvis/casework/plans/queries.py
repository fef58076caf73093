"""Reading plans; each takes the actor."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity, Plan
from stegvis.core import clock
from stegvis.core.audit.actor import Actor


def plans_of(person: Person, *, by: Actor) -> QuerySet[Plan]:
    """The person's plans with goals and steps, the newest first."""
    people.require(person, by=by, compartment="plan")
    rows = Plan.objects.filter(person=person).select_related("case", "tenant")
    return rows.prefetch_related("goals", "activities__plan").order_by("-started_on", "-number")


def current_plan(person: Person, *, by: Actor) -> Plan | None:
    """The plan in force or being made."""
    return plans_of(person, by=by).first()


def open_activities(case: Case) -> QuerySet[Activity]:
    """Steps that are neither done nor stopped nor past."""
    return Activity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()),
        plan__case=case,
        done_on__isnull=True,
        stopped_on__isnull=True,
    ).order_by("starts_on", "pk")


def plans_under_way(actor: Actor) -> QuerySet[Plan]:
    """The newest plan of each open case that the actor coordinates."""
    newest = Plan.objects.filter(case=OuterRef("case")).order_by("-number")
    return (
        Plan.objects.filter(
            case__closed_on__isnull=True,
            case__assignments__account_id=actor.account_id or 0,
            case__assignments__ends_on__isnull=True,
            pk=Subquery(newest.values("pk")[:1]),
            person__in=people.visible_to(actor, compartment="plan"),
        )
        .select_related("person", "person__tenant")
        .order_by("started_on", "pk")
    )
