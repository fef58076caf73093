"""Who comes to the demo's unit besides those who are told of: how many, from where, and to whom.

All persons are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle

from stegvis.casework.people.actions import NewPerson
from stegvis.cli.demo.cast import COORDINATORS, Cast
from stegvis.cli.demo.groups import Term
from stegvis.cli.demo.life import Life, Who
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.themes import THEMES, WISHES
from stegvis.cli.demo.told import told as told_lives
from stegvis.cli.demo.ways import NOW, Drawn, left_long_ago

HERE_NOW = 160
"""At most so many are here now or left lately: they are made before the demo is shown."""

MUNICIPALITIES = ("2183", "2121", "2182", "2184")
LANGUAGES, LANGUAGE_SHARES = ("sv", "ar", "so", "ti", "uk", "prs"), (64, 11, 7, 6, 6, 6)
AGES, AGE_SHARES = ((17, 19), (20, 29), (30, 44), (45, 64)), (4, 32, 38, 26)
OF_AGE = 20
"""Nobody who left long ago was a child then."""
TURNS = (
    "kerstin", "bjorn", "samira", "kerstin", "elin", "nadja", "jonas",
    "kerstin", "samira", "bjorn", "kerstin", "jonas", "elin", "nadja",
)  # fmt: skip
"""Who takes the next case: Kerstin, whose load isn't fair, twice as often as the others."""
THEME_SHARES = {"sv": (0, 26, 34, 20, 20), "": (44, 14, 18, 10, 14)}
"""By language, how often each theme: Swedish, and every other."""


@dataclass(frozen=True)
class Everybody:
    """The ten who are told of by name, those who are here now, and those whose way is over."""

    told: dict[str, Life]
    here: list[Life]
    gone: list[Life]


def everybody(cast: Cast, draw: Lottery, today: date, terms: list[Term], persons: int) -> Everybody:
    """So many in all, HERE_NOW of them at most told of or here now. The same for the same draw."""
    told = told_lives(cast, draw, today)
    here = _here(cast, draw, today, terms, min(persons, HERE_NOW) - len(told))
    return Everybody(told, here, _gone(cast, draw, today, terms, max(persons - HERE_NOW, 0)))


def _here(cast: Cast, draw: Lottery, today: date, terms: list[Term], count: int) -> list[Life]:
    """In the queue, newly come, on their way, standing still, or left a while ago."""
    lives, turns = [], cycle(TURNS)
    for number, way in zip(range(count), cycle(NOW), strict=False):
        drawn = _who(cast, draw, today, terms, f"now {number}")
        way(drawn)
        if drawn.life.is_open:
            drawn.life.coordinator = next(turns)
        lives.append(drawn.life)
    return lives


def _gone(cast: Cast, draw: Lottery, today: date, terms: list[Term], count: int) -> list[Life]:
    lives = []
    for number in range(count):
        drawn = _who(cast, draw, today, terms, f"gone {number}", youngest=OF_AGE)
        left_long_ago(drawn)
        drawn.life.leaves_openings = False
        lives.append(drawn.life)
    return lives


def _who(
    cast: Cast, draw: Lottery, today: date, terms: list[Term], what: str, *, youngest: int = 0
) -> Drawn:
    language = draw.weighted(LANGUAGES, LANGUAGE_SHARES)
    is_swedish = language == "sv"
    theme = draw.weighted(THEMES, THEME_SHARES["sv" if is_swedish else ""])
    female = draw.between(0, 1) == 1
    given, family = draw.name(language, female=female)
    age = max(youngest, draw.between(*draw.weighted(AGES, AGE_SHARES)))
    has_number = not draw.one_in(20)
    facts = NewPerson(
        given_name=given,
        family_name=family,
        number=draw.number(age, female=female) if has_number else "",
        no_number_reason="" if has_number else "waiting",
        municipality_code=draw.weighted(MUNICIPALITIES, (5, 2, 3, 3)),
        language=language,
        other_languages=[] if is_swedish else ["sv"],
        interpreter="none" if is_swedish else draw.pick(("none", "decisions", "always")),
        phone=f"070-17406{draw.between(10, 49)}",
    )
    who = Who(facts, draw.pick(theme.sources), draw.pick(theme.reasons), draw.pick(WISHES))
    life = Life(cast, who, draw.pick(COORDINATORS), today)
    return Drawn(life, theme, draw.aside(what), terms, female=female)
