"""The ways through the demo's house: what is drawn to happen to somebody, and when.

Days are counted back from the demo's today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from stegvis.casework.cases.actions import Heard
from stegvis.casework.cases.rules import FOLLOW_UP_DAYS
from stegvis.casework.situation import queries as situation
from stegvis.cli.demo import groups
from stegvis.cli.demo.employers import EMPLOYERS
from stegvis.cli.demo.groups import Term, attending, joining
from stegvis.cli.demo.life import Areas, Life, Step, Workplace
from stegvis.cli.demo.lottery import Chance
from stegvis.cli.demo.profiles import drawn as drawn_wants
from stegvis.cli.demo.schooling import passes, studying
from stegvis.cli.demo.themes import (
    AFTERWARDS,
    LAST,
    NEXT_GOALS,
    NEXT_STEPS,
    SECOND_GOALS,
    SHARED,
    STILL,
    Theme,
)
from stegvis.cli.demo.times import has_met

YEAR = 365
AREAS = situation.life_areas().item_keys
NOTE_KINDS = ("talk", "talk", "phone", "phone", "meeting", "visit", "job_talk")

EXITS = (
    ("job", "work", "employer"),
    ("subsidised_job", "work", "employer"),
    ("own_business", "work", "told"),
    ("studies", "studies", "document"),
    ("back_to_af", "job_seeking", "told"),
    ("back_to_social", "other", "told"),
    ("illness", "other", "told"),
    ("parental_leave", "other", "told"),
    ("moved", "unknown", "not_verified"),
    ("stopped_coming", "unknown", "not_verified"),
)
"""Why people leave, what they do then and how it was made sure of."""

EXIT_SHARES = (15, 11, 1, 11, 16, 15, 9, 4, 6, 12)
"""How many of a hundred: 27 to work and 11 to studies, in Sweden 27 and 10 (SKR, 2018)."""

SOONEST_PASSED = 50
"""Days: nobody passes a course sooner."""

NOT_HEARD = (Heard("not_reached"), Heard("declined"))
PLACEMENT_ENDS = ("completed", "job", "not_fitting", "illness", "did_not_show")
REFUSALS = ("not_target", "other_help_first", "declined", "not_reached", "already_known")
TASKS = (
    ("call", "Ringa och höra hur veckan har gått"),
    ("call", "Ringa handledaren om schemat"),
    ("other", "Skicka intyg till handläggaren"),
    ("other", "Ta fram två platser att titta på"),
    ("other", "Boka tolk till nästa möte"),
    ("call", "Ringa läraren om frånvaron"),
    ("other", "Skriva underlag inför trepartssamtal"),
)


@dataclass
class Drawn:
    """A life to be drawn: whose, on what theme, and the chance that is theirs alone."""

    life: Life
    theme: Theme
    chance: Chance
    terms: list[Term]
    female: bool = True
    texts: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        wants = drawn_wants(self.life.who.facts.language, self.chance)
        self.wants = wants
        self.work = wants.wish.split(",")[0].lower()
        later = self.chance.shuffled(self.theme.later) + self.chance.shuffled(STILL)
        self.texts = iter(self.said(text) for text in later)

    def said(self, text: str) -> str:
        """The words as they are said of this one."""
        she, hers = ("hon", "hennes") if self.female else ("han", "hans")
        return text.format(work=self.work, she=she, hers=hers)


Way = Callable[[Drawn], None]


def _waits(drawn: Drawn) -> None:
    """Most a few weeks, somebody two months."""
    longest = drawn.chance.weighted((9, 28, 62), (5, 5, 2))
    drawn.life.comes(drawn.chance.between(0, longest))


def _is_new(drawn: Drawn) -> None:
    came = drawn.chance.between(9, 34)
    taken = drawn.chance.between(1, 8)
    drawn.life.comes(came).is_taken(taken)
    if taken > 4:
        drawn.life.meets(taken - 3, drawn.said(drawn.chance.pick(drawn.theme.first)))


def _goes_on(drawn: Drawn) -> None:
    life, chance = drawn.life, drawn.chance
    came = chance.weighted((chance.between(60, 180), chance.between(181, 560)), (5, 6))
    taken = came - chance.between(3, 21)
    met = taken - chance.between(7, 10)
    life.comes(came).is_taken(taken)
    if chance.one_in(2):
        has_met(life, met)
    life.meets(met, drawn.said(chance.pick(drawn.theme.first)), kind="meeting")
    mapped = met - chance.between(3, 12)
    life.is_mapped(mapped, drawn.wants, chance)
    begun = _looks_at_all(drawn, mapped)
    planned = mapped - chance.between(4, 14)
    _plans(drawn, planned, until=-chance.between(10, 130))
    _notes(drawn, planned, chance.between(2, 20))
    if chance.one_in(2):
        _is_placed(drawn, planned)
    _looks_again(drawn, begun, planned)
    if planned > 170:
        _plans_again(drawn, planned)
    if life.who.facts.interpreter != "none" and chance.one_in(8):
        life.changes_to(planned // 2, "samira")
    if chance.one_in(4):
        life.has_to(2, *chance.pick(TASKS), due=chance.between(-1, 6))


def _looks_at_all(drawn: Drawn, days_ago: int) -> Areas:
    chance = drawn.chance
    begun = {area: _both(chance.between(1, 4), chance) for area in AREAS}
    drawn.life.looks_at_life(days_ago, begun)
    return begun


def _looks_again(drawn: Drawn, begun: Areas, planned: int) -> None:
    """Three areas every four months or so: most have moved a step, and both don't always agree. One
    in eight has been forgotten."""
    chance = drawn.chance
    if chance.one_in(8):
        return
    areas, days_ago = chance.shuffled(AREAS), planned - chance.between(70, 120)
    while days_ago > 6 and len(areas) >= 3:
        chosen, areas = areas[:3], areas[3:]
        now = {area: _both(begun[area][0] + chance.between(0, 2), chance) for area in chosen}
        drawn.life.looks_at_life(days_ago, now)
        days_ago -= chance.between(100, 150)


def _both(own: int, chance: Chance) -> tuple[int, int]:
    own = min(5, own)
    return own, max(1, min(5, own + chance.pick((-1, 0, 0, 1))))


def _plans(drawn: Drawn, planned: int, *, until: int) -> None:
    """The first plan: one goal or two, a step, and what goes with the theme.

    `until` is the step's last day, so many days ago (negative: ahead).
    """
    life, chance, theme = drawn.life, drawn.chance, drawn.theme
    goals = [drawn.said(chance.pick(theme.goals))]
    if chance.one_in(2):
        goals.append(chance.pick(SECOND_GOALS))
    also = []
    on = life.today - timedelta(days=planned)
    terms = [term for term in drawn.terms if term.kind.key == theme.group and term.covers(on)]
    if terms and not chance.one_in(3):
        also.append(joining(life, terms[0]))
        if terms[0].group.ends_on is not None:
            attending(life, terms[0], planned, max(until, 0), chance)
    elif theme.study:
        starts = chance.between(-planned, 25) if until < 0 else 7 - planned
        also.append(studying(life, theme.study, starts, chance))
        if -starts - SOONEST_PASSED > max(until, 0):
            passes(life, chance.between(max(until, 0) + 1, -starts - SOONEST_PASSED))
    measure, title = chance.pick(theme.steps)
    step = Step(measure, title, 5 - planned, -until)
    life.plans(
        planned,
        goals,
        step,
        how=chance.pick(("desk", "desk", "phone", "paper")),
        weeks=_weeks(chance, planned, until),
        also=also,
    )


def _weeks(chance: Chance, planned: int, until: int) -> int:
    """Weeks from the plan to its follow-up: most lie ahead, one in eight was missed."""
    since = (planned - max(until, 0)) // 7
    return max(1, since - 1) if chance.one_in(8) else since + chance.between(1, 14)


def _plans_again(drawn: Drawn, planned: int) -> None:
    """The next number of the plan, when something has been reached; often with a seat in a group
    that goes on."""
    chance, life = drawn.chance, drawn.life
    on = chance.between(20, min(planned - 90, groups.SINCE - 5))
    going_on = [
        t for t in drawn.terms if t.group.ends_on is None and t.kind.key == drawn.theme.group
    ]
    also = [] if chance.one_in(4) else [joining(life, term) for term in going_on]
    measure, title = chance.pick(NEXT_STEPS)
    step = Step(measure, title, 3 - on, chance.between(12, 70))
    weeks = on // 7 + chance.between(1, 12)
    life.plans(on, [drawn.said(chance.pick(NEXT_GOALS))], step, weeks=weeks, also=also)


def _notes(drawn: Drawn, since: int, until: int, *, most: int = 4) -> None:
    """Every three to eight weeks, no sentence twice; now and then one that is shared."""
    chance, days_ago = drawn.chance, until
    for text in drawn.texts:
        if days_ago >= since or most == 0:
            return
        if chance.one_in(4):
            drawn.life.meets(days_ago, chance.pick(SHARED), kind="meeting", shared=True)
        else:
            drawn.life.meets(days_ago, text, kind=chance.pick(NOTE_KINDS))
        days_ago, most = days_ago + chance.between(18, 55), most - 1


def _is_placed(drawn: Drawn, planned: int) -> None:
    """Most are in the middle of it; a few have just ended, and nobody has said how."""
    life, chance = drawn.life, drawn.chance
    starts = chance.between(3, min(60, planned))
    ends = chance.weighted((chance.between(5, 80), -chance.between(0, 2)), (8, 1))
    life.is_placed(starts, _workplace(chance, -starts, ends))
    since_half = starts - (starts + ends) // 2
    if since_half > 0 and not chance.one_in(4):
        life.talks_at_half_time(since_half)


def _stands_still(drawn: Drawn) -> None:
    life, chance = drawn.life, drawn.chance
    came = chance.between(75, 170)
    life.comes(came).is_taken(came - 8)
    life.meets(came - 20, drawn.said(chance.pick(drawn.theme.first)))
    life.meets(chance.between(35, 80), chance.pick(STILL), kind="attempt")


def _left_lately(drawn: Drawn) -> None:
    _left(drawn, drawn.chance.between(2, 120))


def left_long_ago(drawn: Drawn) -> None:
    """Within two years; one in twenty-five was never taken."""
    chance, life = drawn.chance, drawn.life
    left = chance.between(3, 2 * YEAR - 30)
    if chance.one_in(25):
        life.comes(left + chance.between(5, 20)).is_refused(left, chance.pick(REFUSALS))
    else:
        _left(drawn, left)


def _left(drawn: Drawn, left: int) -> None:
    """The whole way; somebody asks how it went each time it is due, or forgets to."""
    life, chance = drawn.life, drawn.chance
    stayed = min(chance.between(70, 420), 2 * YEAR + 60 - left)
    came = left + stayed
    taken = came - chance.between(2, 20)
    life.comes(came).is_taken(taken, long_ago=True)
    life.meets(taken - 6, drawn.said(chance.pick(drawn.theme.first)), kind="meeting")
    begun = _looks_at_all(drawn, taken - 12)
    planned = taken - chance.between(14, 24)
    if planned > left + 20:
        _plans(drawn, planned, until=left + chance.between(1, (planned - left) // 2))
        _notes(drawn, planned, left + chance.between(8, 20), most=2)
    if stayed > 120 and not chance.one_in(3):
        _was_placed(drawn, planned - 15, left + 8)
    reason, occupation, verified = chance.weighted(EXITS, EXIT_SHARES)
    if stayed > 150 and occupation != "unknown":
        ended = {a: _both(own + chance.between(0, 2), chance) for a, (own, _) in begun.items()}
        life.looks_at_life(left + 2, ended, at_the_end=True)
    life.meets(left, drawn.said(chance.pick(LAST[occupation])))
    life.leaves(left, reason, occupation, verified)
    _is_asked_afterwards(drawn, left, occupation)


def _is_asked_afterwards(drawn: Drawn, left: int, occupation: str) -> None:
    """On each day that has come; lately some still wait to be asked."""
    chance = drawn.chance
    for days in FOLLOW_UP_DAYS:
        waits = left - days < 21 and chance.one_in(3)
        if left - days > 3 and not waits:
            words = chance.pick((*AFTERWARDS.get(occupation, ()), ""))
            told = Heard("reached", occupation, words=words, heard_by="phone")
            heard = chance.weighted((told, *NOT_HEARD), (13, 5, 1))
            drawn.life.is_asked(left - days - chance.between(0, 3), days, heard)


def _was_placed(drawn: Drawn, since: int, until: int) -> None:
    """On a workplace from and to so many days ago, to the end or not."""
    chance = drawn.chance
    starts = chance.between((since + until) // 2, since)
    lasted = chance.between(14, max(15, starts - until))
    drawn.life.is_placed(starts, _workplace(chance, -starts, lasted - starts))
    drawn.life.stops(starts - lasted, chance.weighted(PLACEMENT_ENDS, (6, 3, 1, 1, 1)))


def _workplace(chance: Chance, starts: int, ends: int) -> Workplace:
    employer = chance.pick(EMPLOYERS)
    kind = chance.pick(("internship", "work_training", "work_trial"))
    extent = chance.pick((25, 50, 75))
    return Workplace(employer.name, kind, starts, ends, extent, employer.contact)


NOW: tuple[Way, ...] = (
    _goes_on, _waits, _goes_on, _is_new, _goes_on, _left_lately, _goes_on, _goes_on, _stands_still,
    _goes_on, _waits, _goes_on, _is_new, _goes_on, _goes_on, _left_lately, _goes_on, _waits,
    _goes_on, _is_new, _goes_on, _goes_on, _left_lately, _stands_still, _goes_on,
)  # fmt: skip
"""The ways of those who are here now, one after the other and over again."""
