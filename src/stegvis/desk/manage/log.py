"""Reading the log for a month's review: who opened whose file, and what makes it worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from stegvis.casework.cases.models import Assignment, Referral
from stegvis.casework.people import actions as people_actions
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.accounts.models import WITHOUT_PERSONS, Account, Membership
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.desk.manage import draw
from stegvis.desk.manage.models import LogReview

SIGNED_SHOWN = 12
MANY_NUMBERS_SHOWN = 14
"""Days that somebody who tried too many identity numbers stands on the manager's page."""
ROLE_VERBS = ("accounts.membership.given", "accounts.membership.ended")
ACCOUNT_VERBS = ("manage.identity.linked", "manage.second_factor.reset")


@dataclass(frozen=True)
class ReviewLine:
    """A reader and a person; the person only if the manager may list them."""

    reader: str
    person: Person | None
    times: int
    first: datetime
    signals: tuple[str, ...]


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def is_over(month: date) -> bool:
    """Whether a month has passed, so that its review can be signed."""
    return next_month(month) <= clock.today()


OPENED = Q(kind=EventKind.READ, verb="people.person.opened")


def _bounds(month: date) -> tuple[datetime, datetime]:
    first, last = (datetime.combine(day, time()) for day in (month, next_month(month)))
    return timezone.make_aware(first), timezone.make_aware(last)


def _openings(unit_id: int, tenant_id: int, month: date) -> list[draw.Openings]:
    starts, ends = _bounds(month)
    rows = (
        AuditEvent.objects.filter(tenant_id=tenant_id, unit_id=unit_id, at__gte=starts, at__lt=ends)
        .filter(OPENED | people.ASKED_FOR_A_KNOWN_NUMBER)
        .filter(account_id__isnull=False, person_id__isnull=False)
        .values("account_id", "person_id")
        .annotate(
            times=Count("pk"),
            first=Min("at"),
            numbers=Count("pk", filter=people.ASKED_FOR_A_KNOWN_NUMBER),
        )
        .order_by("account_id", "person_id")
    )
    return [
        draw.Openings(
            row["account_id"] or 0,
            row["person_id"] or 0,
            row["times"],
            row["first"],
            row["numbers"],
        )
        for row in rows
    ]


def _facts(rows: list[draw.Openings], unit_id: int) -> draw.Facts:
    """Looked up for everybody in the log, also those the manager doesn't reach."""
    readers = {row.account_id for row in rows}
    persons = {row.person_id for row in rows}
    names = Account.objects.filter(pk__in=readers).values_list("pk", "name")
    facts = Person.objects.filter(pk__in=persons)
    own = Person.objects.filter(staff_account__in=readers)
    return draw.Facts(
        surnames_of_readers={pk: name.split()[-1] for pk, name in names if name.split()},
        surnames=dict(facts.values_list("pk", "family_name")),
        postal_codes_of_readers=dict(own.values_list("staff_account", "postal_code")),
        postal_codes=dict(facts.values_list("pk", "postal_code")),
        colleagues=frozenset(
            facts.filter(staff_account__isnull=False).values_list("pk", flat=True)
        ),
        tasks=_tasks(readers, persons, unit_id),
    )


def _tasks(readers: set[int], persons: set[int], unit_id: int) -> frozenset[tuple[int, int]]:
    """Who has or has had a task with whom: coordinators, managers, all for those in the queue."""
    held = Assignment.objects.filter(account__in=readers, case__person__in=persons)
    queued = Referral.objects.filter(unit_id=unit_id, person__in=persons)
    in_queue = set(queued.filter(accepted_on__isnull=True).values_list("person_id", flat=True))
    pairs = set(held.values_list("account_id", "case__person_id"))
    managers = Account.objects.filter(
        pk__in=readers, memberships__unit_id=unit_id, memberships__role="unit_manager"
    )
    everybody = set(queued.values_list("person_id", flat=True))
    managed = {(pk, person) for pk in managers.values_list("pk", flat=True) for person in everybody}
    return frozenset(pairs | {(r, p) for r in readers for p in in_queue} | managed)


