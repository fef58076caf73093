"""For how long: periods and numbers of years in a sentence, and which occupation each is of.

A number of years counts where its own item of the sentence speaks of work ("i 5 år", "5 års
erfarenhet", "5 år som"): alone it may as well be somebody's age ("Amina, 34 år").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 60
_IN_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "ett en et one", "två to two", "tre three", "fyra fire four", "fem five",
            "sex seks six", "sju syv seven", "åtta åtte eight", "nio ni nine", "tio ti ten",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:[a-zåäöøæ]{3,9}\.? |\d{1,2}[/.-])?"
_NOW = r"nu|nuvarande|idag|i dag|pågående|nå|now|present|nåværende|tills vidare|d\.d\."
_SPAN = re.compile(
    rf"\b{_MONTH}({_YEAR})(?:[/-]\d{{1,2}})?\s*(?:[-–—/]|till?|til|to|och med)\s*{_MONTH}({_YEAR}|{_NOW})?(?!\d)",  # noqa: E501  one pattern
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:sedan|siden|since|från och med|fra og med)\s+{_MONTH}({_YEAR})\b", re.I)
_LENGTH = re.compile(
    rf"\b(\d{{1,2}}(?:[.,]\d)?|{'|'.join(_IN_WORDS)})"
    r"(?: och (?:ett )?halvt| og (?:et )?halvt)?\s*(?:-\s*)?(?:års|år|years|year)\b"
    r"(?!\s*(?:gam|sedan|siden|ago|old|på|ved|ålder|alder|utbildn|utdann|stud))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[^,()]|,(?=\d))+")
_OF_AGE = re.compile(r"\b(?:är|er|am|för|for|på)\s*$", re.IGNORECASE)
_GOES_ON_WITH_AGE = re.compile(
    r"\s*(?:med|(?:som|who) (?:är|er|har|arbeta|jobb|arbeid|work|has|is))", re.IGNORECASE
)
_OF_LIFE = re.compile(
    r"\b(?:bott|bodd|lived|gift|arbetslös|arbeidsledig|sjuk\w*|sykmeldt)\b", re.IGNORECASE
)
_FOR = re.compile(r"\bi (?:\w+ )?$", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:erfarenhet\w*|erfaring\w*|experience|som|as|arbeta(?:t|de)|jobba(?:t|de)|jobbet"
    r"|arbeidet|worked)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Length:
    """Whole years, said at a place of the sentence (in characters)."""

    place: int
    years: int
    begin: int = 0
    """The year in which a period began; 0 for a number of years alone."""


def lengths(sentence: str, *, this_year: int) -> list[Length]:
    """Every length that the sentence tells, in its order."""
    found = [*_spans(sentence, this_year), *_said(sentence)]
    return sorted(found, key=lambda one: one.place)


def _spans(sentence: str, this_year: int) -> list[Length]:
    found = []
    for match in _SPAN.finditer(sentence):
        end = match.group(2) or ""
        last = int(end) if end.isdecimal() else this_year
        if 0 <= (years := last - int(match.group(1))) <= LONGEST:
            found.append(Length(match.start(1), years, int(match.group(1))))
    for match in _SINCE.finditer(sentence):
        if 0 <= (years := this_year - int(match.group(1))) <= LONGEST:
            found.append(Length(match.start(), years, int(match.group(1))))
    return found


def _said(sentence: str) -> list[Length]:
    found = []
    for item in _ITEM.finditer(sentence):
        for match in _LENGTH.finditer(item.group()):
            said = match.group(1).casefold()
            years = _IN_WORDS.get(said) or int(float(said.replace(",", ".")))
            if years <= LONGEST and _is_of_work(item.group(), match):
                found.append(Length(item.start() + match.start(), years))
    return found


def _is_of_work(item: str, years: re.Match[str]) -> bool:
    before = item[: years.start()]
    if _OF_AGE.search(before) or _GOES_ON_WITH_AGE.match(item, years.end()):
        return False
    if _OF_LIFE.search(before):
        return False
    return bool(
        years.group().casefold().endswith("års") or _FOR.search(before) or _WORK.search(item)
    )


def shared_out(told: Sequence[Length], names: Sequence[int]) -> dict[int, Length]:
    """Which of the names, by their places, each length is of: place → length.

    Where a length stands before the first name, each is of the next name, if there is one;
    otherwise of the name before it. What is left over is nobody's.
    """
    if not told or not names:
        return {}
    leads = told[0].place < names[0]
    found: dict[int, Length] = {}
    for one in told:
        after = next((name for name in names if name > one.place), None)
        before = next((name for name in reversed(names) if name < one.place), None)
        fits = before if after is None or not leads else after
        if fits is not None and fits not in found:
            found[fits] = one
    return found


def together(told: Sequence[Length]) -> int:
    """Whole years of all, at most LONGEST; of periods that began in the same year, the longest."""
    alone = sum(one.years for one in told if not one.begin)
    periods: dict[int, int] = {}
    for one in told:
        if one.begin:
            periods[one.begin] = max(one.years, periods.get(one.begin, 0))
    return min(alone + sum(periods.values()), LONGEST)
