"""Reading the log for a month's review: who opened whose file, and what makes it worth a look."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from stegvis.casework.people import actions as people_actions
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.answering import answered_for_by
from stegvis.core import clock
from stegvis.core.accounts.models import Account, Membership, PartyKind, Role
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.together import Asking, asks
from stegvis.desk.manage import draw
from stegvis.desk.manage.facts import facts_of
from stegvis.desk.manage.models import LogReview

ROWS = 100
"""Of a draw on a page."""

LOOKED = "manage.log.opened"
PRINT_LENGTH = 16

SIGNED_SHOWN = 12
OTHERS = (PartyKind.EMPLOYER, PartyKind.PARTNER)
MANY_NUMBERS_SHOWN = 14
"""Days that somebody who tried too many identity numbers stands on the manager's page."""


@dataclass(frozen=True)
class ReviewLine:
    """A reader and a person; the person only if whoever reviews may list them."""

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


def managing(month: date) -> QuerySet[Membership]:
    """Who managed which unit on some day of the month."""
    rows = Membership.objects.filter(role=Role.UNIT_MANAGER, starts__lt=next_month(month))
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=month)).order_by("starts", "pk")


def bounds(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month and of the one after."""
    first, last = (datetime.combine(day, time()) for day in (month, next_month(month)))
    return timezone.make_aware(first), timezone.make_aware(last)


def _events(month: date, tenant_id: int) -> QuerySet[AuditEvent]:
    """The month's rows of staff who opened a file, learnt a known number, named somebody hidden in
    a list or held a link."""
    starts, ends = bounds(month)
    rows = AuditEvent.objects.filter(tenant_id=tenant_id, at__gte=starts, at__lt=ends)
    asked = people.ASKED_FOR_A_KNOWN_NUMBER | people.NAMED_IN_A_LIST
    looked = rows.filter(people.OPENED | asked | people.SHOWED_A_LINK)
    known = looked.filter(account_id__isnull=False, person_id__isnull=False)
    return known.exclude(role="participant")


def _openings(events: QuerySet[AuditEvent]) -> list[draw.Openings]:
    rows = events.values("account_id", "person_id").annotate(
        times=Count("pk"),
        first=Min("at"),
        numbers=Count("pk", filter=people.ASKED_FOR_A_KNOWN_NUMBER),
        links=Count("pk", filter=people.SHOWED_A_LINK),
        partner=Count("pk", filter=Q(role=PartyKind.PARTNER)),
        named=Count("pk", filter=people.NAMED_IN_A_LIST),
    )
    return [
        draw.Openings(
            row["account_id"] or 0,
            row["person_id"] or 0,
            row["times"],
            row["first"],
            row["numbers"],
            row["links"],
            row["partner"],
            row["named"],
        )
        for row in rows.order_by("account_id", "person_id")
    ]


def drawn(month: date, *, by: Actor, of: Account | None = None) -> list[draw.Drawn]:
    """The month's draw from the log as it stands: of the actor's unit, or `of` one manager.

    With the unit's go the openings by partners and employers of those the unit answers for. A
    unit's managers aren't in their unit's draw: somebody else looks at what they opened.
    """
    events = _events(month, by.tenant_id or 0)
    if of is None:
        unit_ids = {by.unit_id or 0}
        managers = managing(month).filter(unit_id__in=unit_ids).values_list("account_id", flat=True)
        read_here = Q(unit_id__in=unit_ids) | _by_others(by.unit_id or 0)
        events = events.filter(read_here).exclude(account_id__in=list(managers))
    else:
        unit_ids = set(managing(month).filter(account=of).values_list("unit_id", flat=True))
        events = events.filter(account_id=of.pk)
    rows = _openings(events)
    seed = (by.unit_id or 0) if of is None else 0
    return draw.draw(rows, facts_of(rows, unit_ids), unit_id=seed, month=month)


def _by_others(unit_id: int) -> Q:
    """What partners and employers, who have no unit, opened of persons the unit answers for."""
    return Q(role__in=OTHERS, person_id__in=answered_for_by(unit_id).values("pk"))


@dataclass(frozen=True)
class Look:
    """A page of the draw, and the numbers of those that the actor hasn't been shown yet."""

    page: Page[draw.Drawn]
    left: list[int]


def look_through(month: date, *, page: str | None, by: Actor, of: Account | None = None) -> Look:
    """Show a page of the draw; that it was looked at, and whose it was, is itself logged."""
    pages = Paginator(drawn(month, by=by, of=of), ROWS)
    found = pages.get_page(page)
    detail = {
        "month": f"{month:%Y-%m}",
        "page": found.number,
        "pages": pages.num_pages,
        "rows": _print_of(found),
    }
    log.write_event(by, EventKind.READ, LOOKED, subject=of, detail=detail)
    return Look(found, _left(pages, month, by, of))


def left_to_show(
    found: list[draw.Drawn], month: date, *, by: Actor, of: Account | None = None
) -> list[int]:
    """The numbers of the draw's pages that the actor hasn't been shown since the month was over.

    A page counts for the openings that stood on it: what has come in between is shown first.
    """
    return _left(Paginator(found, ROWS), month, by, of)


def still_to_show(left: list[int]) -> str:
    """Which pages are left, in words."""
    return ngettext(
        "Page %(pages)s of the draw hasn't been shown to you yet. Look through it, then sign.",
        "Pages %(pages)s of the draw haven't been shown to you yet. Look through them, then sign.",
        len(left),
    ) % {"pages": ", ".join(str(number) for number in left)}


def _left(pages: Paginator[draw.Drawn], month: date, by: Actor, of: Account | None) -> list[int]:
    if not pages.count:
        return []
    seen = _prints_shown(month, by, of)
    return [page.number for page in pages if _print_of(page) not in seen]


def _prints_shown(month: date, by: Actor, of: Account | None) -> set[str]:
    rows = AuditEvent.objects.filter(
        tenant_id=by.tenant_id or 0,
        at__gte=bounds(month)[1],
        verb=LOOKED,
        account_id=by.account_id or 0,
        object_id=of.pk if of else None,
    )
    if of is None:
        rows = rows.filter(unit_id=by.unit_id)
    told = (json.loads(values) for values in rows.order_by().values_list("values", flat=True))
    return {one.get("rows", "") for one in told if one["month"] == f"{month:%Y-%m}"}


def _print_of(page: Iterable[draw.Drawn]) -> str:
    """A fingerprint of the openings on a page."""
    rows = (one.openings for one in page)
    text = "|".join(f"{row.account_id} {row.person_id} {row.times}" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:PRINT_LENGTH]


def review_lines(page: Iterable[draw.Drawn], *, by: Actor) -> list[ReviewLine]:
    """Some of the draw in words."""
    chosen = list(page)
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


@asks
def many_numbers(*, by: Actor) -> Asking[list[ManyNumbers]]:
    """Those of the actor's unit in the last days, the latest first."""
    since = clock.now() - timedelta(days=MANY_NUMBERS_SHOWN)
    rows = AuditEvent.objects.filter(tenant_id=by.tenant_id or 0, unit_id=by.unit_id or 0)
    told = rows.filter(at__gte=since, verb=people_actions.TOLD)
    when = told.order_by().values_list("account_id", "at")
    yield (when,)
    days = {(pk, timezone.localdate(at)) for pk, at in when}
    named = Account.objects.filter(pk__in=[pk for pk, _on in days]).values_list("pk", "name")
    yield (named,)
    names = dict(named)
    found = [ManyNumbers(names.get(pk or 0, ""), on) for pk, on in days]
    return sorted(found, key=lambda one: (-one.on.toordinal(), one.who))


def signed(*, by: Actor) -> list[LogReview]:
    """The unit's latest signed reviews."""
    rows = LogReview.objects.filter(unit_id=by.unit_id or 0, of__isnull=True)
    return list(rows.select_related("signed_by").order_by("-month", "pk")[:SIGNED_SHOWN])


def review_of(account: Account, month: date) -> LogReview | None:
    """The signed review of what a manager opened in a month."""
    rows = LogReview.objects.filter(of=account, month=month).select_related("signed_by")
    return rows.order_by("pk").first()


@dataclass(frozen=True)
class ManagersMonth:
    """A manager who opened files in a month, and the review signed by somebody else, if it is."""

    account: Account
    month: date
    review: LogReview | None


def managers_months(months: list[date], *, by: Actor) -> list[ManagersMonth]:
    """What managers opened in these months, the actor's own too; months in order, then by name."""
    return [one for month in months for one in _of_month(month, by)]


def _of_month(month: date, by: Actor) -> list[ManagersMonth]:
    managers = set(managing(month).values_list("account_id", flat=True))
    opened = _events(month, by.tenant_id or 0).filter(account_id__in=managers)
    ids = opened.order_by().values_list("account_id", flat=True).distinct()
    readers = {pk for pk in ids if pk is not None}
    reviews = LogReview.objects.filter(month=month, of__in=readers).select_related("signed_by")
    signed = {review.of_id: review for review in reviews.order_by("pk")}
    accounts = Account.objects.filter(pk__in=readers).order_by("name", "pk")
    return [ManagersMonth(account, month, signed.get(account.pk)) for account in accounts]
