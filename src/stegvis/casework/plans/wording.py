"""The sentences of a printed plan, in each language it can be printed in, also easy Swedish.

The product's languages take theirs from the catalogues. Easy Swedish has sentences of its own in
`data/easy_sv.toml`: short, one thing at a time, for somebody who is learning the language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core.languages import own_language, pages_of

DATA = Path(__file__).parent / "data"
EASY = "sv-easy"

SENTENCES: dict[str, str | Promise] = {
    "heading": _("My plan"),
    "number": _("Plan {n}."),
    "draft": _("This is a draft. The plan holds when you have said yes to it."),
    "agreed": _("You said yes to the plan on {day}."),
    "goals": _("My goals"),
    "no_goal": _("There is no goal here yet. We write it together, in your own words."),
    "reached": _("You have reached this goal."),
    "steps": _("My steps"),
    "no_steps": _("There is no step here yet."),
    "past": _("Steps I have walked"),
    "starts": _("It begins on {day}."),
    "started": _("It began on {day}."),
    "ends": _("It ends on {day}."),
    "place": _("Where: {place}."),
    "hours": _("How much: {n} hours a week."),
    "answers": _("{name} answers for it."),
    "who": _("Who does what: {words}"),
    "child": _("What we considered for a child"),
    "follow_up": _("We go through the plan again on {day}."),
    "change": _("The plan is yours. You can change it whenever you want to; just tell us."),
    "contact": _("Whom you can turn to"),
    "coordinator": _("{name} works with you."),
    "phone": _("Phone {number}."),
    "sign": _("Sign here if you say yes to the plan"),
    "participant": _("Your name, and the day"),
    "unit_signs": _("Name of the one who works with you, and the day"),
}


@dataclass(frozen=True)
class Voice:
    """A way of saying things: its name for those who choose it, and the language it is in.

    `scale` is the size of its letters.
    """

    code: str
    name: str
    lang: str
    scale: float = 1.0

    def say(self, key: str, **facts: object) -> str:
        """A sentence with its facts filled in; to be called with `lang` as the language."""
        return str(_sentences(self.code)[key]).format(**facts)


VOICES = {
    voice.code: voice
    for voice in (
        Voice("sv", "Svenska", "sv"),
        Voice(EASY, "Lätt svenska", "sv", scale=1.15),
        Voice("nb", "Norsk bokmål", "nb"),
        Voice("en", "English", "en"),
    )
}


def voice_called(code: str, *, country: str) -> Voice:
    """The voice of a code; the country's own language for a code nobody knows."""
    return VOICES.get(code) or VOICES[pages_of(own_language(country))]


@cache
def _easy() -> Mapping[str, str]:
    return tomllib.loads((DATA / "easy_sv.toml").read_text(encoding="utf-8"))


def _sentences(code: str) -> Mapping[str, str | Promise]:
    return _easy() if code == EASY else SENTENCES
