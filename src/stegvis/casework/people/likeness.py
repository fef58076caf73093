"""Whether two entries may be the same person: by name and birth date, as people mistype them.

A name counts without regard to accents, the order of its parts and the ways of writing å, ä and ö
(Björn, Bjoern, Bjørn); a birth date also with day and month, or two neighbouring digits, changed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

SAME_DAY = 0.8
"""How like the names must be when the birth dates are one: two slips in a name of ten letters."""

NEAR_DAY = 0.9
"""And when two digits of the birth date have changed places: one slip."""

_LETTERS = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "t"})
_PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
MAX_LENGTH = 200


@dataclass(frozen=True)
class Likeness:
    """What an entry is compared by; `number_kind` is that of its identity number, if it has one."""

    name_key: str
    born: date | None
    number_kind: str = ""

    @classmethod
    def of(
        cls, given_name: str, family_name: str, born: date | None, number_kind: str = ""
    ) -> Likeness:
        """From what was written."""
        return cls(name_key(given_name, family_name), born, number_kind)

    def may_be(self, other: Likeness) -> bool:
        """Whether both may be one person. Nobody has two numbers of one kind."""
        if self.number_kind and self.number_kind == other.number_kind:
            return False
        if self.born is None or other.born is None:
            return self.name_key == other.name_key
        if self.born == other.born:
            return _is_like(self.name_key, other.name_key, SAME_DAY)
        if other.born in days_near(self.born) or self.born in days_near(other.born):
            return _is_like(self.name_key, other.name_key, NEAR_DAY)
        return self.name_key == other.name_key and _one_digit_apart(self.born, other.born)


def name_key(given_name: str, family_name: str) -> str:
    """The parts of a name folded and in order: what is alike whatever came first."""
    return " ".join(sorted(folded(f"{given_name} {family_name}").split()))[:MAX_LENGTH]


def folded(text: str) -> str:
    """A text without case, accents and the ways of writing å, ä and ö; words apart by a blank."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(_letter(char) for char in unicodedata.normalize("NFD", lowered))
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _letter(char: str) -> str:
    if unicodedata.combining(char) or char in "'’":
        return ""
    return char if char.isalnum() else " "


def _is_like(one: str, other: str, least: float) -> bool:
    """By slips of the hand (two letters that changed places are one), or a part left out."""
    if OSA.normalized_similarity(one, other) >= least:
        return True
    parts, others = set(one.split()), set(other.split())
    return min(len(parts), len(others)) > 1 and (parts <= others or others <= parts)


def days_near(born: date) -> set[date]:
    """The day itself, and those that a slip makes of it: day and month changed, neighbouring
    digits changed, and the first of January, which stands for a day that wasn't known."""
    digits = f"{born:%Y%m%d}"
    written = {digits, digits[:4] + digits[6:] + digits[4:6], digits[:4] + "0101"}
    for place in range(2, len(digits) - 1):
        written.add(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    return {day for text in written if (day := _day(text))}


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _one_digit_apart(one: date, other: date) -> bool:
    pairs = zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)
    return sum(a != b for a, b in pairs) == 1
