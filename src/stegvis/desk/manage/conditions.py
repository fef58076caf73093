"""The conditions of a unit's staff: who stands in for whom, introduction, supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.people.models import Grant
from stegvis.casework.people.queries import reachable
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import colleague_in, working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks
from stegvis.desk.manage.models import Cover, IntroductionStep, Supervision

SOURCE = "cover"
SUPERVISIONS_SHOWN = 12


def start_of(day: date) -> datetime:
    """The moment a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def only_in_the_unit(actor: Actor) -> Q:
    """What standing in gave somebody holds while they act in the unit that it is in."""
    here = Cover.objects.filter(pk=OuterRef("source_id"), unit_id=actor.unit_id or 0)
    return ~Q(source_kind=SOURCE) | Q(Exists(here))


def grants_of(cover: Cover) -> QuerySet[Grant]:
    """The reading that a cover gave and that hasn't ended."""
    rows = Grant.objects.filter(source_kind=SOURCE, source_id=cover.pk)
    return rows.exclude(ends__lte=clock.now()).select_related("person").order_by("pk")


def uncovered(cover: Cover, *, by: Actor) -> tuple[list[Case], list[Case]]:
    """Open cases of the one who is away that the stand-in doesn't read through the cover yet:
    those that can be covered, and those that the stand-in is kept out of."""
    rows = cases.unit_cases(by).filter(
        assignments__account=cover.away_id, assignments__ends_on__isnull=True
    )
    rows = rows.exclude(person__in=grants_of(cover).order_by().values("person"))
    stand_in = colleague_in(cover.unit_id, cover.stand_in, MEETING_PEOPLE)
    able: list[Case] = []
    kept_out: list[Case] = []
    for case in rows:
        out = reachable.is_kept_out(case.person, by=stand_in)
        (kept_out if out else able).append(case)
    return able, kept_out


def covers(actor: Actor) -> QuerySet[Cover]:
    """Those of the actor's unit that are under way or ahead."""
    rows = Cover.objects.filter(unit_id=actor.unit_id or 0, ends_on__gte=clock.today())
    return rows.select_related("away", "stand_in", "unit")


def cover(public_id: str, *, by: Actor) -> Cover | None:
    """One of the actor's unit."""
    return covers(by).filter(public_id=public_id).first()


def covering_for(actor: Actor) -> QuerySet[Cover]:
    """Those whom the actor stands in for today."""
    rows = Cover.objects.filter(stand_in=actor.account_id or 0, unit_id=actor.unit_id or 0)
    return within(rows, clock.today(), clock.today()).select_related("away").order_by("pk")


@asks
def away(actor: Actor) -> Asking[dict[int, date]]:
    """Who of the actor's unit is away today and has a stand-in, and the last day of it."""
    rows = Cover.objects.filter(unit_id=actor.unit_id or 0)
    today = within(rows, clock.today(), clock.today()).order_by("ends_on", "pk")
    found = today.values_list("away_id", "ends_on")
    yield (found,)
    return dict(found)


def within(rows: QuerySet[Cover], first: date, last: date) -> QuerySet[Cover]:
    """Those that hold on some of the days."""
    return rows.filter(starts_on__lte=last, ends_on__gte=first)


def staff(actor: Actor) -> QuerySet[Account]:
    """Those who meet people in the actor's unit, by name."""
    return working_in(actor.unit_id, MEETING_PEOPLE)


def colleague(public_id: str, *, by: Actor) -> Account | None:
    """One of them."""
    return staff(by).filter(public_id=public_id).first()


def steps_done(account: Account, *, by: Actor) -> set[str]:
    """The steps of a colleague's introduction that are done."""
    rows = IntroductionStep.objects.filter(unit_id=by.unit_id or 0, account=account)
    return set(rows.values_list("step", flat=True))


def supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Of the actor's unit, those not held yet in order of day."""
    rows = Supervision.objects.filter(unit_id=actor.unit_id or 0, held_on__isnull=True)
    return rows.select_related("account", "unit")


def supervision(public_id: str, *, by: Actor) -> Supervision | None:
    """One of the actor's unit."""
    rows = Supervision.objects.filter(unit_id=by.unit_id or 0, public_id=public_id)
    return rows.select_related("unit").first()


@dataclass(frozen=True)
class Colleague:
    """One of the staff: who stands in, how far introduced, supervision ahead and behind."""

    account: Account
    cover: Cover | None
    steps: int
    next_supervision: date | None
    last_supervision: date | None


def colleagues(actor: Actor) -> list[Colleague]:
    """Everybody who meets people in the unit: as many questions for very many."""
    away = {row.away_id: row for row in reversed(covers(actor))}
    done: dict[int, int] = {}
    steps = IntroductionStep.objects.filter(unit_id=actor.unit_id or 0).order_by()
    current = set(codes.labels("introduction_step"))
    for account_id, step in steps.values_list("account_id", "step"):
        done[account_id] = done.get(account_id, 0) + (step in current)
    ahead, behind = _supervision_days(actor)
    return [
        Colleague(
            account=account,
            cover=away.get(account.pk),
            steps=done.get(account.pk, 0),
            next_supervision=min(_days_of(account, ahead), default=None),
            last_supervision=max(_days_of(account, behind), default=None),
        )
        for account in staff(actor)
    ]


def _supervision_days(
    actor: Actor,
) -> tuple[dict[int | None, date], dict[int | None, date]]:
    """The next day planned and the last one held, by colleague; None is the whole unit."""
    ahead: dict[int | None, date] = {}
    behind: dict[int | None, date] = {}
    rows = Supervision.objects.filter(unit_id=actor.unit_id or 0).order_by("on", "pk")
    for account_id, on, held_on in rows.values_list("account_id", "on", "held_on"):
        if held_on is not None:
            behind[account_id] = held_on
        elif on >= clock.today():
            ahead.setdefault(account_id, on)
    return ahead, behind


def _days_of(account: Account, days: dict[int | None, date]) -> list[date]:
    """A colleague's own day, and the whole unit's."""
    return [days[key] for key in (account.pk, None) if key in days]
