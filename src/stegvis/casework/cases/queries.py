"""Reading referrals, cases, tasks and follow-ups; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Case, FollowUp, Referral, Task
from stegvis.casework.cases.registries import (
    EXIT_BLOCKERS,
    STANDINGS,
    TIMELINE,
    ExitBlocker,
    Standing,
    TimelineEntry,
)
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor


def queue(actor: Actor) -> QuerySet[Referral]:
    """Referrals waiting in the actor's unit, longest wait first."""
    return (
        Referral.objects.filter(unit_id=actor.unit_id or 0)
        .filter(accepted_on__isnull=True, refused_on__isnull=True)
        .filter(person__in=people.visible_to(actor))
        .select_related("person", "person__tenant", "sender")
        .order_by("received_on", "pk")
    )


def referral(public_id: str, *, by: Actor) -> Referral | None:
    """A referral whose person the actor may list."""
    rows = Referral.objects.filter(public_id=public_id, person__in=people.visible_to(by))
    return rows.select_related("person", "person__tenant", "unit").first()


def cases_of(person: Person, *, by: Actor) -> QuerySet[Case]:
    """The person's cases, newest first."""
    people.require(person, by=by, compartment="plan")
    rows = Case.objects.filter(person=person).select_related("unit")
    return rows.prefetch_related("assignments__account").order_by("-opened_on", "-pk")


def open_case(person: Person, *, by: Actor) -> Case | None:
    """The case under way, if there is one."""
    return cases_of(person, by=by).filter(closed_on__isnull=True).first()


def waiting_referral(person: Person, *, by: Actor) -> Referral | None:
    """The referral of somebody who waits in the actor's queue."""
    return queue(by).filter(person=person).first()


def open_tasks(person: Person, *, by: Actor) -> QuerySet[Task]:
    """What is still to be done with the person, by whomever."""
    people.require(person, by=by, compartment="plan")
    rows = Task.objects.filter(person=person, done_on__isnull=True).select_related("account")
    return rows.order_by("due_on", "pk")


def caseload(actor: Actor) -> QuerySet[Case]:
    """Open cases that the actor coordinates."""
    return (
        Case.objects.filter(closed_on__isnull=True, person__in=people.visible_to(actor))
        .filter(assignments__account_id=actor.account_id or 0, assignments__ends_on__isnull=True)
        .select_related("person", "person__tenant")
        .order_by("person__sort_key", "pk")
    )


def tasks_due(actor: Actor) -> QuerySet[Task]:
    """The actor's tasks due today or before."""
    return (
        Task.objects.filter(account_id=actor.account_id or 0, done_on__isnull=True)
        .filter(due_on__lte=clock.today(), person__in=people.visible_to(actor))
        .select_related("person", "person__tenant")
        .order_by("due_on", "pk")
    )


def tasks_ahead(actor: Actor, *, days: int) -> QuerySet[Task]:
    """The actor's tasks of the coming days, today's not counted."""
    return (
        Task.objects.filter(account_id=actor.account_id or 0, done_on__isnull=True)
        .filter(due_on__gt=clock.today(), due_on__lte=clock.days_from_today(days))
        .filter(person__in=people.visible_to(actor))
        .select_related("person", "person__tenant")
        .order_by("due_on", "pk")
    )


def follow_ups_due(actor: Actor) -> QuerySet[FollowUp]:
    """Follow-ups due in cases the actor coordinated last."""
    return (
        FollowUp.objects.filter(done_on__isnull=True, due_on__lte=clock.today())
        .filter(person__in=people.visible_to(actor))
        .filter(
            case__assignments__account_id=actor.account_id or 0,
            case__assignments__ends_on__isnull=True,
        )
        .select_related("person", "person__tenant", "case")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class Load:
    """A coordinator's open cases."""

    account: Account
    cases: int
    proposed: bool = False


def loads(actor: Actor) -> list[Load]:
    """Who could take a case in the actor's unit, lightest load first, that one proposed."""
    memberships = Q(memberships__unit_id=actor.unit_id) & Q(
        memberships__role__in=rules.MEETING_PEOPLE
    )
    today = clock.today()
    current = Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=today)
    accounts = Account.objects.filter(memberships, current, is_active=True).distinct()
    counts = dict(
        Case.objects.filter(
            closed_on__isnull=True, unit_id=actor.unit_id or 0, assignments__ends_on__isnull=True
        )
        .values_list("assignments__account_id")
        .annotate(n=Count("pk"))
    )
    rows = sorted(((counts.get(a.pk, 0), a.name, a) for a in accounts), key=lambda r: r[:2])
    return [Load(a, n, proposed=place == 0) for place, (n, _name, a) in enumerate(rows)]


def exit_blockers(case: Case, *, by: Actor) -> list[ExitBlocker]:
    """Everything open that every room knows of."""
    return [found for _name, ask in EXIT_BLOCKERS for found in ask(case, by)]


def standings(actor: Actor, person_ids: list[int]) -> dict[int, Standing]:
    """Where persons the actor may list stand, from every room; no more queries for more rows."""
    found: dict[int, Standing] = {}
    for _name, ask in STANDINGS:
        for person_id, standing in ask(actor, person_ids).items():
            found[person_id] = found[person_id] + standing if person_id in found else standing
    return found


def timeline(person: Person, *, by: Actor) -> list[TimelineEntry]:
    """What every room has to show on the person's timeline, in order of date."""
    entries = [entry for _name, ask in TIMELINE for entry in ask(person, by)]
    return sorted(entries, key=lambda entry: entry.starts)
