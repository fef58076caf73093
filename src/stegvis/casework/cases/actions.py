"""From referral to exit: one function per verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, Task
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person
from stegvis.core import clock
from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Organisation, Unit


@dataclass(frozen=True)
class ReferralFacts:
    """What the sender says."""

    source: str
    reason: str
    disclosure_ground: str
    wished_outcome: str = ""
    sender_name: str = ""
    received_on: date | None = None


@action("cases.referral.received", rule=rules.may_refer)
def refer(
    person: Person,
    *,
    unit: Unit,
    facts: ReferralFacts,
    by: Actor,
    sender: Organisation | None = None,
) -> Referral:
    """A person is referred to a unit, whose coordinators and manager may see who it is."""
    received = facts.received_on or clock.today()
    if received > clock.today():
        raise NotAllowedNowError(_("The day it came can't be ahead of today."), field="received_on")
    _check_code("referral_source", facts.source, person, "source")
    _check_code("disclosure_ground", facts.disclosure_ground, person, "disclosure_ground")
    if _open_case(person, unit) or _waiting_referral(person, unit):
        raise NotAllowedNowError(_("The person is already enrolled in the unit or in its queue."))
    referral = Referral(
        person=person,
        unit=unit,
        secrecy_area=unit.secrecy_area,
        source=facts.source,
        sender=sender,
        sender_name=facts.sender_name,
        reason=facts.reason,
        wished_outcome=facts.wished_outcome,
        disclosure_ground=facts.disclosure_ground,
        received_on=received,
    )
    referral.save(force_insert=True)
    for role in rules.MEETING_PEOPLE:
        people.grant(
            person,
            unit=unit,
            role=role,
            scope="intake",
            ground=Ground.REFERRAL,
            source=("referral", referral.pk),
            by=by,
        )
    return referral


def _check_code(list_key: str, code: str, person: Person, field: str) -> None:
    if not codes.is_current(list_key, code, country=person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field=field)


def _open_case(person: Person, unit: Unit) -> bool:
    return Case.objects.filter(person=person, unit=unit, closed_on__isnull=True).exists()


def _waiting_referral(person: Person, unit: Unit) -> bool:
    return Referral.objects.filter(
        person=person, unit=unit, accepted_on__isnull=True, refused_on__isnull=True
    ).exists()


@action("cases.referral.taken", rule=rules.may_decide)
def take(referral: Referral, *, coordinator: Account, by: Actor) -> Case:
    """Open a case for a coordinator; the queue's reach ends and the coordinator's begins."""
    current = Referral.objects.get(pk=referral.pk)
    if not current.is_waiting:
        raise NotAllowedNowError(_("Somebody else has already decided on this referral."))
    current.accepted_on = clock.today()
    current.next_version().save()
    case = Case(
        person=current.person,
        referral=current,
        unit=current.unit,
        secrecy_area=current.secrecy_area,
    )
    case.save(force_insert=True)
    people.grant(
        case.person,
        unit=case.unit,
        role=Role.UNIT_MANAGER,
        ground=Ground.MANAGEMENT,
        source=("case", case.pk),
        by=by,
    )
    people.end_grants(case.person, source=("referral", current.pk), by=by)
    _assign(case, coordinator, by)
    _first_meeting(case, coordinator)
    return case


def _first_meeting(case: Case, coordinator: Account) -> None:
    Task(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        account=coordinator,
        kind="first_meeting",
        due_on=clock.days_from_today(5),
    ).save(force_insert=True)


@action("cases.referral.refused", rule=rules.may_decide)
def refuse(referral: Referral, *, reason: str, by: Actor) -> Referral:
    """Say no with a coded reason; nobody in the unit reaches the person through it any more."""
    current = Referral.objects.get(pk=referral.pk)
    if not current.is_waiting:
        raise NotAllowedNowError(_("Somebody else has already decided on this referral."))
    _check_code("referral_refusal_reason", reason, current.person, "reason")
    current.refused_on = clock.today()
    current.refusal_reason = reason
    current.next_version().save()
    people.end_grants(current.person, source=("referral", current.pk), by=by)
    return current


@action("cases.case.assigned", rule=rules.may_assign)
def assign(case: Case, *, coordinator: Account, by: Actor) -> Assignment:
    """Change coordinator. The history stays, and the former one may read for 30 days."""
    if not case.is_open:
        raise NotAllowedNowError(_("The case has ended. Reopen it first."))
    return _assign(case, coordinator, by)


def _assign(case: Case, coordinator: Account, by: Actor) -> Assignment:
    if not coordinator.memberships.filter(unit=case.unit, role__in=rules.MEETING_PEOPLE).exists():
        raise NotAllowedNowError(_("Choose somebody who works in the unit."), field="coordinator")
    former = Assignment.objects.filter(case=case, ends_on__isnull=True).first()
    if former is not None:
        if former.account_id == coordinator.pk:
            return former
        former.ends_on = clock.today()
        former.save()
        _soften(case, former.account_id, by)
    new = Assignment(case=case, account=coordinator)
    new.save(force_insert=True)
    people.grant(
        case.person,
        account_id=coordinator.pk,
        ground=Ground.ASSIGNMENT,
        source=("case", case.pk),
        by=by,
    )
    return new


def _soften(case: Case, account_id: int, by: Actor) -> None:
    """End the former coordinator's grant and give 30 days of reading."""
    for held in case.person.grants.filter(
        account_id=account_id, ground=Ground.ASSIGNMENT, source_kind="case", source_id=case.pk
    ):
        held.ends = clock.now()
        held.save()
    people.grant(
        case.person,
        account_id=account_id,
        ground=Ground.FORMER,
        ends=clock.now() + timedelta(days=rules.FORMER_COORDINATOR_DAYS),
        source=("case", case.pk),
        by=by,
    )


