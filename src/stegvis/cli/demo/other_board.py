"""The second board of the demo's authority, so that secrecy between boards can be tried.

It has three persons of its own, one of whom the first board knows too. It has asked the first board
about that one and has no answer yet, and may read the plan of another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from stegvis.casework.network import actions as network
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.invented import Where, come
from stegvis.cli.demo.life import Life, Step, Who
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.themes import STUDIES
from stegvis.core import clock

KNOWN_TO_BOTH, DISCLOSED = "amina", "oksana"
HERE = Where(municipality="2183", coordinator="ylva", first_phone=90, source="oneself")
LIVES = (
    ("Birgit Alm", 52, True, 120),
    ("Sixten Rud", 31, False, 15),
)
ASKED_DAYS_AGO, DISCLOSED_DAYS_AGO = 3, 12
REACH_LASTS = timedelta(days=90)


def lives(cast: Cast, told: dict[str, Life], draw: Lottery, today: date) -> list[Life]:
    """Theirs: two who study, one of them known to both boards, and one who waits."""
    there = cast.other_board
    birgit, sixten = come(HERE, LIVES, there, draw, today)
    both = _known_to_both(there, told[KNOWN_TO_BOTH], today)
    for life, days_ago in ((birgit, 115), (both, 70)):
        life.is_taken(days_ago).meets(days_ago - 3, STUDIES.first[2], kind="meeting")
        step = Step("language_course", "Svenska som andraspråk", 20 - days_ago, 60)
        life.plans(days_ago - 9, [STUDIES.goals[0]], step, weeks=days_ago // 7 + 6)
    both.also(ASKED_DAYS_AGO, _asking(cast, told[KNOWN_TO_BOTH]))
    both.also(DISCLOSED_DAYS_AGO, _disclosing(cast, told[DISCLOSED]))
    return [birgit, sixten, both]


def _known_to_both(there: Cast, theirs: Life, today: date) -> Life:
    """The same number and name; neither board learns it from the other."""
    facts = replace(theirs.who.facts, phone="070-1740692", email="")
    reason = "Vill läsa till undersköterska på komvux."
    return Life(there, Who(facts, "oneself", reason), "ylva", today).comes(75)


def _asking(cast: Cast, life: Life) -> Callable[[], object]:
    reason = "Behöver planen för att lägga kurserna så att de passar praktiken."
    return lambda: network.ask(life.person, scope="plan", reason=reason, by=cast.by("ylva"))


def _disclosing(cast: Cast, life: Life) -> Callable[[], object]:
    """Reach to the plan for a while, after a test of harm."""

    def act() -> None:
        facts = network.DisclosureFacts(
            to=cast.board_unit,
            ground="decision",
            reason="Validering av lärarexamen planeras tillsammans.",
            harm_test="Hon vill det själv, och planen säger inget om hälsa.",
            scope="plan",
            ends_on=clock.today() + REACH_LASTS,
        )
        network.disclose(life.person, facts=facts, by=cast.by(life.coordinator))

    return act
