"""From referral to exit: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries, rules
from stegvis.casework.cases.following_up import Heard as Heard  # noqa: PLC0414  a door
from stegvis.casework.cases.following_up import check_beginning
from stegvis.casework.cases.following_up import follow_up as follow_up  # noqa: PLC0414  a door
from stegvis.casework.cases.following_up import note_attempt as note_attempt  # noqa: PLC0414  a door
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, SpokenLanguage, Task
from stegvis.casework.cases.registries import EXIT_CLOSERS, WITH_THE_CASE, Ending
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person
from stegvis.casework.people.queries import reaches
from stegvis.core import clock
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import colleague_in, working_in
from stegvis.core.accounts.rules import is_oneself
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Organisation, Unit
from stegvis.core.working_days import working_day


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
    if not facts.reason.strip():
        raise NotAllowedNowError(_("Write why the person is referred."), field="reason")
    _check_code("referral_source", facts.source, person, "source")
    if not (by.is_system and facts.disclosure_ground == rules.OWN_REGISTER):
        _check_code("disclosure_ground", facts.disclosure_ground, person, "disclosure_ground")
    _refuse_twice(person, unit)
    referral = Referral(
        person=person,
        unit=unit,
        secrecy_area=unit.secrecy_area,
        source=facts.source,
        sender=sender,
        sender_name=facts.sender_name.strip(),
        reason=facts.reason.strip(),
        wished_outcome=facts.wished_outcome.strip(),
        disclosure_ground=facts.disclosure_ground,
        received_on=received,
    )
    referral.save(force_insert=True)
    for role in rules.MEETING_PEOPLE:
        people.grant(
            person,
            unit=unit,
            role=role,
            scope="referral",
            ground=Ground.REFERRAL,
            source=("referral", referral.pk),
            by=by,
        )
    return referral


def _check_code(list_key: str, code: str, person: Person, field: str) -> None:
    if not codes.is_current(list_key, code, country=person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field=field)


def _refuse_twice(person: Person, unit: Unit) -> None:
    """A person is enrolled in a unit or waits there once; whoever asks comes in turn."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    there = {"person": person, "unit": unit}
    waiting = Referral.objects.filter(accepted_on__isnull=True, refused_on__isnull=True, **there)
    if waiting.exists() or Case.objects.filter(closed_on__isnull=True, **there).exists():
        raise NotAllowedNowError(_("The person is already enrolled in the unit or in its queue."))