@action("cases.task.added", rule=rules.may_work)
def add_task(
    case: Case, *, kind: str, due_on: date, account: Account, by: Actor, text: str = ""
) -> Task:
    """Something to do by a day."""
    _check_code("task_kind", kind, case.person, "kind")
    task = Task(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        account=account,
        kind=kind,
        text=text,
        due_on=due_on,
    )
    task.save(force_insert=True)
    return task


@action("cases.task.done", rule=rules.may_do)
def finish_task(task: Task, *, by: Actor) -> Task:
    """Done; doing it twice changes nothing."""
    if task.done_on is None:
        task.done_on = clock.today()
        task.next_version().save()
    return task


@dataclass(frozen=True)
class ExitFacts:
    """How a case ends."""

    reason: str
    occupation_after: str
    verified_how: str
    note: str = ""
    closed_on: date | None = None


@action("cases.case.ended", rule=rules.may_work)
def end(case: Case, *, facts: ExitFacts, seen_version: int, by: Actor) -> Case:
    """End with a reason; open tasks end too and the follow-ups are set."""
    if case.version != seen_version:
        raise StaleVersionError(case)
    if not case.is_open:
        raise NotAllowedNowError(_("The case has already ended."))
    closed_on = facts.closed_on or clock.today()
    if not case.opened_on <= closed_on <= clock.today():
        raise NotAllowedNowError(
            _("The last day must lie between the first day and today."), field="closed_on"
        )
    _check_code("exit_reason", facts.reason, case.person, "reason")
    _check_code("occupation_after_exit", facts.occupation_after, case.person, "occupation_after")
    _check_code("exit_verified_how", facts.verified_how, case.person, "verified_how")
    case.closed_on = closed_on
    case.exit_reason = facts.reason
    case.occupation_after = facts.occupation_after
    case.verified_how = facts.verified_how
    case.exit_note = facts.note
    case.next_version().save()
    for task in case.tasks.filter(done_on__isnull=True):
        task.done_on = closed_on
        task.next_version().save()
    _set_follow_ups(case, closed_on)
    _limit_reach(case, closed_on)
    return case


def _set_follow_ups(case: Case, closed_on: date) -> None:
    for days in rules.FOLLOW_UP_DAYS:
        FollowUp(
            person=case.person,
            case=case,
            secrecy_area=case.secrecy_area,
            days_after=days,
            due_on=closed_on + timedelta(days=days),
        ).save(force_insert=True)


def _limit_reach(case: Case, closed_on: date) -> None:
    """Whoever reaches the person through the case does so until the last follow-up is past."""
    last = closed_on + timedelta(days=max(rules.FOLLOW_UP_DAYS) + 30)
    until = timezone.make_aware(datetime.combine(last, time()))
    for held in case.person.grants.filter(source_kind="case", source_id=case.pk, ends__isnull=True):
        held.ends = until
        held.save()


@action("cases.case.reopened", rule=rules.may_work)
def reopen(case: Case, *, reason: str, by: Actor) -> Case:
    """Open an ended case again; the reason goes to the log, undone follow-ups are dropped."""
    if case.is_open:
        raise NotAllowedNowError(_("The case is already open."))
    if not reason.strip():
        raise NotAllowedNowError(_("Say why the case opens again."), field="reason")
    case.closed_on = None
    case.exit_reason = case.occupation_after = case.verified_how = ""
    case.exit_note = reason
    case.next_version().save()
    for follow_up in case.follow_ups.filter(done_on__isnull=True):
        follow_up.delete()
    for held in case.person.grants.filter(
        source_kind="case", source_id=case.pk, ground__in=(Ground.ASSIGNMENT, Ground.MANAGEMENT)
    ):
        held.ends = None
        held.save()
    return case


@action("cases.follow_up.done", rule=rules.may_follow_up)
def follow_up(row: FollowUp, *, outcome: str, occupation: str, by: Actor) -> FollowUp:
    """How it went: reached, not reached or declined, and what the person does now."""
    if row.done_on is not None:
        raise NotAllowedNowError(_("This follow-up has already been answered."))
    _check_code("contact_outcome", outcome, row.person, "outcome")
    if outcome == "reached":
        _check_code("occupation_after_exit", occupation, row.person, "occupation")
    row.outcome = outcome
    row.occupation = occupation if outcome == "reached" else ""
    row.done_on = clock.today()
    row.next_version().save()
    return row
