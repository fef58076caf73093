"""What this room tells others: open placements at an exit, bars on the timeline, My day, standing.

Nothing here says which kind of support a placement is: only the person's own page does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import (
    BucketRow,
    ExitBlocker,
    Persons,
    Phase,
    Reason,
    Standing,
    TimelineEntry,
)
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks
from stegvis.work.employers.models import Employer
from stegvis.work.employers.registries import Line, Section
from stegvis.work.placements import queries, rules
from stegvis.work.placements.models import Placement

PHASES = {"workplace": Phase.WORKPLACE, "work": Phase.WORK}


def exit_blockers(case: Case, by: Actor) -> list[ExitBlocker]:
    """Placements that nobody has ended when the case is about to: a job goes on after it."""
    if not people.reaches(case.person, by=by, compartment="placement"):
        return []
    kinds, groups = codes.labels("placement_kind"), codes.groups("placement_kind")
    rows = Placement.objects.filter(case=case, ended_on__isnull=True).select_related("employer")
    return [
        ExitBlocker(
            sentence=_("%(kind)s at %(employer)s hasn't been ended")
            % {"kind": kinds.get(row.kind, row.kind), "employer": row.employer.name},
            url=reverse("placements:end", args=[row.public_id]),
            goes_on=groups.get(row.kind) == rules.GOES_ON_AFTER_EXIT,
            does=_("ends on the last day, for the same reason as the case"),
        )
        for row in rows.order_by("starts_on", "pk")
    ]


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """Placements as bars on the row of workplaces; one that never began is left out."""
    if not people.reaches(person, by=by, compartment="placement"):
        return []
    rows = queries.placements_of(person, by=by)
    yield (rows,)
    kinds, groups = codes.labels("placement_kind"), codes.groups("placement_kind")
    return [
        TimelineEntry(
            row="work",
            label=f"{kinds.get(row.kind, row.kind)}, {row.employer.name}",
            starts=row.starts_on,
            ends=row.last_day,
            is_span=True,
            tone="good" if groups.get(row.kind) == "work" else "lake",
            url=_page(row),
        )
        for row in rows
        if row.last_day is None or row.last_day >= row.starts_on
    ]


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Placements past their last day that nobody has closed, and talks at half-time.

    That one ends soon with nothing after is told by the desk, from every room's `Standing.ends_on`.
    """
    placements = queries.mine_under_way(actor)
    yield (placements,)
    return list(_rows(placements))


def _rows(rows: Iterable[Placement]) -> Iterator[BucketRow]:
    today = clock.today()
    for row in rows:
        if row.status == Placement.Status.PAST:
            yield _past(row, (today - (row.ends_on or today)).days)
        elif _halfway_is_due(row, today):
            yield _halfway(row, today)


def _halfway_is_due(row: Placement, today: date) -> bool:
    if row.halfway is None or row.ends_on is None or row.halfway_on is not None:
        return False
    long_enough = (row.ends_on - row.starts_on).days >= rules.SHORTEST_WITH_HALFWAY_DAYS
    return long_enough and today >= row.halfway - timedelta(days=rules.HALFWAY_NOTICE_DAYS)


def _past(row: Placement, days: int) -> BucketRow:
    return BucketRow(
        person=row.person,
        why=ngettext("Ended %(n)s day ago", "Ended %(n)s days ago", days) % {"n": days},
        next_step=_("Say how it went at %(employer)s") % {"employer": row.employer.name},
        url=reverse("placements:end", args=[row.public_id]),
        urgent=True,
        due=row.ends_on,
        reason=Reason.PLACEMENT,
    )


def _halfway(row: Placement, today: date) -> BucketRow:
    day = row.halfway or today
    if day > today:
        why = _("Talk at half-time on %(day)s") % {"day": date_format(day, "j F")}
    elif day == today:
        why = _("Talk at half-time today")
    else:
        why = _("Talk at half-time was due on %(day)s") % {"day": date_format(day, "j F")}
    return BucketRow(
        person=row.person,
        why=why,
        next_step=_("Call the supervisor, %(employer)s") % {"employer": row.employer.name},
        url=_page(row),
        urgent=day < today,
        due=day,
        reason=Reason.PLACEMENT,
    )


def _page(row: Placement) -> str:
    return reverse("placements:placement", args=[row.public_id])


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """At a workplace or at work, in open cases; a planned start keeps the case going."""
    visible = queries.visible_to(actor).select_related(None)
    rows = visible.filter(person_id__in=persons, case__closed_on__isnull=True).order_by("pk")
    yield (rows,)
    groups = codes.groups("placement_kind")
    found: dict[int, Standing] = {}
    for row in rows:
        one = _standing(row, PHASES.get(groups.get(row.kind, ""), Phase.WORKPLACE))
        found[row.person_id] = found.get(row.person_id, one).and_also(one)
    return found


def _standing(row: Placement, phase: Phase) -> Standing:
    ends = row.ends_on or date.max
    match row.status:
        case Placement.Status.RUNNING:
            return Standing(phase, row.starts_on, goes_on=True, ends_on=ends)
        case Placement.Status.PLANNED:
            return Standing(Phase.NO_STEP, goes_on=True, ends_on=ends)
        case _:
            return Standing(Phase.NO_STEP, row.last_day)


def people_at(employer: Employer, by: Actor) -> Section:
    """On an employer's page: those there whom the reader may list."""
    kinds = codes.labels("placement_kind")
    return Section(
        title=_("People there through us"),
        empty=_("Nobody whom you meet."),
        lines=[
            Line(
                label=row.person.list_name,
                note=_("until %(day)s") % {"day": date_format(row.ends_on, "j F Y")}
                if row.ends_on
                else "",
                url=_page(row),
                tag=kinds.get(row.kind, row.kind),
            )
            for row in queries.at_employer(employer, by=by)
        ],
    )
