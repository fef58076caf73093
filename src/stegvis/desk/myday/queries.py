"""My day: everybody the coordinator has to do with today, each once, with reason and step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Task
from stegvis.casework.cases.registries import (
    DO_TODAY,
    GATHERINGS,
    WAITING_FOR_ANSWER,
    BucketRow,
    Gathering,
    Phase,
    Reason,
    Registry,
    Standing,
)
from stegvis.casework.cases.rules import days_left, has_no_step, stands_still, weight
from stegvis.casework.journal import queries as journal
from stegvis.casework.meetings import queries as meetings
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import listing
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asking, asks, both, merged
from stegvis.desk.myday.rules import DAYS_AHEAD

TODAY, WAITING, STILL, MINE = "today", "waiting", "still", "mine"


@dataclass(frozen=True)
class Line:
    """One person in a bucket: the most urgent reason, and the further ones in words."""

    person: Person
    phase: Phase | None
    why: str | Promise
    next_step: str | Promise
    url: str
    urgent: bool
    others: tuple[str | Promise, ...]
    days_since: int | None
    until: date | None
    """The last day of what goes on, for the list's own column."""
    reasons: frozenset[str]
    """What kinds of reasons there are, for the list's filters."""


@dataclass(frozen=True)
class Ahead:
    """Something planned for one of the coming days."""

    person: Person
    on: date
    what: str


@dataclass(frozen=True)
class Day:
    """The four buckets, the actor's times of the day, and what is planned for the coming days."""

    buckets: dict[str, list[Line]]
    persons: int
    weight: float
    without_step: list[Person]
    times: list[Meeting]
    ahead: list[Ahead]


@asks
def day(actor: Actor) -> Asking[Day]:
    """All buckets of the actor, in a few queries, however many persons and rooms there are."""
    caseload, planned = cases.caseload(actor), cases.tasks_ahead(actor, days=DAYS_AHEAD)
    rooms = [_rows(DO_TODAY, actor), _rows(WAITING_FOR_ANSWER, actor)]
    times, booked = meetings.today(actor), meetings.ahead(actor, days=DAYS_AHEAD)
    today, waiting = yield from merged(rooms, also=(caseload, planned, times, booked))
    mine = [case.person for case in caseload]
    persons = [*mine, *(row.person for row in today + waiting)]
    ids = sorted({person.pk for person in persons})
    told = both(asking(cases.standings, actor, ids), asking(journal.last_contacts, actor, ids))
    (standings, contacts), _told = yield from both(
        told, asking(listing.tell_parts, persons, by=actor)
    )
    today += _ending(mine, standings)
    still = [_still_row(p, standings[p.pk]) for p in mine if stands_still(standings[p.pk])]
    rows = {TODAY: today, WAITING: waiting, STILL: still}
    rows[MINE] = _everybody(mine, today + waiting + still, standings)
    lines = {name: _lines(found, standings, contacts) for name, found in rows.items()}
    without_step = [p for p in mine if has_no_step(standings[p.pk])]
    weights = sum(weight(standings[p.pk]) for p in mine)
    return Day(lines, len(mine), weights, without_step, list(times), _ahead(planned, booked))


def _rows(
    rooms: Registry[Callable[[Actor], list[BucketRow]]], actor: Actor
) -> Asking[list[BucketRow]]:
    """What every room has to say."""
    told = yield from merged(asking(ask, actor) for _name, ask in rooms)
    return [row for rows in told for row in rows]


def _everybody(
    mine: list[Person], rows: list[BucketRow], standings: dict[int, Standing]
) -> list[BucketRow]:
    """The caseload: each with the reasons there are, or with what goes on."""
    own, busy = {p.pk for p in mine}, {row.person.pk for row in rows}
    quiet = [_any_row(p, standings[p.pk]) for p in mine if p.pk not in busy]
    return [row for row in rows if row.person.pk in own] + quiet


def _ending(mine: list[Person], standings: dict[int, Standing]) -> list[BucketRow]:
    """Persons whose last step ends soon."""
    found = []
    for person in mine:
        ends = standings[person.pk].ends_on
        if ends is not None and days_left(standings[person.pk]) is not None:
            why = _("Ends on %(day)s, nothing after") % {"day": date_format(ends, "j F")}
            fits = reverse("matching:proposals", args=[person.public_id])
            found.append(
                BucketRow(
                    person,
                    why,
                    _("See what fits next"),
                    fits,
                    due=clock.today(),
                    reason=Reason.ENDING,
                )
            )
    return found


def _still_row(person: Person, standing: Standing) -> BucketRow:
    n = _days_since(standing.moved_on) or 0
    why = ngettext("Nothing for %(n)s day", "Nothing for %(n)s days", n) % {"n": n}
    next_step = _("Get in touch and plan a step")
    return BucketRow(person, why, next_step, due=standing.moved_on, reason=Reason.STILL)


def _any_row(person: Person, standing: Standing) -> BucketRow:
    """What there is to say of somebody who is in no other bucket."""
    ends = standing.ends_on
    if ends is None:
        return BucketRow(person, _("No step yet"), _("Plan the next step"), reason=Reason.OTHER)
    if ends == date.max:
        return BucketRow(person, _("Under way"), _("See the plan"), reason=Reason.OTHER)
    why = _("Under way until %(day)s") % {"day": date_format(ends, "j F")}
    return BucketRow(person, why, _("See the plan"), reason=Reason.OTHER)


def _lines(
    rows: list[BucketRow], standings: dict[int, Standing], contacts: dict[int, date]
) -> list[Line]:
    """One line per person, the most urgent first."""
    by_person: dict[int, list[BucketRow]] = {}
    ranked = sorted(
        rows, key=lambda row: (not row.urgent, row.due or date.max, row.person.sort_key)
    )
    for row in ranked:
        by_person.setdefault(row.person.pk, []).append(row)
    return [_line(reasons, standings, contacts) for reasons in by_person.values()]


def _line(
    reasons: list[BucketRow], standings: dict[int, Standing], contacts: dict[int, date]
) -> Line:
    first, *others = reasons
    person, standing = first.person, standings.get(first.person.pk)
    return Line(
        person=person,
        phase=None if person.is_protected or standing is None else standing.phase,
        why=first.why,
        next_step=first.next_step,
        url=first.url,
        urgent=first.urgent,
        others=tuple(row.why for row in others),
        days_since=_days_since(contacts.get(person.pk)),
        until=None if person.is_protected or standing is None else standing.ends_on,
        reasons=frozenset(str(row.reason) for row in reasons),
    )


def _ahead(tasks: Iterable[Task], booked: Iterable[Meeting]) -> list[Ahead]:
    """Tasks and meetings of the coming days, by kind only; of a day, tasks first."""
    kinds, met = codes.labels("task_kind"), codes.labels("meeting_kind")
    found = [Ahead(task.person, task.due_on, kinds.get(task.kind, task.kind)) for task in tasks]
    for one in booked:
        start = one.local_start
        what = f"{start:%H:%M} {met.get(one.kind, one.kind)}"
        found.append(Ahead(one.person, start.date(), what))
    return sorted(found, key=lambda one: one.on)


def gatherings(actor: Actor) -> list[Gathering]:
    """What waits for the actor about many at once, such as a group whose attendance isn't noted."""
    return [one for _name, ask in GATHERINGS for one in ask(actor)]


def _days_since(day: date | None) -> int | None:
    return None if day is None else (clock.today() - day).days