@action("cases.referral.taken", rule=rules.may_decide)
def take(
    referral: Referral, *, coordinator: Account, by: Actor, opened_on: date | None = None
) -> Case:
    """Open a case for a coordinator; the queue's reach ends and the coordinator's begins. With
    `opened_on` the unit has met the person since that day, and nobody is told of anything new."""
    current = _waiting(referral)
    current.accepted_on = clock.today()
    current.next_version().save()
    case = Case(
        person=current.person,
        referral=current,
        unit=current.unit,
        secrecy_area=current.secrecy_area,
        opened_on=opened_on or clock.today(),
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
    _assign(case, coordinator, by, is_told=opened_on is None)
    if opened_on is None:
        _first_meeting(case, coordinator)
    return case


def _waiting(referral: Referral) -> Referral:
    """The referral as it stands now, held until the decision is stored."""
    current = Referral.objects.select_for_update().get(pk=referral.pk)
    if not current.is_waiting:
        raise NotAllowedNowError(_("Somebody else has already decided on this referral."))
    return current


def _first_meeting(case: Case, coordinator: Account) -> None:
    Task(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        account=coordinator,
        kind="first_meeting",
        due_on=working_day(clock.days_from_today(5), case.tenant.country),
    ).save(force_insert=True)


@action("cases.referral.refused", rule=rules.may_decide)
def refuse(referral: Referral, *, reason: str, by: Actor) -> Referral:
    """Say no with a coded reason; nobody in the unit reaches the person through it any more."""
    current = _waiting(referral)
    _check_code("referral_refusal_reason", reason, current.person, "reason")
    current.refused_on = clock.today()
    current.refusal_reason = reason
    current.next_version().save()
    people.end_grants(current.person, source=("referral", current.pk), by=by)
    return current


@action("cases.languages.told", rule=is_oneself)
def tell_languages(account: Account, *, languages: Iterable[str], by: Actor) -> set[str]:
    """The languages somebody speaks with people from now on, instead of those told before."""
    told = set(languages)
    if unknown := told - codes.labels("language").keys():
        raise NotAllowedNowError(
            _("“%(code)s” is no language in the list.") % {"code": min(unknown)}, field="languages"
        )
    before = SpokenLanguage.objects.filter(account=account)
    before.exclude(language__in=told).delete()
    for code in sorted(told - set(before.values_list("language", flat=True))):
        SpokenLanguage(account=account, language=code).save(force_insert=True)
    return told


@action("cases.case.assigned", rule=rules.may_assign)
def assign(case: Case, *, coordinator: Account, seen_version: int, by: Actor) -> Assignment:
    """Change coordinator, of an ended case for what is left to ask. The history stays, and the
    former one may read for 30 days.

    StaleVersionError when somebody saved in between, such as another change of coordinator.
    """
    if case.version != seen_version:
        raise StaleVersionError(case)
    if not queries.may_go_to_another(case):
        raise NotAllowedNowError(_("The case has ended. Reopen it first."))
    case.next_version().save()
    assigned = _assign(case, coordinator, by)
    if case.closed_on is not None:
        _limit_reach(case, case.closed_on)
    return assigned


def _assign(case: Case, coordinator: Account, by: Actor, *, is_told: bool = True) -> Assignment:
    _check_works_in(case.unit, coordinator, "coordinator")
    former = Assignment.objects.filter(case=case, ends_on__isnull=True).first()
    if former is not None:
        if former.account_id == coordinator.pk:
            return former
        _hand_over(case, former.account, coordinator, by)
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
    _check_reaches(case, coordinator)
    if is_told and coordinator.pk != by.account_id:
        notices.tell(("account", coordinator.pk), text="task", by=by)
    return new


def _check_works_in(unit: Unit, account: Account, field: str) -> None:
    if not working_in(unit.pk, rules.MEETING_PEOPLE).filter(pk=account.pk).exists():
        raise NotAllowedNowError(_("Choose somebody who works in the unit."), field=field)


def _check_reaches(case: Case, coordinator: Account) -> None:
    """A coordinator whom a rule keeps out (family, protected identity) can't take the case."""
    actor = colleague_in(case.unit_id, coordinator, rules.MEETING_PEOPLE)
    if not reaches(case.person, by=actor, compartment="plan"):
        raise NotAllowedNowError(rules.NOT_THEM % {"name": coordinator.name}, field="coordinator")


def _hand_over(case: Case, former: Account, coordinator: Account, by: Actor) -> None:
    """What lies ahead of the former coordinator, while the actor still works with the case."""
    for task in case.tasks.filter(account=former, done_on__isnull=True):
        task.account = coordinator
        task.next_version().save()
    for _name, move in WITH_THE_CASE:
        move(case, former=former, coordinator=coordinator, by=by)


def _soften(case: Case, account_id: int, by: Actor) -> None:
    """End the former coordinator's grant and give 30 days of reading."""
    held = case.person.grants.filter(
        account_id=account_id, ground=Ground.ASSIGNMENT, source_kind="case", source_id=case.pk
    )
    for grant in held.exclude(ends__lte=clock.now()):
        grant.ends = clock.now()
        grant.save()
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
    queries.held_open(case)
    _check_code("task_kind", kind, case.person, "kind")
    _check_works_in(case.unit, account, "account")
    if queries.keeps_out(case, account):
        raise NotAllowedNowError(rules.NOT_THEM % {"name": account.name}, field="account")
    task = Task(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        account=account,
        kind=kind,
        text=text.strip(),
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
    occupation_from: date | None = None


@action("cases.case.ended", rule=rules.may_work)
def end(case: Case, *, facts: ExitFacts, seen_version: int, by: Actor) -> Case:
    """End with a reason; what is open ends too (or has to be ended first), follow-ups are set."""
    if queries.held(case).version != seen_version:
        raise StaleVersionError(case)
    if not case.is_open:
        raise NotAllowedNowError(_("The case has already ended."))
    closed_on = facts.closed_on or clock.today()
    if not case.opened_on <= closed_on <= clock.today():
        raise NotAllowedNowError(
            _("The last day must lie between the first day and today."), field="closed_on"
        )
    if any(blocker.must_end_first for blocker in queries.exit_blockers(case, by=by)):
        raise NotAllowedNowError(_("Something has to be ended first. It is listed on the page."))
    _check_code("exit_reason", facts.reason, case.person, "reason")
    _check_code("occupation_after_exit", facts.occupation_after, case.person, "occupation_after")
    _check_code("exit_verified_how", facts.verified_how, case.person, "verified_how")
    check_beginning(facts.occupation_after, facts.occupation_from, closed_on)
    for _name, close in EXIT_CLOSERS:
        close(case, ending=Ending(facts.reason, closed_on), by=by)
    case.closed_on = closed_on
    case.exit_reason = facts.reason
    case.occupation_after = facts.occupation_after
    case.occupation_from = facts.occupation_from
    case.verified_how = facts.verified_how
    case.exit_note = facts.note
    case.next_version().save()
    for task in case.tasks.filter(done_on__isnull=True):
        task.done_on, task.fell_away = closed_on, True
        task.next_version().save()
    _set_follow_ups(case, closed_on)
    _limit_reach(case, closed_on)
    return case


def _set_follow_ups(case: Case, closed_on: date) -> None:
    """Those of an exit on the same day that have been answered hold still."""
    answered = set(case.follow_ups.values_list("due_on", flat=True))
    for days in rules.FOLLOW_UP_DAYS:
        due_on = closed_on + timedelta(days=days)
        if due_on not in answered:
            row = FollowUp(person=case.person, case=case, days_after=days, due_on=due_on)
            row.secrecy_area = case.secrecy_area
            row.save(force_insert=True)


def _limit_reach(case: Case, closed_on: date) -> None:
    """Whoever reaches the person through the case does so until the last follow-up is past."""
    last = closed_on + timedelta(days=max(rules.FOLLOW_UP_DAYS) + 30)
    until = timezone.make_aware(datetime.combine(last, time()))
    for held in case.person.grants.filter(source_kind="case", source_id=case.pk, ends__isnull=True):
        held.ends = until
        held.save()


@action("cases.case.reopened", rule=rules.may_work)
def reopen(case: Case, *, reason: str, seen_version: int, by: Actor) -> Case:
    """Open an ended case again; what was said at the exit stands in the log only.

    Undone follow-ups are dropped. StaleVersionError when somebody saved in between.
    """
    if queries.held(case).version != seen_version:
        raise StaleVersionError(case)
    if case.is_open:
        raise NotAllowedNowError(_("The case is already open."))
    if not reason.strip():
        raise NotAllowedNowError(_("Say why the case opens again."), field="reason")
    _refuse_twice(case.person, case.unit)
    case.closed_on = case.occupation_from = None
    case.exit_reason = case.occupation_after = case.verified_how = ""
    case.exit_note = reason.strip()
    case.next_version().save()
    for row in case.follow_ups.filter(done_on__isnull=True):
        row.delete()
    _restore_reach(case)
    return case


def _restore_reach(case: Case) -> None:
    """The last coordinator and the unit's manager reach the person again without an end."""
    last = case.assignments.filter(ends_on__isnull=True).first()
    coordinator = Q(ground=Ground.ASSIGNMENT, account_id=last.account_id if last else 0)
    held = case.person.grants.filter(source_kind="case", source_id=case.pk)
    in_force = held.exclude(ends__lte=clock.now())
    for grant in in_force.filter(coordinator | Q(ground=Ground.MANAGEMENT)):
        grant.ends = None
        grant.save()
