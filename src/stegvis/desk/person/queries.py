"""What the person's page shows: each part from its room, and only what the reader's scope holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, Task
from stegvis.casework.cases.registries import Phase, Standing
from stegvis.casework.journal import queries as journal
from stegvis.casework.journal.models import Note
from stegvis.casework.meetings import queries as meetings
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.network import queries as network
from stegvis.casework.people import queries as people
from stegvis.casework.people import scopes
from stegvis.casework.people.models import ContactWay, Grant, Ground, Person
from stegvis.casework.plans import queries as plans
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.core import clock
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asking, asks, both, merged
from stegvis.desk.person.journey import Journey, draw
from stegvis.work.matching import queries as matching
from stegvis.work.matching.models import Proposal
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

LATEST_NOTES = 5
SHOWN_ABOVE = ("identity", "contact", "plan", "situation", "log")
"""Compartments that stand above every room where the reader's scope holds them: the journey draws
how it is, too."""
SHOWN = (*SHOWN_ABOVE, "journal", "matching", "placement")
"""Compartments that the overview shows."""


@dataclass(frozen=True)
class TaskLine:
    """A task and the word for its kind."""

    task: Task
    kind: str


@dataclass(frozen=True)
class NoteLine:
    """A note and the word for its kind."""

    note: Note
    kind: str


@dataclass(frozen=True)
class GoalLine:
    """A goal and its steps."""

    goal: Goal | None
    steps: list[Activity]


@dataclass(frozen=True)
class ReachLine:
    """Somebody who reaches the file: on which ground, which part, until when."""

    who: str
    ground: str | Promise
    part: str | Promise
    ends: datetime | None


@dataclass
class PersonPage:
    """Everything on the page; what the scope doesn't hold stays empty."""

    person: Person
    held: frozenset[str]
    standing: Standing | None = None
    case: Case | None = None
    may_plan: bool = False
    past: list[Case] = field(default_factory=list)
    referral: Referral | None = None
    plan: Plan | None = None
    goals: list[GoalLine] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    exit_reason: str = ""
    proposals: list[Proposal] = field(default_factory=list)
    said_yes: list[tuple[Proposal, str]] = field(default_factory=list)
    """Each yes to a place that is to become a placement, and the address where it does."""
    placements: list[Placement] = field(default_factory=list)
    journey: Journey | None = None
    notes: list[NoteLine] = field(default_factory=list)
    note_count: int = 0
    ways: list[ContactWay] = field(default_factory=list)
    reach: list[ReachLine] = field(default_factory=list)

    @property
    def shared_with(self) -> list[str]:
        """Whoever reaches the file, each named once."""
        return list(dict.fromkeys(line.who for line in self.reach))

    @property
    def ended(self) -> Case | None:
        """The case that ended last, while none is open."""
        return self.past[0] if self.past and self.case is None else None

    @property
    def phase(self) -> Phase | None:
        """Where the person stands, as a tag."""
        return self.standing.phase if self.standing else None

    @property
    def first_goal(self) -> Goal | None:
        """The goal that the plan begins with."""
        return next((line.goal for line in self.goals if line.goal), None)

    @property
    def coordinator(self) -> Assignment | None:
        """Who coordinates."""
        return self.case.coordinator if self.case else None

    @property
    def coordinators_before(self) -> int:
        """How many times the coordinator has changed."""
        return len(self.case.assignments.all()) - 1 if self.case else 0

    @property
    def days_left(self) -> int | None:
        """Days until the last step ends, when that is soon and nothing is planned after."""
        return rules.days_left(self.standing) if self.standing else None

    @property
    def has_no_step(self) -> bool:
        """Whether an open case is without a next step."""
        return bool(self.case and self.standing and rules.has_no_step(self.standing))


@asks
def page(person: Person, *, by: Actor, all_notes: bool = False) -> Asking[PersonPage]:
    """Gather the page for a reader who has opened the person, in a few queries."""
    shown = PersonPage(person=person, held=people.held_compartments(person, by=by))
    parts = {
        "name": _add_referral(shown, by),
        "plan": _add_plan(shown, by),
        "matching": _add_proposals(shown, by),
        "placement": _add_placements(shown, by),
        "journal": _add_notes(shown, by, all_notes=all_notes),
        "contact": _add_ways(shown, by),
        "log": _add_reach(shown, by),
    }
    yield from merged(add for part, add in parts.items() if part in shown.held)
    shown.may_plan = shown.case is not None and rules.may_work(shown.case, by)
    return shown


@asks
def head(person: Person, *, by: Actor) -> Asking[PersonPage]:
    """What stands above every room of the file, for a reader who has opened the person."""
    shown = PersonPage(person=person, held=people.held_compartments(person, by=by))
    parts = {"plan": _add_plan(shown, by), "log": _add_reach(shown, by)}
    yield from merged(add for part, add in parts.items() if part in shown.held)
    return shown


