"""The authority next door: a few lives of its own, so that the wall between can be tried."""

from __future__ import annotations

from datetime import date

from stegvis.casework.people.actions import NewPerson
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life, Step, Who
from stegvis.cli.demo.lives import GOALS, NOTES
from stegvis.cli.demo.lottery import Lottery

MUNICIPALITY = "2180"
LIVES = (
    ("Greta Sandelin", 44, True, 160),
    ("Nils Ravn", 27, False, 90),
    ("Vera Holmgren", 35, True, 45),
    ("Ture Lindgren", 59, False, 12),
)
"""Invented name, age, whether a woman, and how many days ago they came."""


def lives(cast: Cast, draw: Lottery, today: date) -> list[Life]:
    """Three with a coordinator and a plan, and one who waits."""
    told = [_one(cast, draw, today, place) for place in range(len(LIVES))]
    for life, (_name, _age, _female, came) in zip(told[:-1], LIVES, strict=False):
        life.is_taken(came - 5).meets(came - 8, NOTES[0], kind="meeting")
        step = Step("job_search_support", "Jobbsökarstöd", 20 - came, 40)
        life.plans(came - 14, [draw.pick(GOALS)], step, weeks=came // 7 + 6)
    return told


def _one(cast: Cast, draw: Lottery, today: date, place: int) -> Life:
    name, age, female, came = LIVES[place]
    given, family = name.split()
    facts = NewPerson(
        given_name=given,
        family_name=family,
        number=draw.number(age, female=female),
        municipality_code=MUNICIPALITY,
        phone=f"070-17406{80 + place}",
    )
    return Life(cast, Who(facts), "stig", today).comes(came)
