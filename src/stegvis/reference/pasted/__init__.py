"""What a pasted text tells of somebody: occupations, skills, languages, licences and education.

Only whole names count, in the words of the taxonomy, of everyday titles and of our own; the longest
name first, and never the same words twice. Of several occupations with a name in common (`kock`) it
is the one that the search box puts first. What is wished for or ruled out is told apart, and what
stands with another no ("har inte körkort") isn't told (`clauses`). Beside each the words that say
it. Rather a name missed than one that isn't there: whoever reads the proposals drops what doesn't
fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from stegvis.reference.driving_licences import driving_licences
from stegvis.reference.languages import languages, languages_by_iso
from stegvis.reference.naming import language_names
from stegvis.reference.pasted import education, levels
from stegvis.reference.pasted import years as years_in
from stegvis.reference.pasted.clauses import NOT_THEIRS, Sentence, Way, sentences
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

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Of the Common European Framework."""

NORWEGIAN = ("kokk", "servitør", "elektriker", "sykepleier", "lærer", "frisør", "maler")
"""Words of Norwegian texts that are known only from advertisements."""

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
_WITHDRAWN = {
    "indraget", "indragna", "återkallat", "återkallad", "återkallats", "inndratt", "tilbakekalt",
    "beslaglagt", "revoked",
}  # fmt: skip
_BESIDE, _ITS_REACH = 2, 4
"""Words before and after the word for a licence among which its class stands."""
_WITH_DASH = re.compile(r"\b([A-Za-z]{1,2}[0-9]?)-?(?:körkort|førerkort)\b")
_KIND_OF = {Way.SO: "occupations", Way.WISHED: "wishes", Way.UNWANTED: "no_gos"}


@dataclass(frozen=True)
class Said:
    """One thing that the text names: a concept's id or a code, what is said of it, and the words.

    `detail` is whole years of an occupation, the level of a language; of an education, whose `one`
    is its level, field and year with a bar between them, nothing.
    """

    one: str
    detail: str = ""
    words: str = ""


@dataclass
class Told:
    """What a text names, in its order."""

    occupations: list[Said] = field(default_factory=list)
    education: list[Said] = field(default_factory=list)
    skills: list[Said] = field(default_factory=list)
    languages: list[Said] = field(default_factory=list)
    licences: list[Said] = field(default_factory=list)
    wishes: list[Said] = field(default_factory=list)
    no_gos: list[Said] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def told_in(text: str, *, this_year: int) -> Told:
    """What the text names; of a longer text than LONGEST_TEXT characters, the beginning.

    `this_year` ends what still goes on ("2019 – nu").
    """
    reading = _Reading(this_year)
    whole = _WITH_DASH.sub(r"\1 körkort", text[:LONGEST_TEXT])
    for sentence in sentences(whole):
        reading.read(sentence)
    return reading.told


@dataclass
class _Reading:
    """A text on its way: what it has told, and of the line before what wants its other half: a
    period that nothing was said of, or an occupation without one."""

    this_year: int
    told: Told = field(default_factory=Told)
    period: Said | None = None
    untimed: Said | None = None

    def read(self, sentence: Sentence) -> None:
        """Add what a sentence names."""
        for code, word in _licences(sentence):
            self._add("licences", Said(code, words=sentence.quoted(word)))
        self._read_education(sentence)
        named = list(_named(sentence))
        times = self._times(sentence, _occupations_at(sentence, named))
        for place, name, kind in named:
            said = Said(_concept(name), words=sentence.quoted(name))
            if kind == "languages":
                said = replace(said, detail=_level(sentence, place))
            elif kind == "occupations" and (time := times.pop(said.one, None)):
                said = replace(said, detail=time.detail, words=_joined(time.words, said.words))
            self._add(kind, said)

    def _read_education(self, sentence: Sentence) -> None:
        denied = any(word.way in NOT_THEIRS for word in sentence.words)
        if not denied:
            for learnt in education.told_in(sentence.written, latest=self.this_year):
                one = "|".join((learnt.level, learnt.field, learnt.year))
                self._add("education", Said(one, words=sentence.quoted(learnt.said)))
        if (sfi := levels.of_sfi(sentence.written)) and not denied:
            self._add("languages", Said(_swedish(), sfi[1], sentence.quoted(sfi[0])))

    def _times(self, sentence: Sentence, names: dict[int, str]) -> dict[str, Said]:
        """Id of an occupation → its years, and the words of another line that tells them.

        `names` are the occupations by their places in characters. A line with nothing but a period
        belongs to the line before it or after.
        """
        told = years_in.lengths(sentence.written, this_year=self.this_year)
        before, self.period = self.period, None
        untimed, self.untimed = self.untimed, None
        if not names:
            self._read_period(sentence, [one.years for one in told if one.begin], untimed)
            return {}
        if told:
            lengths: dict[str, list[years_in.Length]] = {}
            for place, length in years_in.shared_out(told, list(names)).items():
                lengths.setdefault(_concept(names[place]), []).append(length)
            return {one: Said(one, str(years_in.together(its))) for one, its in lengths.items()}
        first = next(iter(names.values()))
        if before:
            return {_concept(first): before}
        self.untimed = Said(_concept(first), words=sentence.quoted(first))
        return {}

    def _read_period(self, sentence: Sentence, years: list[int], untimed: Said | None) -> None:
        if years and len(sentence.words) <= _MOST_OF_A_PERIOD:
            period = Said("", str(years[0]), sentence.written)
            if untimed is None:
                self.period = period
            else:
                words = _joined(untimed.words, period.words)
                self._add("occupations", Said(untimed.one, period.detail, words))

    def _add(self, kind: str, said: Said) -> None:
        found: list[Said] = getattr(self.told, kind)
        if not said.one:
            return
        for place, known in enumerate(found):
            if known.one == said.one:
                found[place] = _together(kind, known, said)
                return
        if len(found) < MOST:
            found.append(said)


