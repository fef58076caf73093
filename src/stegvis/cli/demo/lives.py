"""The lives of the demo that are drawn, from the ways people come and go.

All persons are invented. Days are counted from the demo's today.
"""

from __future__ import annotations

from datetime import date
from random import Random

from stegvis.casework.cases.actions import Heard
from stegvis.casework.cases.rules import FOLLOW_UP_DAYS
from stegvis.casework.people.actions import NewPerson
from stegvis.casework.situation import queries as situation
from stegvis.cli.demo.cast import COORDINATORS, Cast
from stegvis.cli.demo.employers import EMPLOYERS
from stegvis.cli.demo.life import Life, Step, Who, Workplace
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.profiles import drawn as drawn_wants

MUNICIPALITIES = ("2183", "2121", "2182", "2184")
YEAR = 365
AREAS = situation.life_areas().item_keys
GOALS = (
    "Jag vill ha ett jobb där jag får röra på mig.",
    "Jag vill kunna betala min egen hyra.",
    "Jag vill klara språket så att jag vågar prata på jobbet.",
    "Jag vill hitta en utbildning som passar mig.",
    "Jag vill ha en vardag med fasta tider.",
    "Jag vill arbeta med händerna igen.",
)
REASONS = (
    "Behöver stöd att komma vidare mot arbete.",
    "Har varit hemma länge och vill pröva något nytt.",
    "Vill börja studera men vet inte vart man vänder sig.",
    "Saknar praktik i Sverige och vill komma ut på en arbetsplats.",
)
STEPS = (
    ("language_course", "Sfi kurs C"),
    ("health_activity", "Promenadgrupp"),
    ("workshop", "Snickeriverkstaden"),
    ("job_search_support", "Jobbsökarstöd"),
    ("study_motivation", "Studiemotiverande kurs"),
    ("guidance", "Studie- och yrkesvägledning"),
)
NOTES = (
    "Vi pratade om veckan som gick. Det rullar på.",
    "Gick igenom målen tillsammans. Vill ta det lugnt ett tag till.",
    "Ringde och bokade nästa möte.",
    "Berättade om en arbetsplats som verkar intressant.",
)

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

NOT_HEARD = (Heard("not_reached"), Heard("declined"))
PLACEMENT_ENDS = ("completed", "job", "not_fitting", "illness", "did_not_show")


def drawn(cast: Cast, draw: Lottery, today: date, count: int) -> list[Life]:
    """Others, so that queues, caseloads and lists look like those of a real unit."""
    return [_one(cast, draw, today) for _place in range(count)]


def _one(cast: Cast, draw: Lottery, today: date) -> Life:
    language = draw.weighted(("sv", "ar", "so", "ti", "uk", "prs"), (62, 12, 8, 6, 6, 6))
    female = draw.between(0, 1) == 1
    given, family = draw.name(language, female=female)
    has_number = draw.between(1, 20) > 1
    facts = NewPerson(
        given_name=given,
        family_name=family,
        number=draw.number(draw.between(17, 64), female=female) if has_number else "",
        no_number_reason="" if has_number else "waiting",
        municipality_code=draw.weighted(MUNICIPALITIES, (5, 2, 3, 3)),
        language=language,
        other_languages=[] if language == "sv" else ["sv"],
        interpreter="none" if language == "sv" else draw.pick(("none", "decisions", "always")),
        phone=f"070-17406{draw.between(10, 49)}",
    )
    source = draw.pick(("social_services", "social_services", "af", "health", "school", "oneself"))
    life = Life(
        cast,
        Who(facts, source, draw.pick(REASONS)),
        draw.weighted(COORDINATORS, (9, 3, 3, 2, 2, 2)),
        today,
    )
    ways = [way for way, _share in _DRAWN_WAYS]
    draw.weighted(ways, [share for _way, share in _DRAWN_WAYS])(life, draw)
    return life


def _waits(life: Life, draw: Lottery) -> None:
    life.comes(draw.between(0, 28))


def _is_new(life: Life, draw: Lottery) -> None:
    came = draw.between(10, 40)
    life.comes(came).is_taken(draw.between(0, 9))


