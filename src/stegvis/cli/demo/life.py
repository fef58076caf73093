"""One person's way through the house: what happens to them on which day, run as real actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case, FollowUp, Referral
from stegvis.casework.cases.rules import BEGINS_SOMETHING
from stegvis.casework.journal import actions as journal
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import open_person
from stegvis.casework.plans import actions as planning
from stegvis.casework.plans.models import Activity, Plan
from stegvis.casework.plans.rules import is_child
from stegvis.casework.situation import actions as situation
from stegvis.casework.situation import queries as situations
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.lottery import Chance
from stegvis.cli.demo.profiles import Wants, profile
from stegvis.core import clock
from stegvis.core.organisations.models import Organisation
from stegvis.core.working_days import working_day, working_day_before
from stegvis.work.employers.models import Employer
from stegvis.work.placements import actions as placements
from stegvis.work.placements.models import Placement

SENDERS = {
    "social_services": "Ekonomiskt bistånd, Bollnäs",
    "af": "Arbetsförmedlingen",
    "adult_education": "Lärcentrum Hälsinge",
    "health": "Vårdcentralen Ljusnan",
    "association": "Studieförbundet Stegen",
}
"""Source of a referral: the partner that sends it."""

YOUNG = "Får själv säga sitt först vid varje möte. Skolan går före praktiken."

ALL_AREAS = len(situations.life_areas().items)
OPENED_PARTS = ("plan", "journal")
Areas = dict[str, tuple[int, int]]
Happening = tuple[date, Callable[[], object]]


@dataclass(frozen=True)
class Who:
    """What is known of somebody when they come."""

    facts: people.NewPerson
    source: str = "social_services"
    reason: str = "Vill komma vidare och behöver stöd att hitta rätt steg."
    wish: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a plan; `starts` and `ends` are days from today (negative: back)."""

    measure: str
    title: str
    starts: int
    ends: int | None = None


@dataclass(frozen=True)
class Workplace:
    """Where somebody is placed; `starts` and `ends` are days from today (negative: back)."""

    employer: str
    kind: str
    starts: int
    ends: int
    extent: int = 50
    supervisor: str = ""


