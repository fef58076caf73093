"""What this room tells others: open steps at an exit, bars on the timeline, rows for My day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
from stegvis.casework.plans import queries
from stegvis.casework.plans.models import Activity, Plan
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.once import once
from stegvis.core.together import Asking, asks

PHASES = {"studies": Phase.STUDIES, "workplace": Phase.WORKPLACE, "work": Phase.WORK}
JOB_FOCUSED = ("workplace", "work")


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """Steps that are still open when a case ends."""
    does = _("is stopped: the case ended")
    return [ExitBlocker(activity.title, does=does) for activity in queries.open_activities(case)]


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """Steps as bars: those at a workplace on a row of their own."""
    if not people.reaches(person, by=by, compartment="plan"):
        return []
    rows = Activity.objects.filter(person=person, starts_on__isnull=False).select_related("plan")
    steps = rows.order_by("starts_on", "pk")
    yield (steps,)
    groups = codes.groups("measure_type")
    return [_bar(step, groups.get(step.measure_type, "")) for step in steps]


def _bar(activity: Activity, group: str) -> TimelineEntry:
    return TimelineEntry(
        row="work" if group in JOB_FOCUSED else "steps",
        label=f"{activity.title}, {activity.place}" if activity.place else activity.title,
        starts=activity.starts_on or clock.today(),
        ends=activity.stopped_on or activity.done_on or activity.ends_on,
        is_span=True,
        tone={"studies": "plum", "workplace": "lake", "work": "good"}.get(group, "sand"),
    )


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Plans whose follow-up has come."""
    plans = _to_see_to(actor)
    yield (plans,)
    return [_follow_up_row(plan) for plan in plans if plan.is_agreed]


def _to_see_to(actor: Actor) -> QuerySet[Plan]:
    return once(("plans to see to", actor), lambda: queries.plans_to_see_to(actor))


def _follow_up_row(plan: Plan) -> BucketRow:
    day = plan.follow_up_on or clock.today()
    return BucketRow(
        person=plan.person,
        why=_("The plan was to be followed up on %(day)s") % {"day": date_format(day, "j F")},
        next_step=_("Follow up the plan together"),
        urgent=day < clock.today(),
        due=day,
        reason=Reason.PLAN,
    )


@asks
def waiting_for_answer(actor: Actor) -> Asking[list[BucketRow]]:
    """Plans that the person hasn't said yes to."""
    plans = _to_see_to(actor)
    yield (plans,)
    return [
        BucketRow(
            person=plan.person,
            why=_("Plan %(number)s isn't agreed yet") % {"number": plan.number},
            next_step=_("Go through the plan and agree"),
            due=plan.started_on,
            reason=Reason.PLAN,
        )
        for plan in plans
        if not plan.is_agreed
    ]


class _Step(NamedTuple):
    """What of a step says where somebody stands."""

    person_id: int
    measure_type: str
    agreed_on: date | None
    starts_on: date | None
    ends_on: date | None
    stopped_on: date | None
    done_on: date | None


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """The phase from the steps that go on; a plan without any has none."""
    rows = Plan.objects.filter(
        people.about_visible(actor, compartment="plan"),
        person_id__in=persons,
        case__closed_on__isnull=True,
    ).order_by("number")
    plans = rows.values_list("person_id", "agreed_on", "started_on")
    own = Activity.objects.filter(person_id__in=persons, plan__case__closed_on__isnull=True)
    steps = own.order_by("pk").values_list(*_Step._fields)
    yield plans, steps
    found: dict[int, Standing] = {}
    for person_id, agreed_on, started_on in plans:
        phase = Phase.NO_STEP if agreed_on else Phase.MAPPING
        found[person_id] = Standing(phase, agreed_on or started_on)
    groups, today = codes.groups("measure_type"), clock.today()
    for step in map(_Step._make, steps):
        if step.person_id in found:
            standing = _standing_of(step, groups.get(step.measure_type, ""), today)
            found[step.person_id] = found[step.person_id].and_also(standing)
    return found


def _standing_of(step: _Step, group: str, today: date) -> Standing:
    starts, ends = step.starts_on, step.ends_on
    if step.agreed_on is None:
        return Standing(Phase.MAPPING)
    over = step.stopped_on or step.done_on or (ends if ends and ends < today else None)
    if over:
        return Standing(Phase.NO_STEP, over)
    if starts is None:  # Planned, but it may be left lying: then the case stands still.
        return Standing(Phase.NO_STEP, step.agreed_on, ends_on=ends or date.max)
    if starts > today:
        return Standing(Phase.NO_STEP, goes_on=True, ends_on=ends or date.max)
    phase = PHASES.get(group, Phase.ACTIVITY)
    return Standing(phase, starts, goes_on=True, ends_on=ends or date.max)
