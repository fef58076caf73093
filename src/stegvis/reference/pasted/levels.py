"""How well: the level of a language that stands beside its name, by the Common European Framework.

A level that is written (B1) is taken as it is. What people say in words is a first guess, to be
judged by those who know the person: local routine, no scale says so. Of the courses of Swedish for
immigrants each leads to a level: Skolverket, Kommentarmaterial till kursplanen i sfi (A: A1, B: A2,
C: A2, D: B1).
"""

from __future__ import annotations

import re

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
_SFI = re.compile(r"\bsfi[\s,:-]*(?:kurs\s*|nivå\s*)?([a-d])\b", re.IGNORECASE)
_UNDER_WAY = re.compile(
    r"\b(?:läser|studerar|går|pågående|påbörjat|just nu|började|börjat|tar)\b", re.IGNORECASE
)
_AFTER = {"a": "A1", "b": "A2", "c": "A2", "d": "B1"}
_DURING = {"a": "", "b": "A1", "c": "A2", "d": "A2"}


def told_beside(clause: str) -> str:
    """The level that a clause tells; '' for none."""
    if written := _WRITTEN.search(clause):
        return written.group(1).upper()
    return next((level for words, level in _WORDS if words.search(clause)), "")


def of_sfi(sentence: str) -> tuple[str, str] | None:
    """What is said of a course of sfi, and the level in Swedish: the one before, while it goes on.

    None where no course is named.
    """
    course = _SFI.search(sentence)
    if course is None:
        return None
    levels = _DURING if _UNDER_WAY.search(sentence) else _AFTER
    return course.group(), levels[course.group(1).casefold()]
