"""The search boxes: occupations by everyday title, skills, languages. Fast enough for each key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log

from stegvis.reference.labour_market import ads_in_sweden
from stegvis.reference.languages import Language, languages
from stegvis.reference.naming import language_names
from stegvis.reference.occupations import fields, occupations
from stegvis.reference.skills import skills
from stegvis.reference.term_index import WORD_BEGINNINGS, Match, Term, TermIndex
from stegvis.reference.titles import AD_WORD, LABEL, NORWEGIAN, OWN_WORD, TITLE, words

RANKS = {LABEL: 0.0, OWN_WORD: 0.5, TITLE: 1.0, NORWEGIAN: 2.0, AD_WORD: 3.0}


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that fits what was typed. `through` is the word that matched, when it isn't the
    label itself; `score` is at most some 105, best first."""

    concept_id: str
    label: str
    through: str
    score: float


def find_occupations(typed: str, limit: int = 10) -> list[Found]:
    """Occupations for a title as people say it, as far as it is typed."""
    known = occupations()
    return [
        _found(match, known[match.target].label)
        for match in _occupation_index().search(typed, limit)
    ]


def find_skills(typed: str, limit: int = 10) -> list[Found]:
    """Skills whose name holds what is typed, or nearly so."""
    known = skills()
    return [_found(m, known[m.target].label) for m in _skill_index().search(typed, limit)]


def find_languages(typed: str, limit: int = 10) -> list[Found]:
    """Languages by their name in Swedish, bokmål or English, or by ISO code."""
    known = languages()
    return [_found(m, known[m.target].label) for m in _language_index().search(typed, limit)]


def find_fields(typed: str, limit: int = 3) -> list[Found]:
    """Fields of working life, such as health care or transport, by a word of their name."""
    known = fields()
    return [
        _found(m, known[m.target].label)
        for m in _field_index().search(typed, limit)
        if m.score >= WORD_BEGINNINGS - 10
    ]


def _found(match: Match, label: str) -> Found:
    through = "" if match.term == label else match.term
    return Found(match.target, label, through, match.score)


@cache
def _occupation_index() -> TermIndex:
    terms = (
        Term(word.text, concept_id, RANKS[word.kind])
        for word in words()
        for concept_id in word.concept_ids
    )
    return TermIndex(terms, _demand())


def _demand() -> dict[str, float]:
    """How many ads an occupation's group has, from 0 to 1 on a logarithmic scale."""
    ads = {one.concept_id: log(1 + ads_in_sweden(one.ssyk4)) for one in occupations().values()}
    most = max(ads.values())
    return {concept_id: number / most for concept_id, number in ads.items()}


@cache
def _skill_index() -> TermIndex:
    return TermIndex(Term(one.label, one.concept_id) for one in skills().values())


@cache
def _language_index() -> TermIndex:
    return TermIndex(
        Term(text, one.concept_id, rank)
        for one in languages().values()
        for rank, text in enumerate(_called(one))
        if text
    )


def _called(one: Language) -> tuple[str, ...]:
    others = language_names().get(one.concept_id, {})
    codes = (one.iso639_1, one.iso639_2 or one.iso639_3)
    return (one.label, *codes, others.get("nb", ""), others.get("en", ""))


@cache
def _field_index() -> TermIndex:
    return TermIndex(Term(one.label, one.concept_id) for one in fields().values())