_MOST_OF_A_PERIOD = 5
"""Words of a line that is nothing but a period."""


def _together(kind: str, known: Said, more: Said) -> Said:
    """The same thing said twice: years of two periods are added, a level is told once."""
    if not more.detail:
        return known
    if not known.detail:
        return replace(known, detail=more.detail, words=more.words)
    if kind != "occupations" or more.words in known.words:
        return known
    years = min(int(known.detail) + int(more.detail), years_in.LONGEST)
    return replace(known, detail=str(years), words=_joined(known.words, more.words))


def _joined(*words: str) -> str:
    return " … ".join(filter(None, words))


def _concept(name: str) -> str:
    """The id that a name leads to; '' for none."""
    return _names()[name][1] or _searched(name)


def _occupations_at(sentence: Sentence, named: list[tuple[int, str, str]]) -> dict[int, str]:
    """The occupations among what is named, by their places in characters."""
    written, place, found = sentence.written.casefold(), 0, dict[int, str]()
    for _at, name, kind in named:
        place = max(place, written.find(name.partition(" ")[0], place))
        if kind == "occupations":
            found[place] = name
        place += len(name)
    return found


def _named(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """Place, name and list of everything named in a way that counts."""
    texts, names, place = sentence.texts, _names(), 0
    while place < len(texts):
        longest = range(min(LONGEST_NAME, len(texts) - place), 0, -1)
        length = next((n for n in longest if " ".join(texts[place : place + n]) in names), 0)
        if length:
            name = " ".join(texts[place : place + length])
            kind, way = names[name][0], sentence.words[place].way
            if kind == "occupations" and way in _KIND_OF:
                yield place, name, _KIND_OF[way]
            elif kind != "occupations" and way is Way.SO:
                yield place, name, kind
        place += max(length, 1)


def _level(sentence: Sentence, place: int) -> str:
    """The level beside a language: in its own item of the list."""
    language = sentence.words[place].text
    for item in re.split(r",|/|\boch\b|\bog\b|\band\b|\bmen\b", sentence.written):
        words = plain(item).split()
        if language in words:
            return "" if _LICENCE_WORD.intersection(words) else levels.told_beside(item)
    return ""


def _licences(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Codes beside a word for driving licence, unless a no or a loss is told with it; the word."""
    known = {code.casefold(): code for code in driving_licences()}
    for place, word in enumerate(sentence.words):
        if word.text in _LICENCE_WORD and word.way is Way.SO:
            before = sentence.words[max(0, place - _BESIDE) : place]
            near = [one for one in before if one.clause == word.clause]
            near += sentence.words[place : place + _ITS_REACH + 1]
            if _WITHDRAWN.intersection(one.text for one in near):
                continue
            found = (known[one.text] for one in near if one.text in known and one.way is Way.SO)
            yield from ((code, word.text) for code in found)


@cache
def _swedish() -> str:
    return languages_by_iso()["sv"].concept_id


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
    for name in NORWEGIAN:
        by_name.setdefault(plain(name), [])
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
