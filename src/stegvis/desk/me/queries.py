"""What the participant sees of their own file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case, FollowUp
from stegvis.casework.groups import queries as groups
from stegvis.casework.groups.queries import OwnGroup
from stegvis.casework.journal import queries as journal
from stegvis.casework.journal.models import Note
from stegvis.casework.meetings import queries as meetings
from stegvis.casework.network import queries as network
from stegvis.casework.network.models import Consent
from stegvis.casework.people import queries as people
from stegvis.casework.people import scopes
from stegvis.casework.people.models import Grant, Ground, Person, last_day
from stegvis.casework.people.queries import Opening
from stegvis.casework.plans import queries as plans
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.casework.situation import queries as situation
from stegvis.casework.situation.models import Assessment
from stegvis.core import clock
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.codes import queries as codes
from stegvis.desk.me.staircase import Staircase, draw
from stegvis.work.matching import queries as matching
from stegvis.work.matching.models import Proposal
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

LATEST_NOTES = 5
MEETING = "meeting"
IN_LIFE = (Activity.Status.DONE, Activity.Status.UNDER_WAY, Activity.Status.PLANNED)


def open_own(actor: Actor) -> Person:
    """The participant's own record; RefusedError, as for an unknown page, for everybody else."""
    own = people.visible_to(actor).first() if actor.party_kind == "participant" else None
    if own is None:
        raise RefusedError(Refusal("not_participant", _("There is no such page."), silent=True))
    return people.open_person(own.public_id, by=actor, purpose="own")


@dataclass(frozen=True)
class Meeting:
    """A meeting to come: booked at a time (`at`), or to be by a day. `video` is its link."""

    what: str
    by: date
    with_whom: str
    at: datetime | None = None
    url: str = ""
    video: str = ""

    @property
    def is_today(self) -> bool:
        """Whether it is the thing to do now."""
        return self.by <= clock.today()


@dataclass
class OwnPage:
    """The participant's start page."""

    person: Person
    case: Case | None = None
    meeting: Meeting | None = None
    plan: Plan | None = None
    goals: list[Goal] = field(default_factory=list)
    steps: list[Activity] = field(default_factory=list)
    stairs: Staircase | None = None
    placements: list[Placement] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    asked: list[Assessment] = field(default_factory=list)
    due: list[Assessment] = field(default_factory=list)
    groups: list[OwnGroup] = field(default_factory=list)
    follow_up: FollowUp | None = None
    notes: list[Note] = field(default_factory=list)
    reach_count: int = 0
    latest_opening: Opening | None = None

    @property
    def now(self) -> Activity | None:
        """The step under way; of several, the one that ends last."""
        going = [s for s in self.steps if s.status == Activity.Status.UNDER_WAY and not s.is_past]
        return max(going, key=lambda s: s.ends_on or date.max, default=None)

    @property
    def has_only_a_placement(self) -> bool:
        """Whether what goes on is a placement alone, so that nothing else is said of now."""
        return bool(self.placements) and self.meeting is None and self.now is None

    @property
    def voices(self) -> list[plans.Voice]:
        """The languages that the plan can be had in, to print."""
        return plans.voices()

    @property
    def coordinator(self) -> str:
        """Who coordinates, by name."""
        return self.case.coordinator.account.name if self.case and self.case.coordinator else ""


def own_page(person: Person, *, by: Actor) -> OwnPage:
    """Gather the start page."""
    shown = OwnPage(person, case=cases.open_case(person, by=by))
    shown.meeting = _meeting(person, by)
    every_plan = list(plans.plans_of(person, by=by))
    if every_plan:
        shown.plan = every_plan[0]
        shown.goals = list(shown.plan.goals.all())
        shown.steps = _steps(every_plan)
        done = sum(s.status == Activity.Status.DONE or s.is_past for s in shown.steps)
        shown.stairs = draw(steps=len(shown.steps), done=done)
    shown.placements = placements.now_or_coming(person, by=by)
    shown.asked = [one for one in situation.asked_of(person, by=by) if one.waits_for_person]
    if not shown.asked:
        shown.due = situation.due_of(person, by=by)
    shown.follow_up = cases.own_follow_up(person, by=by)
    shown.proposals = matching.open_proposals_for_participant(by)
    shown.groups = groups.groups_of_person(person, by=by)
    shown.notes = list(journal.notes_of(person, by=by)[:LATEST_NOTES])
    shown.reach_count = len(_reaching(person, by))
    shown.latest_opening = next(iter(people.openings(person, by=by)), None)
    return shown