class Life:
    """Collects what happens; `happenings` are run in order of day, over all lives."""

    def __init__(self, cast: Cast, who: Who, coordinator: str, today: date) -> None:
        self.cast, self.who, self.coordinator, self.today = cast, who, coordinator, today
        self.happenings: list[Happening] = []
        self.is_open = self.is_seated = self.is_booked = False
        self.leaves_openings = True
        """Whether the log has who opened the file: not of what is made when it has been signed."""
        self.person: Person
        self.referral: Referral
        self.case: Case
        self.plan: Plan
        self.placement: Placement

    def _on(self, days_ago: int, act: Callable[[], object]) -> None:
        self.happenings.append((self._working_day(-days_ago), act))

    def _working_day(self, days: int) -> date:
        """So many days from today (negative: back), or the last working day before."""
        return working_day_before(self.today + timedelta(days=days), self.cast.tenant.country)

    def also(self, days_ago: int, act: Callable[[], object]) -> Life:
        """Something that happens on the way."""
        self._on(days_ago, act)
        return self

    def comes(self, days_ago: int) -> Life:
        """Registered and referred."""

        def act() -> None:
            by = self.cast.by("rut")
            self.person = people.register(self.cast.unit, facts=self.who.facts, by=by)
            facts = cases.ReferralFacts(
                source=self.who.source,
                reason=self.who.reason,
                disclosure_ground="consent",
                wished_outcome=self.who.wish,
            )
            self.referral = cases.refer(
                self.person, unit=self.cast.unit, facts=facts, sender=self._sender(), by=by
            )

        self._on(days_ago, act)
        return self

    def _sender(self) -> Organisation | None:
        name = SENDERS.get(self.who.source)
        return next((one for one in self.cast.partners if one.name == name), None)

    def is_taken(self, days_ago: int, *, long_ago: bool = False) -> Life:
        """Given to the coordinator by the manager; `long_ago` nobody is told any more."""

        def act() -> None:
            self.case = cases.take(
                self.referral,
                coordinator=self.cast.accounts[self.coordinator],
                opened_on=clock.today() if long_ago else None,
                by=self.cast.by("maria"),
            )

        self._on(days_ago, act)
        self.is_open = True
        return self

    def is_refused(self, days_ago: int, reason: str) -> Life:
        """The manager says no."""
        self._on(
            days_ago,
            lambda: cases.refuse(self.referral, reason=reason, by=self.cast.by("maria")),
        )
        return self

    def meets(self, days_ago: int, text: str, *, kind: str = "talk", shared: bool = False) -> Life:
        """A note by the coordinator; the first meeting's task is done with it."""

        def act() -> None:
            by = self.cast.by(self.coordinator)
            if self.leaves_openings:
                open_person(self.person.public_id, by=by, purpose="casework", also=OPENED_PARTS)
            journal.write(self.case, facts=journal.NoteFacts(kind, text, shared), by=by)
            for task in self.case.tasks.filter(kind="first_meeting", done_on__isnull=True):
                cases.finish_task(task, by=by)

        self._on(days_ago, act)
        return self

    def plans(
        self,
        days_ago: int,
        goals: list[str],
        *steps: Step,
        how: str = "desk",
        weeks: int = 12,
        child: str = "",
        also: Sequence[Callable[[], object]] = (),
    ) -> Life:
        """A plan in the person's words with its steps, agreed, followed up after some weeks.

        `child` is what was considered for a child; empty: it touches none. `also` is done before
        the yes: seats in groups, studies.
        """

        def act() -> None:
            by = self.cast.by(self.coordinator)
            self.plan = planning.start(self.case, by=by)
            for words in goals:
                planning.set_goal(self.plan, words=words, by=by)
            for step in steps:
                planning.add_activity(self.plan, facts=self._facts(step), by=by)
            for act in also:
                act()
            self.plan.refresh_from_db()
            follow_up = clock.days_from_today(7 * weeks)
            considered = child or (YOUNG if is_child(self.person) else "")
            self.plan = planning.agree(
                self.plan,
                how=how,
                follow_up_on=follow_up,
                child=planning.ForChild(bool(considered), considered),
                by=by,
            )

        self._on(days_ago, act)
        return self

    def _facts(self, step: Step) -> planning.ActivityFacts:
        ends = None if step.ends is None else self._working_day(step.ends)
        starts = self._working_day(step.starts)
        return planning.ActivityFacts(
            measure_type=step.measure, title=step.title, starts_on=starts, ends_on=ends
        )

    def finishes(self, days_ago: int, title: str) -> Life:
        """A step of the plan in force is done."""

        def act() -> None:
            step = Activity.objects.get(plan__case=self.case, title=title, done_on=None)
            planning.finish_activity(step, by=self.cast.by(self.coordinator))

        self._on(days_ago, act)
        return self

    def has_to(self, days_ago: int, kind: str, text: str, *, due: int) -> Life:
        """A task for the coordinator, due so many days from today or on the working day after."""
        due_on = working_day(self.today + timedelta(days=due), self.cast.tenant.country)

        def act() -> None:
            cases.add_task(
                self.case,
                kind=kind,
                text=text,
                due_on=due_on,
                account=self.cast.accounts[self.coordinator],
                by=self.cast.by(self.coordinator),
            )

        self._on(days_ago, act)
        return self

    def is_mapped(self, days_ago: int, wants: Wants, draw: Chance) -> Life:
        """The competence profile, filled in together."""
        facts = profile(wants, draw)

        def act() -> None:
            by = self.cast.by(self.coordinator)
            situation.save_profile(self.person, facts=facts, seen_version=0, by=by)

        self._on(days_ago, act)
        return self

    def looks_at_life(self, days_ago: int, areas: Areas, *, at_the_end: bool = False) -> Life:
        """Areas of life, gone through together: all ten at first, afterwards those that are given.

        `areas` has the steps of both, the person's first, by area.
        """

        def act() -> None:
            by = self.cast.by(self.coordinator)
            occasion = "between" if len(areas) < ALL_AREAS else "end" if at_the_end else "start"
            begun = situation.begin(self.case, occasion=occasion, chosen=areas, by=by)
            voices = {
                voice: {area: situation.Said(steps[place]) for area, steps in areas.items()}
                for place, voice in enumerate(begun.definition.respondents)
            }
            situation.go_through(
                begun, voices=voices, finished=True, seen_version=begun.version, by=by
            )

        self._on(days_ago, act)
        return self

    def changes_to(self, days_ago: int, coordinator: str) -> Life:
        """Another coordinator takes over."""

        def act() -> None:
            cases.assign(
                self.case,
                coordinator=self.cast.accounts[coordinator],
                seen_version=self.case.version,
                by=self.cast.by("maria"),
            )
            self.coordinator = coordinator

        self._on(days_ago, act)
        return self

    def is_placed(self, days_ago: int, at: Workplace) -> Life:
        """At one of the demo's employers."""

        def act() -> None:
            facts = placements.PlacementFacts(
                employer=Employer.objects.get(name=f"{at.employer} (demo)"),
                kind=at.kind,
                starts_on=self._working_day(at.starts),
                ends_on=self._working_day(at.ends),
                extent=at.extent,
                supervisor_name=at.supervisor,
            )
            self.placement = placements.place(
                self.case, facts=facts, by=self.cast.by(self.coordinator)
            )

        self._on(days_ago, act)
        return self

    def talks_at_half_time(self, days_ago: int) -> Life:
        """With the supervisor, in the middle of the placement."""

        def act() -> None:
            placements.hold_halfway(self.placement, by=self.cast.by(self.coordinator))

        self._on(days_ago, act)
        return self

    def stops(self, days_ago: int, reason: str) -> Life:
        """The placement ends with a reason."""

        def act() -> None:
            row, by = self.placement, self.cast.by(self.coordinator)
            placements.end(
                row, reason=reason, ended_on=clock.today(), seen_version=row.version, by=by
            )

        self._on(days_ago, act)
        return self

    def leaves(self, days_ago: int, reason: str, occupation: str, verified: str = "told") -> Life:
        """The case ends with a reason; work and studies begin the same day."""

        def act() -> None:
            case = Case.objects.get(pk=self.case.pk)
            facts = cases.ExitFacts(
                reason=reason,
                occupation_after=occupation,
                verified_how=verified,
                occupation_from=clock.today() if occupation in BEGINS_SOMETHING else None,
            )
            self.case = cases.end(
                case, facts=facts, seen_version=case.version, by=self.cast.by(self.coordinator)
            )

        self._on(days_ago, act)
        self.is_open = False
        return self

    def is_asked(self, days_ago: int, days_after: int, heard: cases.Heard) -> Life:
        """How it went so many days after the exit; never before that day, nor after today."""

        def act() -> None:
            row = FollowUp.objects.get(case=self.case, days_after=days_after)
            by = self.cast.by(self.coordinator)
            cases.follow_up(row, heard=heard, seen_version=row.version, by=by)

        on = working_day(self.today - timedelta(days=days_ago), self.cast.tenant.country)
        if on <= self.today:
            self.happenings.append((on, act))
        return self
