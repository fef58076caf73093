"""What the clauses of a text say of what they name: that it is so, is wished for, or is not.

A no reaches over its whole clause, and over a bare list that follows it ("inte kock, servitör eller
bagare"), until a `men` or a clause with a verb of its own. In a clause with a verb it also reaches
back: "kock vill jag inte bli". What is wished for isn't something that somebody has done. What is
said after somebody else in a clause is that one's ("min chef var ekonom"), and so is what goes on
from there ("bor med mamma som är sjuksköterska").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from textwrap import wrap

from stegvis.reference.spelling import plain

LONGEST_QUOTE = 140
LONGEST_SENTENCE = 600
"""Characters: a text without full stops is read in parts, or its time grew with the square."""


class Way(Enum):
    """How something is named."""

    SO = "so"
    WISHED = "wished"
    UNWANTED = "unwanted"
    """Ruled out by the person, which is worth knowing."""
    DENIED = "denied"
    OTHERS = "others"
    """Said of somebody else: a relative, a former boss, a reference."""


NOT_THEIRS = {Way.UNWANTED, Way.DENIED, Way.OTHERS}


NO = {
    "ej", "inte", "icke", "ingen", "inget", "inga", "saknar", "saknas", "utan", "aldrig", "nej",
    "ikke", "intet", "aldri", "mangler", "uten", "nei", "no", "not", "without", "never", "cannot",
    "utom", "unntatt", "except",
}  # fmt: skip
AHEAD_ONLY = {
    "saknar", "utan", "mangler", "uten", "without", "utom", "unntatt", "except",
}  # fmt: skip
"""Noes that say nothing of what stands before them."""
FLAT, LACKING = {"nej", "nei"}, {"saknas"}
"""What answers something just named: it reaches back also where there is no verb."""
UNWANTED = {
    "slippa", "slipper", "undvika", "undviker", "vägrar", "slippe", "unngå", "nekter", "avoid",
}  # fmt: skip
NO_NO = re.compile(
    r"\b(?:(?:inte|ikke|not) (?:bara|endast|enbart|bare|kun|only)|utan (?:även|också)"
    r"|(?:inga|inget|utan|ingen|ikke noe|uten|no) (?:större )?(?:problem|problemer|hinder)"
    r"|(?:inget|inte|ikke noe|ingenting) (?:emot|mot|imot))\b"
)
"""Words that deny nothing."""

WISH = {
    "studerar", "studerer", "utbildar", "utdanner", "önskat", "ønsket",
    "vill", "ville", "önskar", "önskan", "drömmer", "dröm", "dröme", "drömjobb", "hoppas",
    "söker", "gärna", "helst", "intresserad", "intresse", "tänka", "tänker", "mål", "målet",
    "vil", "ønsker", "drømmer", "drøm", "drømmen", "håper", "søker", "gjerne", "interessert",
    "tenke", "want", "wants", "wish", "hope", "dream", "siktar", "aktuellt", "aktuelt", "lust",
    "lyst",
}  # fmt: skip
TRAINS_FOR = {("läser", "till"), ("leser", "til"), ("pluggar", "till")}
_VERB = {
    "har", "hade", "är", "var", "varit", "kan", "kunde", "ska", "skulle", "blir", "blev", "bli",
    "går", "gick", "fick", "får", "arbetar", "arbetade", "arbetat", "jobbar", "jobbade", "jobbat",
    "talar", "pratar", "läser", "studerar", "tycker", "trivs", "trivdes", "gillar", "mår",
    "orkar", "klarar", "passar", "funkar", "fungerar", "tål", "måste", "hadde", "er", "vært",
    "kunne", "skal", "jobber", "jobbet", "arbeider", "arbeidet", "snakker", "liker", "trives",
    "passer", "am", "is", "have", "has", "worked", "speak", "can", "do", "don", "utbildad",
    "utdannet", "började", "slutade",
}  # fmt: skip
VERB = _VERB | {"vill", "ville", "önskar", "hoppas", "söker", "vil", "ønsker", "håper", "søker"}
DONE = {
    "arbetat", "jobbat", "arbetade", "jobbade", "varit", "erfarenhet", "erfarenheter", "utbildad",
    "vært", "jobbet", "arbeidet", "erfaring", "utdannet", "worked", "experience", "är", "er",
    "am", "arbetar", "jobbar", "jobber", "arbeider",
}  # fmt: skip
"""Said of what somebody has done, or does: in its clause nothing after it is a wish."""

MINE = {"min", "mitt", "mina", "vår", "våra", "mi", "mine", "my"}
ME = {"jag", "jeg", "i"}
WITH = {"med", "hos", "åt"}
KIN = {
    "mamma", "pappa", "mor", "far", "moder", "fader", "fru", "hustru", "make", "maka", "sambo",
    "bror", "syster", "dotter", "moren", "mora", "faren", "kone", "kona", "mannen", "samboer",
    "samboeren", "søster", "søsteren", "broren", "datter", "datteren", "sønn", "sønnen", "mother",
    "father", "wife", "husband", "brother", "sister", "daughter",
}  # fmt: skip
OTHERS = KIN | {
    "man", "son", "barn", "föräldrar", "foreldre", "foreldrene", "flickvän", "pojkvän", "kjæreste",
    "kjæresten", "chef", "sjef", "sjefen", "boss", "kollega", "kollegan", "kollegaen", "handledare",
    "veileder", "veilederen", "kompis", "vän", "venn", "vennen", "kusin", "fetter", "kontaktperson",
}  # fmt: skip
"""Somebody else, when they are said to be mine: alone they may be the person, or their work."""
REFERENCE = {
    "referens", "referenser", "kontaktperson", "kontaktpersoner", "referanse", "referanser",
    "reference", "references",
}  # fmt: skip
WHO, AND = {"som", "who"}, {"och", "og", "and"}

_SENTENCE = re.compile(r"[!?;\n•]+|\.(?=\s|$)")
_BUT = r"men|fast|dock|däremot|istället|imidlertid|derimot|but|however|although"
_BECAUSE = r"eftersom|därför|fordi|derfor|because|för att|for å"
_VERBS = "|".join(sorted(VERB | ME))
_CLAUSE = re.compile(
    rf",|\(|\)|\b(?={_BUT}\b)|\b(?={_BECAUSE})\b|\b(?=(?:och|og|and|som) (?:{_VERBS})\b)"
    r"|(?<=\s)(?=utan (?!även\b|också\b)\w+)",
    re.IGNORECASE,
)
_STARTS_ANEW = re.compile(rf"(?:{_BUT}|{_BECAUSE})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word made plain, in which way it is said, and the clause it stands in."""

    text: str
    way: Way
    clause: int


