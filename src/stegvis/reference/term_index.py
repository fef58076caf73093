"""A search box's memory: terms that mean something, found as they are typed, slips included.

A query is held against every term in six ways, best first: the same, its beginning, the beginnings
of its words in any order, the same but for slips, its beginning but for slips, inside a compound.
Slips are counted as optimal string alignment: a letter lost, added, exchanged, or two swapped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from stegvis.reference.spelling import folded, plain

LONGEST_QUERY = 60
SHORTEST_INSIDE = 4
"""Shorter pieces are found inside too many words to mean anything."""

SHORTEST_WORD = 3

SAME, BEGINNING, WORD_BEGINNINGS, END, INSIDE, TAIL, SOME_WORDS = 100, 92, 82, 72, 56, 64, 60
SLIP, SLIP_IN_BEGINNING = 96, 88
"""The best score of each way."""


class Term(NamedTuple):
    """A way to say a target. A lower `rank` is nearer to it and wins between equal matches."""

    text: str
    target: str
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A target that was found, through which term, and how well: 100 is the term itself."""

    target: str
    term: str
    score: float


class TermIndex:
    """Built once, then only read. `weights` in 0–1 say what is looked for most."""

    def __init__(self, terms: Iterable[Term], weights: Mapping[str, float] | None = None) -> None:
        self._weights = weights or {}
        found: dict[str, dict[str, Term]] = {}
        for term in terms:
            key = folded(term.text)
            if not key:
                continue
            targets = found.setdefault(key, {})
            if term.target not in targets or term.rank < targets[term.target].rank:
                targets[term.target] = term
        self._keys = sorted(found, key=lambda key: (len(key), key))
        self._lengths = [len(key) for key in self._keys]
        self._terms = [tuple(found[key].values()) for key in self._keys]
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._in_order = sorted(self._keys)
        self._places_of_word: dict[str, list[int]] = {}
        for place, key in enumerate(self._keys):
            for word in dict.fromkeys(key.split()):
                self._places_of_word.setdefault(word, []).append(place)
        self._words = sorted(self._places_of_word)

    def search(self, query: str, limit: int = 10) -> list[Match]:
        """The best targets for what is typed so far; nothing for nothing."""
        key = folded(query[:LONGEST_QUERY])
        if not key:
            return []
        scores: dict[int, float] = {}
        self._put(scores, self._beginnings(key))
        self._put(scores, self._word_beginnings(key))
        plenty = len(scores) >= 5 * limit
        is_known = key in self._place
        # Who has typed a known word whole has hardly slipped; others' words still follow it.
        self._put(scores, self._slips(key), 0.7 if is_known else 1.0)
        if not plenty:
            self._put(scores, self._inside(key))
            if not is_known:
                self._put(scores, self._beginnings_with_slips(key))
                self._put(scores, self._tails(key))
        if not scores:
            self._put(scores, self._some_words(key))
        return self._best_targets(scores, plain(query), limit)

    @staticmethod
    def _put(
        scores: dict[int, float], found: Iterable[tuple[int, float]], part: float = 1.0
    ) -> None:
        for place, score in found:
            if score * part > scores.get(place, 0.0):
                scores[place] = score * part

    def _best_targets(self, scores: dict[int, float], typed: str, limit: int) -> list[Match]:
        best: dict[str, Match] = {}
        for place, score in nlargest(40 * limit, scores.items(), key=lambda item: item[1]):
            for term in self._terms[place]:
                as_typed = plain(term.text).startswith(typed)
                full = score - term.rank + 3 * self._weights.get(term.target, 0.0) + as_typed
                if term.target not in best or full > best[term.target].score:
                    best[term.target] = Match(term.target, term.text, full)
        ordered = sorted(best.values(), key=lambda m: (-m.score, len(m.term), m.term, m.target))
        return ordered[:limit]

    def _beginnings(self, key: str) -> Iterator[tuple[int, float]]:
        """The term itself, and terms that begin with the key; shorter ones are better."""
        for other in _starting_with(self._in_order, key):
            rest = 1 - len(key) / len(other)
            yield self._place[other], BEGINNING - 12 * rest if rest else SAME

    def _word_beginnings(self, key: str) -> Iterator[tuple[int, float]]:
        """Terms that have a word beginning with each word of the key."""
        common: set[int] | None = None
        for part in key.split():
            places = self._with_word(part)
            common = places if common is None else common & places
        for place in common or ():
            rest = 1 - min(1.0, len(key) / self._lengths[place])
            yield place, WORD_BEGINNINGS - 10 * rest

    def _with_word(self, beginning: str) -> set[int]:
        words = _starting_with(self._words, beginning)
        return {place for word in words for place in self._places_of_word[word]}

    def _slips(self, key: str) -> Iterator[tuple[int, float]]:
        """Terms of about the key's length, a slip or a few away."""
        allowed = 1 if len(key) < 6 else 2 if len(key) < 13 else 3
        start = bisect_left(self._lengths, len(key) - allowed)
        end = bisect_left(self._lengths, len(key) + allowed + 1)
        for at, slips in _close(key, self._keys[start:end], allowed):
            longer = max(len(key), self._lengths[start + at])
            yield start + at, SLIP * (1 - slips / longer)

    def _beginnings_with_slips(self, key: str) -> Iterator[tuple[int, float]]:
        """Longer terms whose beginning is a slip or two away; few slip at the very first letter."""
        if len(key) < SHORTEST_INSIDE:
            return
        allowed = 1 if len(key) < 9 else 2
        first = [other for letter in sorted({*key[:2]}) for other in self._beginning_with(letter)]
        longer = [other for other in first if len(other) > len(key)]
        for length in (len(key), len(key) + 1):
            for at, slips in _close(key, [other[:length] for other in longer], allowed):
                rest = 1 - len(key) / len(longer[at])
                score = SLIP_IN_BEGINNING * (1 - slips / len(key)) - 8 * rest
                yield self._place[longer[at]], score

    def _beginning_with(self, letter: str) -> list[str]:
        start = bisect_left(self._in_order, letter)
        return self._in_order[start : bisect_left(self._in_order, chr(ord(letter) + 1))]

    def _inside(self, key: str) -> Iterator[tuple[int, float]]:
        """Compounds: what a word ends with says more of it than what stands in its middle."""
        if len(key) < SHORTEST_INSIDE:
            return
        start = bisect_left(self._lengths, len(key) + 1)
        for place, other in enumerate(self._keys[start:], start):
            if key in other:
                best = END if f"{key} " in f"{other} " else INSIDE
                yield place, best - 10 * (1 - len(key) / len(other))

    def _tails(self, key: str) -> Iterator[tuple[int, float]]:
        """Known terms that the key ends with: a compound's last part says what it is."""
        for at in range(1, len(key) - SHORTEST_INSIDE):
            if (place := self._place.get(key[at:])) is not None:
                yield place, TAIL * (1 - at / len(key) / 2)

    def _some_words(self, key: str) -> Iterator[tuple[int, float]]:
        """Terms with one of the key's words, where none has them all; rare words weigh more."""
        for part in key.split():
            if len(part) >= SHORTEST_WORD:
                places = self._with_word(part)
                for place in places:
                    rest = 1 - min(1.0, len(part) / self._lengths[place])
                    yield place, SOME_WORDS * len(part) / len(key) - 10 * rest


def _starting_with(ordered: list[str], beginning: str) -> Iterator[str]:
    """The strings of a sorted list that begin so."""
    for at in range(bisect_left(ordered, beginning), len(ordered)):
        if not ordered[at].startswith(beginning):
            return
        yield ordered[at]


def _close(key: str, others: list[str], allowed: int) -> Iterator[tuple[int, int]]:
    """The index of each string at most so many slips away, and how many."""
    if others:
        slips = process.cdist(
            [key], others, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8
        )[0]
        for at in np.nonzero(slips <= allowed)[0]:
            yield int(at), int(slips[at])
