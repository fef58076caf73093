"""The demo's group activities: five that go on and their earlier terms, who leads and who came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from stegvis.casework.groups import actions as groups
from stegvis.casework.groups.models import Group, Member, Occasion
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Happening, Life
from stegvis.cli.demo.lottery import Chance, Lottery
from stegvis.core import clock
from stegvis.core.working_days import working_day, working_day_before

SINCE = 140
"""The groups that go on began so many days ago."""
NOTED = 42
"""Attendance has been noted for so many days back."""
NOTED_AT = time(17, 30)
NOT_NOTED = ("search", "workshop")
"""Groups whose latest meeting nobody has noted yet."""

ABSENCES = ("ill", "ill", "child_ill", "appointment", "agreed", "no_word")
MOST_DAYS = 12
"""How often somebody of an earlier term came, at most."""

TERMS = (((1, 12), (6, 5), "våren"), ((8, 17), (12, 11), "hösten"))
"""First and last day as month and day, and what the half-year is called."""


@dataclass(frozen=True)
class Kind:
    """A group as it is told: days of the week (0 is Monday) with their times, and its leaders."""

    key: str
    name: str
    measure: str
    place: str
    seats: int
    leaders: tuple[str, ...]
    days: tuple[int, ...]
    starts: time
    ends: time


KINDS = (
    Kind("health", "Promenad och hälsa", "health_activity", "Samling vid Ljusnans brygga", 12,
         ("samira", "kerstin"), (1, 3), time(10), time(11, 30)),
    Kind("language", "Språkkaféet", "language_course", "Biblioteket, Trappan", 14,
         ("bjorn", "nadja"), (2,), time(13), time(15)),
    Kind("workshop", "Snickeriverkstaden", "workshop", "Verkstadsgatan 3", 10,
         ("jonas", "elin"), (0, 2, 3), time(9), time(12)),
    Kind("search", "Jobbsökarklubben", "job_search_support", "Stationsgatan 1, sal 2", 14,
         ("elin", "kerstin"), (4,), time(9), time(11, 30)),
    Kind("studies", "Steget vidare", "study_motivation", "Lärcentrum Hälsinge", 10,
         ("nadja",), (1,), time(13), time(15, 30)),
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A group from a day to a day."""

    kind: Kind
    group: Group

    def days(self, first: date, last: date) -> list[date]:
        """The working days of a span on which it meets."""
        group, usual = self.group, _weekdays(self.kind, self.group.ends_on)
        first, last = max(first, group.starts_on), min(last, group.ends_on or last)
        spanned = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        country = group.tenant.country
        return [
            day
            for day in spanned
            if day.weekday() in usual and working_day_before(day, country) == day
        ]

    def covers(self, day: date) -> bool:
        """Whether somebody who joins on the day has some weeks of it left."""
        group = self.group
        weeks = timedelta(weeks=3)
        return group.starts_on <= day and (group.ends_on is None or day + weeks <= group.ends_on)


def open_groups(cast: Cast, today: date) -> list[Term]:
    """Each of the groups that go on, and its terms of the two years before."""
    for term in _terms(cast, today):
        _open(cast, *term)
    return found_groups(cast, today)


def found_groups(cast: Cast, today: date) -> list[Term]:
    """The same, as they were made before."""
    read = Group.objects.select_related("tenant").order_by("pk")
    rows = {(row.name, row.starts_on): row for row in read}
    return [Term(kind, rows[name, first]) for kind, name, first, _last in _terms(cast, today)]


def _terms(cast: Cast, today: date) -> Iterator[tuple[Kind, str, date, date | None]]:
    country = cast.tenant.country
    since = working_day(today - timedelta(days=SINCE), country)
    for kind in KINDS:
        for year in range(today.year - 2, today.year + 1):
            for first, last, word in TERMS:
                begins, ends = date(year, *first), date(year, *last)
                if ends < since:
                    name = f"{kind.name}, {word} {year}"
                    yield kind, name, working_day(begins, country), ends
        yield kind, kind.name, since, None


def _weekdays(kind: Kind, last: date | None) -> tuple[int, ...]:
    """The groups that go on meet as told; a term that is over met once a week."""
    return kind.days if last is None else kind.days[:1]


def _open(cast: Cast, kind: Kind, name: str, first: date, last: date | None) -> None:
    facts = groups.GroupFacts(
        name=name,
        measure_type=kind.measure,
        place=kind.place,
        seats=kind.seats,
        starts_on=first,
        ends_on=last,
        leaders=[cast.accounts[key] for key in kind.leaders],
        week=[groups.Day(day, kind.starts, kind.ends) for day in _weekdays(kind, last)],
    )
    with clock.set_to(first):
        groups.create(cast.unit, facts=facts, by=cast.by(kind.leaders[0]))


def joining(life: Life, term: Term) -> Callable[[], object]:
    """The act of taking a seat."""
    life.is_seated = True
    return lambda: groups.join(life.case, group=term.group, by=life.cast.by(life.coordinator))


def attending(life: Life, term: Term, since: int, until: int, chance: Chance) -> None:
    """Noted for one person alone, in an earlier term, from and to so many days ago."""
    first, last = (life.today - timedelta(days=ago) for ago in (since, until))
    for day in term.days(first + timedelta(days=1), last)[:MOST_DAYS]:
        reason = chance.pick(ABSENCES) if chance.one_in(6) else ""
        life.also((life.today - day).days, _noting_one(life, term, day, reason))


def _noting_one(life: Life, term: Term, day: date, reason: str) -> Callable[[], object]:
    def act() -> None:
        member = Member.objects.select_related("activity", "person").filter(
            group=term.group, person=life.person
        )
        came = [one for one in member if one.had_seat_on(day)]
        _note(life.cast, term, day, came, dict.fromkeys((one.pk for one in came), reason))

    return act


def attendance(cast: Cast, terms: list[Term], draw: Lottery, today: date) -> list[Happening]:
    """What leaders have noted lately in the groups that go on, everybody of a day at once."""
    happenings: list[Happening] = []
    for term in terms:
        if term.group.ends_on is not None:
            continue
        days = term.days(today - timedelta(days=NOTED), today - timedelta(days=1))
        if term.kind.key in NOT_NOTED:
            days = days[:-1]
        chance = draw.aside(f"attendance {term.kind.key}")
        happenings += [(day, _noting_all(cast, term, day, chance)) for day in days]
    return happenings


def _noting_all(cast: Cast, term: Term, day: date, chance: Chance) -> Callable[[], object]:
    def act() -> None:
        rows = term.group.members.select_related("activity", "person").order_by("pk")
        seated = [one for one in rows if one.had_seat_on(day) and not one.waits]
        absent = {one.pk: chance.pick(ABSENCES) for one in seated if chance.one_in(5)}
        _note(cast, term, day, seated, absent)

    return act


def _note(cast: Cast, term: Term, day: date, members: list[Member], absent: dict[int, str]) -> None:
    """By a leader at the end of the day."""
    if not members:
        return
    seen = Occasion.objects.filter(group=term.group, day=day).first()
    with clock.set_to(datetime.combine(day, NOTED_AT)):
        groups.note_attendance(
            term.group,
            day=day,
            members=members,
            absent={key: reason for key, reason in absent.items() if reason},
            seen_version=seen.version if seen else 0,
            by=cast.by(term.kind.leaders[0]),
        )