def drawn(month: date, *, by: Actor) -> list[draw.Drawn]:
    """The month's draw for the actor's unit, from the log as it stands."""
    unit_id = by.unit_id or 0
    rows = _openings(unit_id, by.tenant_id or 0, month)
    return draw.draw(rows, _facts(rows, unit_id), unit_id=unit_id, month=month)


def review_lines(month: date, *, by: Actor) -> list[ReviewLine]:
    """The draw in words; that it was looked at is itself logged."""
    log.write_event(by, EventKind.READ, "manage.log.opened", detail={"month": f"{month:%Y-%m}"})
    chosen = drawn(month, by=by)
    names = dict(
        Account.objects.filter(pk__in=[d.openings.account_id for d in chosen]).values_list(
            "pk", "name"
        )
    )
    listed = people.visible_to(by).filter(pk__in=[d.openings.person_id for d in chosen])
    persons = {person.pk: person for person in listed}
    return [
        ReviewLine(
            reader=names.get(d.openings.account_id, ""),
            person=persons.get(d.openings.person_id),
            times=d.openings.times,
            first=d.openings.first,
            signals=d.signals,
        )
        for d in chosen
    ]


@dataclass(frozen=True)
class ManyNumbers:
    """Somebody who tried as many identity numbers as they may on a day."""

    who: str
    on: date


def many_numbers(*, by: Actor) -> list[ManyNumbers]:
    """Those of the actor's unit in the last days, the latest first."""
    since = clock.now() - timedelta(days=MANY_NUMBERS_SHOWN)
    rows = AuditEvent.objects.filter(tenant_id=by.tenant_id or 0, unit_id=by.unit_id or 0)
    told = rows.filter(at__gte=since, verb=people_actions.TOLD)
    days = {(row.account_id, timezone.localdate(row.at)) for row in told.order_by()}
    names = dict(Account.objects.filter(pk__in=[pk for pk, _on in days]).values_list("pk", "name"))
    found = [ManyNumbers(names.get(pk or 0, ""), on) for pk, on in days]
    return sorted(found, key=lambda one: (-one.on.toordinal(), one.who))


@dataclass(frozen=True)
class StaffChange:
    """That somebody got or lost a way to the unit's files, and who saw to it."""

    at: datetime
    verb: str
    whose: str
    role: str
    who: str


def staff_changes(month: date, *, by: Actor) -> list[StaffChange]:
    """The month's roles given and ended in the unit, and new ways in for those who work there."""
    memberships = {row.pk: row for row in _memberships(by)}
    accounts = {row.account_id: row.account for row in memberships.values()}
    starts, ends = _bounds(month)
    about_roles = Q(verb__in=ROLE_VERBS, object_id__in=list(memberships))
    about_accounts = Q(verb__in=ACCOUNT_VERBS, object_id__in=list(accounts))
    rows = AuditEvent.objects.filter(
        about_roles | about_accounts, tenant_id=by.tenant_id or 0, at__gte=starts, at__lt=ends
    )
    events = list(rows.order_by("at", "pk"))
    names = dict(
        Account.objects.filter(pk__in=[e.account_id for e in events]).values_list("pk", "name")
    )
    return [_staff_change(event, memberships, accounts, names) for event in events]


def _memberships(by: Actor) -> QuerySet[Membership]:
    rows = Membership.objects.filter(unit_id=by.unit_id or 0)
    return rows.exclude(role__in=WITHOUT_PERSONS).select_related("account").order_by("pk")


def _staff_change(
    event: AuditEvent,
    memberships: dict[int, Membership],
    accounts: dict[int, Account],
    names: dict[int, str],
) -> StaffChange:
    about = event.object_id or 0
    membership = memberships[about] if event.verb in ROLE_VERBS else None
    account = membership.account if membership else accounts[about]
    role = membership.get_role_display() if membership else ""
    return StaffChange(
        event.at, event.verb, account.name, role, names.get(event.account_id or 0, "")
    )


def signed(*, by: Actor) -> list[LogReview]:
    """The unit's latest signed reviews."""
    rows = LogReview.objects.filter(unit_id=by.unit_id or 0).select_related("signed_by")
    return list(rows.order_by("-month", "pk")[:SIGNED_SHOWN])
