"""Reading referrals, cases, tasks and follow-ups; each takes the actor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from stegvis.casework.cases import counting as counting  # noqa: PLC0414  a door
from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, SpokenLanguage, Task
from stegvis.casework.cases.registries import (
    AWAY,
    EXIT_BLOCKERS,
    STANDINGS,
    TIMELINE,
    ExitBlocker,
    Persons,
    Standing,
    TimelineEntry,
)
from stegvis.casework.cases.retention import retention_day as retention_day  # noqa: PLC0414  a door
from stegvis.casework.cases.retention import retention_rule as retention_rule  # noqa: PLC0414  a door
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import officers, reachable
from stegvis.core import clock
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import colleague_in, working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.together import Asking, asking, asks, merged


def queue(actor: Actor) -> QuerySet[Referral]:
    """Referrals waiting in the actor's unit, longest wait first."""
    return (
        Referral.objects.filter(unit_id=actor.unit_id or 0)
        .filter(accepted_on__isnull=True, refused_on__isnull=True)
        .filter(people.about_visible(actor))
        .select_related("person", "sender")
        .order_by("received_on", "pk")
    )


def referral(public_id: str, *, by: Actor) -> Referral | None:
    """A referral to the unit the actor works in, of somebody they may list."""
    if not by.is_staff:
        return None
    rows = Referral.objects.filter(unit_id=by.unit_id or 0, public_id=public_id)
    rows = rows.filter(people.about_visible(by))
    return rows.select_related("person", "unit").first()


def held(case: Case) -> Case:
    """The case as it is now, held until the transaction ends: what is added to a case and what
    becomes of the case come in turn."""
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def held_open(case: Case) -> Case:
    """The same for what is added; NotAllowedNowError when the case has ended meanwhile."""
    now = held(case)
    if not now.is_open:
        raise NotAllowedNowError(_("The case has ended. Reopen it first."))
    return now


def cases_of(person: Person, *, by: Actor) -> QuerySet[Case]:
    """The person's cases, newest first."""
    people.require(person, by=by, compartment="plan")
    rows = Case.objects.filter(person=person).select_related("unit")
    return with_coordinators(rows).order_by("-opened_on", "-pk")


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


def latest_case(person: Person, *, by: Actor) -> Case | None:
    """The case under way, else the one that ended last."""
    cases = list(cases_of(person, by=by))
    return next((case for case in cases if case.is_open), cases[0] if cases else None)