def _goes_on(life: Life, draw: Lottery) -> None:
    came = draw.between(70, 400)
    life.comes(came).is_taken(came - 6).meets(came - 12, draw.pick(NOTES), kind="meeting")
    life.is_mapped(came - 13, drawn_wants(life.who.facts.language, draw), draw)
    measure, title = draw.pick(STEPS)
    planned = came - draw.between(14, 40)
    step = Step(measure, title, -planned + 5, draw.between(10, 120))
    life.plans(planned, draw.some(GOALS, 1) or [GOALS[0]], step, weeks=_weeks(draw, planned))
    life.meets(draw.between(1, min(20, planned)), draw.pick(NOTES), shared=draw.between(0, 1) == 1)
    if draw.between(1, 3) == 1:
        _is_placed(life, draw, planned)
    _looks_at_life(life, draw.aside(f"areas {life.who.facts.family_name} {came}"), came, planned)


def _looks_at_life(life: Life, chance: Random, came: int, planned: int) -> None:
    """At the start all areas, lately three (one in eight has been forgotten): most have moved a
    step, and both don't always agree."""
    begun = {area: _both(chance.randint(1, 4), chance) for area in AREAS}
    life.looks_at_life(came - 13, begun)
    if chance.randint(1, 8) > 1:
        now = {
            area: _both(min(5, begun[area][0] + chance.randint(0, 2)), chance)
            for area in chance.sample(AREAS, 3)
        }
        life.looks_at_life(chance.randint(8, min(80, planned)), now)


def _both(own: int, chance: Random) -> tuple[int, int]:
    return own, max(1, min(5, own + chance.choice((-1, 0, 0, 1))))


def _is_placed(life: Life, draw: Lottery, planned: int) -> None:
    """Most are in the middle of it; a few have just ended, and nobody has said how."""
    starts = draw.between(3, min(60, planned))
    ends = draw.weighted((draw.between(5, 80), -draw.between(0, 2)), (6, 1))
    life.is_placed(starts, _workplace(draw, -starts, ends))
    since_half = starts - (starts + ends) // 2
    if since_half > 0 and draw.between(1, 4) > 1:
        life.talks_at_half_time(since_half)


def _weeks(draw: Lottery, planned: int) -> int:
    """Weeks from the plan to its follow-up: most lie ahead, one in eight was missed."""
    since = planned // 7
    return max(1, since - 1) if draw.between(1, 8) == 1 else since + draw.between(1, 14)


def _stands_still(life: Life, draw: Lottery) -> None:
    came = draw.between(120, 300)
    life.comes(came).is_taken(came - 8).meets(came - 20, draw.pick(NOTES))


def _left(life: Life, draw: Lottery) -> None:
    """Came within two years; somebody asks how it went each time it is due, or forgets to."""
    came = draw.between(120, 2 * YEAR)
    stayed = min(came - 3, draw.between(60, 420))
    left = came - stayed
    life.comes(came).is_taken(came - draw.between(2, 25)).meets(came - 28, draw.pick(NOTES))
    life.plans(came - 34, [draw.pick(GOALS)], weeks=stayed // 7 + 1)
    if stayed > 120 and draw.between(1, 3) > 1:
        _was_placed(life, draw, came - 50, left + 8)
    reason, occupation, verified = draw.weighted(EXITS, EXIT_SHARES)
    life.leaves(left, reason, occupation, verified)
    for days in FOLLOW_UP_DAYS:
        if left - days > 3 and draw.between(1, 6) > 1:
            told = Heard("reached", occupation, heard_by="phone")
            heard = draw.weighted((told, *NOT_HEARD), (13, 5, 1))
            life.is_asked(left - days - draw.between(0, 3), days, heard)


def _was_placed(life: Life, draw: Lottery, since: int, until: int) -> None:
    """On a workplace from and to so many days ago, to the end or not."""
    starts = draw.between((since + until) // 2, since)
    lasted = draw.between(14, starts - until)
    life.is_placed(starts, _workplace(draw, -starts, lasted - starts))
    life.stops(starts - lasted, draw.weighted(PLACEMENT_ENDS, (6, 3, 1, 1, 1)))


def _workplace(draw: Lottery, starts: int, ends: int) -> Workplace:
    employer = draw.pick(EMPLOYERS)
    kind, extent = draw.pick(("internship", "work_training", "work_trial")), draw.pick((25, 50, 75))
    return Workplace(employer.name, kind, starts, ends, extent, employer.contact)


_DRAWN_WAYS = (
    (_waits, 15),
    (_is_new, 10),
    (_goes_on, 43),
    (_stands_still, 12),
    (_left, 20),
)
"""Each way through the house, and how many of a hundred go it."""