@asks
def notes(person: Person, *, by: Actor) -> Asking[PersonPage]:
    """Every note of a person whose journal the reader has opened."""
    shown = PersonPage(person=person, held=people.held_compartments(person, by=by))
    yield from _add_notes(shown, by, all_notes=True)
    return shown


def _add_referral(shown: PersonPage, by: Actor) -> Asking[None]:
    waiting = cases.queue(by).filter(person=shown.person)
    yield (waiting,)
    shown.referral = next(iter(waiting), None)


def _add_proposals(shown: PersonPage, by: Actor) -> Asking[None]:
    proposed = matching.proposed_to(shown.person, by=by)
    said_yes = matching.yes_left_of([shown.person.pk], by=by)
    yield proposed, said_yes
    shown.proposals = [one for one in proposed if one.status == Proposal.Status.WAITING]
    shown.said_yes = [(one, matching.placement_form(one)) for one in said_yes]


def _add_placements(shown: PersonPage, by: Actor) -> Asking[None]:
    rows = placements.placements_of(shown.person, by=by)
    yield (rows,)
    shown.placements = [row for row in rows if row.ended_on is None]


def _add_ways(shown: PersonPage, by: Actor) -> Asking[None]:
    shown.ways = yield from asking(people.contact_ways, shown.person, by=by)


def _add_reach(shown: PersonPage, by: Actor) -> Asking[None]:
    grants = network.reach_of(shown.person, by=by)
    yield (grants,)
    shown.reach = [_reach_line(grant) for grant in network.each_once(grants)]


def _reach_line(grant: Grant) -> ReachLine:
    role = Role(grant.role).label if grant.role else _("Everybody in the unit")
    who = str(grant.account or grant.organisation or f"{role}, {grant.unit}")
    part = scopes.NAMES.get(grant.scope, grant.scope)
    return ReachLine(who, Ground(grant.ground).label, part, grant.ends)


def _add_plan(shown: PersonPage, by: Actor) -> Asking[None]:
    person = shown.person
    every_case, plan_rows = cases.cases_of(person, by=by), plans.bare_plans_of(person, by=by)[:1]
    tasks, booked = cases.open_tasks(person, by=by), meetings.ahead_of(person, by=by)
    rooms = both(asking(cases.standings, by, [person.pk]), asking(cases.timeline, person, by=by))
    ((standings, entries),) = yield from merged(
        [rooms], also=(every_case, plan_rows, tasks, booked)
    )
    shown.case = next((case for case in every_case if case.is_open), None)
    shown.past = [case for case in every_case if not case.is_open]
    shown.standing = standings.get(person.pk)
    shown.plan = next(iter(plan_rows), None)
    yield from merged([_add_goals(shown), _add_follow_ups(shown, by)])
    if shown.ended:
        shown.exit_reason = codes.label("exit_reason", shown.ended.exit_reason)
    kinds = codes.labels("task_kind")
    shown.tasks = [TaskLine(task, kinds.get(task.kind, task.kind)) for task in tasks]
    shown.meetings = list(booked)
    shown.journey = draw(entries, today=clock.today())


def _add_goals(shown: PersonPage) -> Asking[None]:
    """Goals in their order, each with its steps; steps without a goal come last."""
    if shown.plan is None:
        return
    goals, activities = shown.plan.goals.all(), plans.steps_of(shown.plan)
    yield goals, activities
    by_goal: dict[int | None, list[Activity]] = {}
    for step in activities:
        by_goal.setdefault(step.goal_id, []).append(step)
    lines = [GoalLine(goal, by_goal.pop(goal.pk, [])) for goal in goals]
    loose = [step for steps in by_goal.values() for step in steps]
    shown.goals = lines + ([GoalLine(None, loose)] if loose else [])


def _add_follow_ups(shown: PersonPage, by: Actor) -> Asking[None]:
    if shown.ended is None:
        return
    rows = cases.follow_ups_of(shown.ended, by=by)
    yield (rows,)
    shown.follow_ups = list(rows)


def _add_notes(shown: PersonPage, by: Actor, *, all_notes: bool) -> Asking[None]:
    notes = journal.notes_of(shown.person, by=by)
    every = notes.order_by().values("person").annotate(n=Count("pk")).values_list("n", flat=True)
    rows = notes if all_notes else notes[:LATEST_NOTES]
    yield rows, every
    kinds = codes.labels("note_kind")
    shown.notes = [NoteLine(note, kinds.get(note.kind, note.kind)) for note in rows]
    shown.note_count = next(iter(every), 0)
