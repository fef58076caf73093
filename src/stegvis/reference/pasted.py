"""What a pasted text tells of somebody: occupations, skills, languages and licences it names.

Only whole names count, in the words of the taxonomy, of everyday titles and of our own; the longest
name first, and never the same words twice. Of several occupations with a name in common (`kock`) it
is the one that the search box puts first. What stands after a no ("har inte körkort") isn't told.
Rather a name missed than one that isn't there: whoever reads the proposals drops what doesn't fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from stegvis.reference.driving_licences import driving_licences
from stegvis.reference.languages import languages
from stegvis.reference.naming import language_names
from stegvis.reference.search import find_occupations
from stegvis.reference.skills import skills
from stegvis.reference.spelling import plain
from stegvis.reference.titles import LABEL, OWN_WORD, TITLE, words

LONGEST_TEXT = 20_000
LONGEST_NAME = 6
"""In words."""
SHORTEST_SKILL, SHORTEST_OCCUPATION = 5, 3
MOST = 25
"""Of each kind."""

NO = {
    "ej", "inte", "ingen", "inget", "inga", "saknar", "saknas", "utan", "aldrig", "ikke",
    "mangler", "uten", "no", "not", "without", "never",
}  # fmt: skip
REACH_OF_NO = 3
"""How many words after a no are its own."""

MEANS_MUCH = {
    "service", "arbete", "data", "kurs", "kurser", "ledning", "handel", "teknik", "vård", "skola",
    "hälsa", "kultur", "transport", "information", "ekonomi", "utbildning", "erfarenhet", "musik",
    "sport", "idrott", "miljö", "design",
}  # fmt: skip
"""Skills whose name is an everyday word."""

_LICENCE_WORD = {
    "körkort", "körkortsbehörighet", "förerkort", "førerkort", "sertifikat", "licence", "license",
    "licences",
}  # fmt: skip
_ITS_REACH = 4
_WITH_DASH = re.compile(r"\b([A-Za-z]{1,2}[0-9]?)-?(?:körkort|førerkort)\b")


@dataclass
class Told:
    """Ids of concepts, and codes of licences, in the order of the text."""

    occupations: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.occupations or self.skills or self.languages or self.licences)


def told_in(text: str) -> Told:
    """What the text names; of a longer text than LONGEST_TEXT characters, the beginning."""
    told = Told()
    for sentence in re.split(r"[.!?;\n]", text[:LONGEST_TEXT]):
        found = _WITH_DASH.sub(r"\1 körkort", sentence)
        _read(plain(found).split(), told)
    return told


def _read(sentence: list[str], told: Told) -> None:
    for name in _licences(sentence):
        _add(told.licences, name)
    names, place = _names(), 0
    while place < len(sentence):
        lengths = _lengths(sentence, place)
        length = next((n for n in lengths if _said(sentence, place, n) in names), 0)
        if length and not _is_denied(sentence, place):
            name = _said(sentence, place, length)
            kind, concept_id = names[name]
            _add(getattr(told, kind), concept_id or _searched(name))
        place += max(length, 1)


def _lengths(sentence: list[str], place: int) -> Iterable[int]:
    """How long a name may be that begins here, the longest first."""
    return range(min(LONGEST_NAME, len(sentence) - place), 0, -1)


def _said(sentence: list[str], place: int, length: int) -> str:
    return " ".join(sentence[place : place + length])


def _is_denied(sentence: list[str], place: int) -> bool:
    return any(word in NO for word in sentence[max(0, place - REACH_OF_NO) : place])


def _add(found: list[str], one: str) -> None:
    if one and one not in found and len(found) < MOST:
        found.append(one)


def _licences(sentence: list[str]) -> Iterator[str]:
    """Codes beside a word for driving licence, unless a no stands beside it too."""
    known = {code.casefold(): code for code in driving_licences()}
    for place, word in enumerate(sentence):
        around = sentence[max(0, place - REACH_OF_NO) : place + REACH_OF_NO + 1]
        if word in _LICENCE_WORD and not NO.intersection(around):
            near = sentence[max(0, place - 2) : place + _ITS_REACH + 1]
            yield from (known[one] for one in near if one in known)


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Every name, made plain, and what it leads to: a kind of Told, and an id ('' for several)."""
    found: dict[str, tuple[str, str]] = {}
    for one in skills().values():
        for name in _called(one.label):
            if len(name) >= SHORTEST_SKILL and name not in MEANS_MUCH:
                found[name] = ("skills", one.concept_id)
    found |= {name: ("occupations", cid) for name, cid in _occupations()}
    for one_language in languages().values():
        others = language_names().get(one_language.concept_id, {})
        for name in (one_language.label, others.get("nb", ""), others.get("en", "")):
            if len(plain(name)) > 3:
                found[plain(name)] = ("languages", one_language.concept_id)
    return found


def _occupations() -> Iterator[tuple[str, str]]:
    """Names of occupations; what a label says before its comma is one too."""
    by_name: dict[str, list[str]] = {}
    for word in words():
        if word.kind in (LABEL, TITLE, OWN_WORD):
            for name in {word.text, word.text.partition(",")[0]}:
                by_name.setdefault(plain(name), []).extend(word.concept_ids)
    for name, concept_ids in by_name.items():
        if len(name) > SHORTEST_OCCUPATION:
            yield name, concept_ids[0] if len(set(concept_ids)) == 1 else ""


@cache
def _searched(name: str) -> str:
    """The occupation that the search box puts first; '' when it finds none."""
    return next((found.concept_id for found in find_occupations(name, 1)), "")


def _called(label: str) -> set[str]:
    """A skill's name, and the way it is written in a text."""
    short = label.removesuffix(", programmeringsspråk")
    return {plain(label), plain(short), plain(short.removeprefix("MS "))}
