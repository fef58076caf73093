"""What the person's page shows: each part from its room, and only what the reader's scope holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, Task
from stegvis.casework.cases.registries import Phase, Standing
from stegvis.casework.journal import queries as journal
from stegvis.casework.journal.models import Note
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
from stegvis.desk.person.journey import Journey, draw
from stegvis.work.matching import queries as matching
from stegvis.work.matching.models import Proposal
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

LATEST_NOTES = 5
SHOWN = ("identity", "contact", "plan", "journal", "log", "matching", "placement")
"""Compartments that this page shows where the reader's scope holds them."""


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
    past: list[Case] = field(default_factory=list)
    referral: Referral | None = None
    plan: Plan | None = None
    goals: list[GoalLine] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    exit_reason: str = ""
    proposals: list[Proposal] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    journey: Journey | None = None
    notes: list[NoteLine] = field(default_factory=list)
    note_count: int = 0
    ways: list[ContactWay] = field(default_factory=list)
    reach: list[ReachLine] = field(default_factory=list)

    @property
    def ended(self) -> Case | None:
        """The case that ended last, while none is open."""
        return self.past[0] if self.past and self.case is None else None

    @property
    def phase(self) -> Phase | None:
        """Where the person stands, as a tag."""
        return self.standing.phase if self.standing else None

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
        """Whether an open case has an agreed plan and nothing under way or planned."""
        return self.case is not None and self.phase == Phase.NO_STEP and not self._has_step

    @property
    def _has_step(self) -> bool:
        return self.standing is not None and self.standing.ends_on is not None


def page(person: Person, *, by: Actor, all_notes: bool = False) -> PersonPage:
    """Gather the page for a reader who has opened the person."""
    shown = PersonPage(person=person, held=people.held_compartments(person, by=by))
    shown.referral = cases.waiting_referral(person, by=by)
    if "plan" in shown.held:
        _add_plan(shown, by)
    if "matching" in shown.held:
        proposed = matching.proposed_to(person, by=by)
        shown.proposals = [one for one in proposed if one.status == Proposal.Status.WAITING]
    if "placement" in shown.held:
        rows = placements.placements_of(person, by=by)
        shown.placements = [row for row in rows if row.ended_on is None]
    if "journal" in shown.held:
        _add_notes(shown, by, all_notes=all_notes)
    if "contact" in shown.held:
        shown.ways = people.contact_ways(person, by=by)
    if "log" in shown.held:
        shown.reach = [_reach_line(g) for g in network.reach_of(person, by=by)]
    return shown


def _reach_line(grant: Grant) -> ReachLine:
    role = Role(grant.role).label if grant.role else _("Everybody in the unit")
    who = str(grant.account or grant.organisation or f"{role}, {grant.unit}")
    part = scopes.NAMES.get(grant.scope, grant.scope)
    return ReachLine(who, Ground(grant.ground).label, part, grant.ends)


def _add_plan(shown: PersonPage, by: Actor) -> None:
    person = shown.person
    every_case = list(cases.cases_of(person, by=by))
    shown.case = next((case for case in every_case if case.is_open), None)
    shown.past = [case for case in every_case if not case.is_open]
    shown.standing = cases.standings(by, [person.pk]).get(person.pk)
    shown.plan = plans.current_plan(person, by=by)
    shown.goals = _goals(shown.plan) if shown.plan else []
    if shown.ended:
        shown.follow_ups = list(cases.follow_ups_of(shown.ended, by=by))
        shown.exit_reason = codes.label("exit_reason", shown.ended.exit_reason)
    kinds = codes.labels("task_kind")
    shown.tasks = [
        TaskLine(task, kinds.get(task.kind, task.kind)) for task in cases.open_tasks(person, by=by)
    ]
    shown.journey = draw(cases.timeline(person, by=by), today=clock.today())


def _goals(plan: Plan) -> list[GoalLine]:
    """Goals in their order, each with its steps; steps without a goal come last."""
    by_goal: dict[int | None, list[Activity]] = {}
    for step in plan.activities.all():
        by_goal.setdefault(step.goal_id, []).append(step)
    lines = [GoalLine(goal, by_goal.pop(goal.pk, [])) for goal in plan.goals.all()]
    loose = [step for steps in by_goal.values() for step in steps]
    return lines + ([GoalLine(None, loose)] if loose else [])


def _add_notes(shown: PersonPage, by: Actor, *, all_notes: bool) -> None:
    kinds, notes = codes.labels("note_kind"), journal.notes_of(shown.person, by=by)
    rows = notes if all_notes else notes[:LATEST_NOTES]
    shown.notes = [NoteLine(note, kinds.get(note.kind, note.kind)) for note in rows]
    shown.note_count = notes.count()
