"""The authority next door: a few lives of its own, so that the wall between can be tried."""

from __future__ import annotations

from datetime import date

from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.invented import Where, come
from stegvis.cli.demo.life import Life, Step
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.themes import WORK

HERE = Where(municipality="2180", coordinator="stig", first_phone=80)
LIVES = (
    ("Greta Sandelin", 44, True, 160),
    ("Nils Ravn", 27, False, 90),
    ("Vera Holmgren", 35, True, 45),
    ("Ture Lindgren", 59, False, 12),
)


def lives(cast: Cast, draw: Lottery, today: date) -> list[Life]:
    """Three with a coordinator and a plan, and one who waits."""
    told = come(HERE, LIVES, cast, draw, today)
    for life, (_name, _age, _female, came) in zip(told[:-1], LIVES, strict=False):
        life.is_taken(came - 5).meets(came - 8, WORK.later[0], kind="meeting")
        step = Step("job_search_support", "Jobbsökarstöd", 20 - came, 40)
        life.plans(came - 14, [draw.pick(WORK.goals[1:])], step, weeks=came // 7 + 6)
    return told
