"""How well: the level of a language that stands beside its name, by the Common European Framework.

A level that is written (B1) is taken as it is. What people say in words is a first guess, to be
judged by those who know the person: local routine, no scale says so. Of the courses of Swedish for
immigrants each leads to a level: Skolverket, Kommentarmaterial till kursplanen i sfi (A: A1, B: A2,
C: A2, D: B1).
"""

from __future__ import annotations

import re

from stegvis.reference.pasted.clauses import NO
from stegvis.reference.spelling import plain

_WRITTEN = re.compile(r"\b([abc][12])(?:[+-]|\b)", re.IGNORECASE)
_IN_WORDS: tuple[tuple[str, str], ...] = (
    (r"modersmål\w*|morsmål\w*|mother tongue|native|första ?språk|førstespråk", "C2"),
    (r"flytande|flytende|fluent|obehindra\w+|uhindra\w+", "C1"),
    (r"(?:mycket|väldigt|svært|meget|very) (?:bra|goda?|godt?|good|well)", "B2"),
    (r"bra|goda?|godt?|good", "B1"),
    (r"grundläggande|grunnleggende|enkel|basic|hjälplig\w*", "A2"),
    (r"lite|litet|litt|någon|noe|little|nybörj\w+|nybegynner", "A1"),
)
_WORDS = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), level) for words, level in _IN_WORDS]
_NOT_WELL = NO | {"mindre", "knappt", "knapt"}
_COURSE = r"[a-d]\b(?!\s*(?:körkort|førerkort))"
_SFI = re.compile(
    r"\bsfi[\s,:-]*(?:kurs(?:erna|er)?\s*|nivå\s*)?"
    rf"({_COURSE}(?:\s*(?:[,/+&–-]|och|og|samt|till|til)\s*{_COURSE})*)",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:läser|studerar|går|pågående|påbörjat|just nu|började|börjat|tar)\b", re.IGNORECASE
)
_AFTER = {"a": "A1", "b": "A2", "c": "A2", "d": "B1"}
_DURING = {"a": "", "b": "A1", "c": "A2", "d": "A2"}


def told_beside(clause: str) -> str:
    """The level that a clause tells; '' for none, and where a no stands in it ("inte så bra")."""
    if _NOT_WELL.intersection(plain(clause).split()):
        return ""
    if written := _WRITTEN.search(clause):
        return written.group(1).upper()
    return next((level for words, level in _WORDS if words.search(clause)), "")


def of_sfi(sentence: str) -> tuple[str, str] | None:
    """What is said of courses of sfi, and the level in Swedish that the highest of them leads to:
    the one before, while it goes on.

    None where no course is named.
    """
    named = _SFI.findall(sentence)
    if not named:
        return None
    levels = _DURING if _UNDER_WAY.search(sentence) else _AFTER
    highest = max(
        course for courses in named for course in re.findall(r"\b[a-d]\b", courses.casefold())
    )
    return "sfi", levels[highest]