@dataclass(frozen=True)
class Sentence:
    """A sentence or a line of the text."""

    words: tuple[Word, ...]
    written: str

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [word.text for word in self.words]

    def quoted(self, around: str) -> str:
        """The sentence as it was written; of a long one, the part about a word."""
        if len(self.written) <= LONGEST_QUOTE:
            return self.written
        place = max(0, self.written.casefold().find(around.partition(" ")[0].casefold()))
        begin = max(0, min(place - LONGEST_QUOTE // 2, len(self.written) - LONGEST_QUOTE))
        cut = self.written[begin : begin + LONGEST_QUOTE]
        after = "…" if begin + LONGEST_QUOTE < len(self.written) else ""
        return f"{'…' if begin else ''}{cut.strip()}{after}"


def sentences(text: str) -> Iterator[Sentence]:
    """Each sentence or line that says anything."""
    for whole in _SENTENCE.split(text):
        for written in wrap(" ".join(whole.split()), LONGEST_SENTENCE):
            words = tuple(_read(written))
            if words:
                yield Sentence(words, written)


def _read(sentence: str) -> Iterator[Word]:
    way = before_no = Way.SO
    more_of_others: set[str] = set()
    for number, clause in enumerate(_CLAUSE.split(sentence)):
        words = plain(clause).split()
        if not words:
            continue
        if way is Way.OTHERS and words[0] in more_of_others and not ME.intersection(words):
            others = range(len(words))
        else:
            others = _of_somebody_else(words)
            more_of_others = WHO | AND if words[0] in MINE | OTHERS else WHO
        is_instead = words[0] == "utan" and way in (Way.UNWANTED, Way.DENIED)
        if is_instead:
            way = before_no
            words = words[1:]
        elif _STARTS_ANEW.match(clause.strip()) or _says_itself(words):
            way = Way.SO
        for place, (word, said) in enumerate(_in_clause(words, way, is_instead=is_instead)):
            way = Way.OTHERS if place in others else said
            yield Word(word, way, number)
        if way not in NOT_THEIRS:
            before_no = way
        elif WISH.intersection(words):
            before_no = Way.WISHED


def _says_itself(words: list[str]) -> bool:
    """Whether a clause is more than another item of the list before it."""
    return bool((VERB | NO | DONE).intersection(words)) or any(w[:2].isdecimal() for w in words)


def _of_somebody_else(words: list[str]) -> range:
    """The places of a clause that tell of somebody else: from them on, until a `jag`."""
    for place, word in enumerate(words):
        before, after = words[max(0, place - 2) : place], words[place + 1 : place + 2]
        is_mine = word in OTHERS and MINE.intersection([*before, *after])
        is_kin = word in KIN and (
            WITH.intersection(before[-1:]) or (place == 0 and VERB.intersection(after))
        )
        if is_mine or is_kin or (place == 0 and word in REFERENCE):
            me = (at for at in range(place, len(words)) if words[at] in ME)
            return range(place, next(me, len(words)))
    return range(0)


def _in_clause(words: list[str], way: Way, *, is_instead: bool) -> Iterator[tuple[str, Way]]:
    """Each word and its way, beginning in the way of the clause before."""
    nothing = _denying_nothing(words)
    noes = [place for place, word in enumerate(words) if place not in nothing and word in NO]
    refusals = [place for place, word in enumerate(words) if word in UNWANTED]
    if (noes or refusals) and not is_instead:
        wished = WISH.intersection(words) and not DONE.intersection(words)
        is_flat = bool(FLAT.intersection(words))
        no = Way.UNWANTED if refusals or wished or is_flat else Way.DENIED
        reaches_back = bool((FLAT | LACKING).intersection(words)) or (
            bool(VERB.intersection(words)) and any(words[place] not in AHEAD_ONLY for place in noes)
        )
        first = 0 if reaches_back else min([*noes, *refusals])
        yield from ((word, way if place < first else no) for place, word in enumerate(words))
        return
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in DONE:
            way = Way.SO
        elif way is Way.SO and (word in WISH or (word, following) in TRAINS_FOR):
            way = Way.WISHED
        yield word, way


def _denying_nothing(words: list[str]) -> set[int]:
    """Places of words that look like a no and are none."""
    said, found = " ".join(words), set[int]()
    for match in NO_NO.finditer(said):
        first = said[: match.start()].count(" ")
        found.update(range(first, first + match.group().count(" ") + 1))
    return found