def _steps(every_plan: list[Plan]) -> list[Activity]:
    """What was done, goes on and is planned, in the order it was lived."""
    steps = [s for plan in every_plan for s in plan.activities.all() if s.status in IN_LIFE]
    return sorted(steps, key=lambda s: (s.starts_on or date.max, s.pk))


def _meeting(person: Person, by: Actor) -> Meeting | None:
    if booked := next(iter(meetings.ahead_of(person, by=by)), None):
        start = booked.local_start
        what = codes.label("meeting_kind", booked.kind)
        url = reverse("meetings:meeting", args=[booked.public_id])
        name, video = booked.account.name, booked.video_link
        return Meeting(what, start.date(), name, start, url, video)
    groups, words = codes.groups("task_kind"), codes.labels("task_kind")
    for task in cases.open_tasks(person, by=by):
        if groups.get(task.kind) == MEETING:
            return Meeting(words[task.kind], task.due_on, task.account.name)
    return None


@dataclass(frozen=True)
class Knower:
    """Somebody who may know something: who, why, what, what for, since when and until when.

    `consent` is the person's own yes that it rests on, which they may take back.
    """

    who: str
    why: str | Promise
    what: str | Promise
    purpose: str
    since: date
    until: date | None
    consent: Consent | None


def knowers(person: Person, consents: list[Consent], *, by: Actor) -> list[Knower]:
    """Everybody who reaches the file now, in the participant's words; what they decide first.

    `consents` are every yes of the person's.
    """
    own = {consent.pk: consent for consent in consents}
    found = [_knower(grant, own) for grant in _reaching(person, by)]
    return sorted(found, key=lambda one: one.consent is None)


def _reaching(person: Person, by: Actor) -> list[Grant]:
    return network.each_once(network.reach_and_every_yes_of(person, by=by))


def _knower(grant: Grant, own: dict[int, Consent]) -> Knower:
    role = Role(grant.role).label if grant.role else _("Everybody in the unit")
    is_yes = grant.source_kind == "consent" and grant.source_id is not None
    return Knower(
        who=str(grant.account or grant.organisation or f"{role}, {grant.unit}"),
        why=_("Your own yes") if is_yes else Ground(grant.ground).label,
        what=scopes.NAMES_TO_THE_PERSON.get(grant.scope, grant.scope),
        purpose=grant.purpose,
        since=timezone.localdate(grant.starts),
        until=last_day(grant.ends) if grant.ends else None,
        consent=own.get(grant.source_id or 0) if is_yes else None,
    )


@dataclass(frozen=True)
class OpeningLine:
    """An opening in words."""

    day: date
    who: str | Promise
    why: str | Promise
    times: int


LINK_WORDS = {
    people.LINK_SHOWN: _("a link to your page was handed over"),
    people.LINK_SENT: _("a link to your page was sent"),
}


def openings(person: Person, *, by: Actor) -> list[OpeningLine]:
    """When the file was opened or a link to it made, by which role and what for."""
    purposes = codes.labels("opening_purpose")
    roles = {**dict(Role.choices), **dict(PartyKind.choices)}
    return [
        OpeningLine(
            row.day,
            roles.get(row.role, row.role),
            LINK_WORDS.get(row.verb) or purposes.get(row.purpose, ""),
            row.times,
        )
        for row in people.openings(person, by=by)
    ]