def caseload(actor: Actor) -> QuerySet[Case]:
    """Open cases that the actor coordinates."""
    own = Assignment.objects.filter(account_id=actor.account_id or 0, ends_on__isnull=True)
    return (
        Case.objects.filter(people.about_visible(actor), closed_on__isnull=True)
        .filter(pk__in=own.values("case"))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def open_cases(public_ids: Iterable[str], *, by: Actor) -> QuerySet[Case]:
    """Open cases in the actor's unit of these persons, with their coordinators."""
    rows = unit_cases(by).filter(person__public_id__in=list(public_ids))
    return rows.select_related("unit").prefetch_related("assignments__account")


def unit_cases(actor: Actor) -> QuerySet[Case]:
    """Open cases of the actor's unit that the actor may list."""
    return (
        Case.objects.filter(people.about_visible(actor), closed_on__isnull=True)
        .filter(unit_id=actor.unit_id or 0)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def only_in_the_unit(actor: Actor) -> Q:
    """What a case gave somebody holds while they act in the case's unit."""
    here = Case.objects.filter(pk=OuterRef("source_id"), unit_id=actor.unit_id or 0)
    return ~Q(source_kind="case") | Q(Exists(here))


def to_hand_over(actor: Actor) -> QuerySet[Case]:
    """Open cases of the unit whose coordinator works there no longer, or that have none."""
    return with_coordinators(unit_cases(actor).exclude(pk__in=_carried_in(actor.unit_id)))


def _carried_in(unit_id: int | None) -> QuerySet[Assignment, Any]:
    """Cases, by their keys, whose coordinator works in the unit."""
    here = working_in(unit_id, rules.MEETING_PEOPLE).values("pk")
    held = Assignment.objects.filter(ends_on__isnull=True, account__in=here)
    return held.order_by().values("case")


def officers_persons_to_hand_over(actor: Actor) -> QuerySet[Case]:
    """Of these, whose file the actor opens as a named officer: a manager who isn't one can't see
    that somebody has to go on."""
    return to_hand_over(actor).filter(person__in=officers.opened_by(actor))


def not_referred(actor: Actor) -> QuerySet[Person]:
    """Persons known to the actor as a named officer who were never referred, nor had a case."""
    known = officers.opened_by(actor)
    referred = Referral.objects.filter(person__in=known).order_by().values("person")
    begun = Case.objects.filter(person__in=known).order_by().values("person")
    return known.exclude(pk__in=referred).exclude(pk__in=begun)


def with_to_do(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with their coordinators and, as `to_do`, open tasks in order of day."""
    to_do = Task.objects.filter(done_on__isnull=True).order_by("due_on", "pk")
    rows = rows.prefetch_related(Prefetch("tasks", queryset=to_do, to_attr="to_do"))
    return with_coordinators(rows)


def with_coordinators(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with everybody who has coordinated them."""
    who = Assignment.objects.select_related("account")
    return rows.prefetch_related(Prefetch("assignments", queryset=who))


def task(public_id: str, *, by: Actor) -> Task | None:
    """A task about a person the actor may list."""
    rows = Task.objects.filter(people.about_visible(by), public_id=public_id)
    return rows.select_related("person", "case__unit").first()


def follow_up(public_id: str, *, by: Actor) -> FollowUp | None:
    """A follow-up about a person the actor may list."""
    rows = FollowUp.objects.filter(people.about_visible(by), public_id=public_id)
    return rows.select_related("person", "case").first()


def follow_ups_of(case: Case, *, by: Actor) -> QuerySet[FollowUp]:
    """The case's follow-ups in order of day."""
    people.require(case.person, by=by, compartment="plan")
    return FollowUp.objects.filter(case=case).order_by("due_on", "pk")


def own_follow_up(person: Person, *, by: Actor) -> FollowUp | None:
    """The follow-up whose day has come that the person may answer on their own page."""
    people.require(person, by=by, compartment="plan")
    rows = FollowUp.objects.filter(person=person, done_on__isnull=True, due_on__lte=clock.today())
    return rows.order_by("-due_on", "-pk").first()


def tasks_due(actor: Actor, *, of: QuerySet[Any, Any] | None = None) -> QuerySet[Task]:
    """The actor's tasks due today or before, or those `of` accounts, by a query of their keys."""
    whose = [actor.account_id or 0] if of is None else of
    return (
        Task.objects.filter(account__in=whose, done_on__isnull=True)
        .filter(people.about_visible(actor), due_on__lte=clock.today())
        .select_related("person")
        .order_by("due_on", "pk")
    )


NO_KIND = "other"
"""The code of a task that its text tells of."""


def what_to_do(task: Task, kinds: dict[str, str]) -> str:
    """The kind of a task in words, by its labels; of one of no kind, to look at it."""
    return _("See the task") if task.kind == NO_KIND else kinds.get(task.kind, task.kind)


def tasks_ahead(actor: Actor, *, days: int) -> QuerySet[Task]:
    """The actor's tasks of the coming days, today's not counted."""
    return (
        Task.objects.filter(account_id=actor.account_id or 0, done_on__isnull=True)
        .filter(due_on__gt=clock.today(), due_on__lte=clock.days_from_today(days))
        .filter(people.about_visible(actor))
        .select_related("person")
        .order_by("due_on", "pk")
    )


def follow_ups_due(actor: Actor) -> QuerySet[FollowUp]:
    """Follow-ups due in cases the actor coordinated last; the manager's are also those of whoever
    works in the unit no longer."""
    rows = FollowUp.objects.filter(done_on__isnull=True, due_on__lte=clock.today())
    rows = rows.exclude(again_on__gt=clock.today()).filter(people.about_visible(actor))
    held = Assignment.objects.filter(account_id=actor.account_id or 0, ends_on__isnull=True)
    own = Q(case__in=held.order_by().values("case"))
    if actor.role == Role.UNIT_MANAGER:
        left = Q(case__unit_id=actor.unit_id or 0) & ~Q(case__in=_carried_in(actor.unit_id))
        own |= left
    return rows.filter(own).select_related("person", "case").order_by("due_on", "pk")


def may_go_to_another(case: Case) -> bool:
    """Whether somebody else can go on: with an open case, or with what is left to ask after it."""
    return case.is_open or case.follow_ups.filter(done_on__isnull=True).exists()


def languages_of(actor: Actor) -> list[str]:
    """The languages that the actor has said they speak."""
    rows = SpokenLanguage.objects.filter(account_id=actor.account_id or 0)
    return list(rows.order_by("language").values_list("language", flat=True))


def keeps_out(case: Case, account: Account) -> bool:
    """Whether a rule that no grant lifts keeps a colleague from the case: family, a protection."""
    colleague = colleague_in(case.unit_id, account, rules.MEETING_PEOPLE)
    return reachable.is_kept_out(case.person, by=colleague)


def exit_blockers(case: Case, *, by: Actor) -> list[ExitBlocker]:
    """Everything open that every room knows of."""
    return [found for _name, ask in EXIT_BLOCKERS for found in ask(case, by)]


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """Where persons the actor may list stand, from every room; as many queries for very many."""
    found: dict[int, Standing] = {}
    for told in (yield from merged(asking(ask, actor, persons) for _name, ask in STANDINGS)):
        for person_id, standing in told.items():
            known = found.get(person_id)
            found[person_id] = known.and_also(standing) if known else standing
    return found


@asks
def away(actor: Actor) -> Asking[dict[int, date]]:
    """Who of the actor's unit is away today, by account, and the last day of it."""
    told = yield from merged(asking(ask, actor) for _name, ask in AWAY)
    return {pk: last for found in told for pk, last in found.items()}


def persons_of_unit(actor: Actor) -> Persons:
    """Everybody with an open case in the actor's unit, to be narrowed to whom the actor may list.

    Not by which of them that are: whoever asks says so of each row already.
    """
    rows = Case.objects.filter(unit_id=actor.unit_id or 0, closed_on__isnull=True)
    return rows.order_by().values_list("person_id", flat=True)


@asks
def timeline(person: Person, *, by: Actor) -> Asking[list[TimelineEntry]]:
    """What every room has to show on the person's timeline, in order of date."""
    told = yield from merged(asking(ask, person, by) for _name, ask in TIMELINE)
    return sorted((entry for entries in told for entry in entries), key=lambda one: one.starts)
