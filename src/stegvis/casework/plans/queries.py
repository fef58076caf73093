"""Reading plans; each takes the actor."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import ExitBlocker, TimelineEntry
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


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """Steps that are still open when a case ends."""
    return [ExitBlocker(sentence=activity.title) for activity in open_activities(case)]


def timeline(person: Person, by: Actor) -> list[TimelineEntry]:
    """Steps as bars."""
    if not people.reaches(person, by=by, compartment="plan"):
        return []
    rows = Activity.objects.filter(person=person, starts_on__isnull=False).select_related("plan")
    return [
        TimelineEntry(
            row="steps",
            label=activity.title,
            starts=activity.starts_on,
            ends=activity.stopped_on or activity.done_on or activity.ends_on,
            is_span=True,
            tone="education" if activity.measure_type in EDUCATION else "lake",
        )
        for activity in rows.order_by("starts_on", "pk")
        if activity.starts_on is not None
    ]


EDUCATION = frozenset({"language_course", "education", "study_motivation"})
