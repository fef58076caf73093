"""Which education a sentence names plainly: level and field of SUN 2020, two digits each.

Only what says its own level: an examination, or a school that was finished. Source of the codes:
SCB, Svensk utbildningsnomenklatur 2020; the last digit of a level after upper secondary is the
education's years in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EXAM = r"(?:examen|exam|utbildning|utdanning|program|programmet|eksamen)"
_NAMED: tuple[tuple[str, str, str], ...] = (
    (r"doktorsexamen|doktorgrad|ph\.?d|disputerad", "64", ""),
    (r"licentiatexamen", "62", ""),
    (r"civilingenjör\w*|sivilingeniør\w*", "55", "52"),
    (r"läkarexamen|medicinsk embetseksamen", "55", "72"),
    (r"juristexamen|jur(?:is)?\.? ?kand\w*|jurist(?:utdanning|utbildning)", "55", "38"),
    (r"ämneslärar(?:examen|utbildning\w*)", "55", "14"),
    (r"grundlärar(?:examen|utbildning\w*)", "54", "14"),
    (r"förskollärar(?:examen|utbildning\w*)", "53", "14"),
    (r"masterexamen|mastergrad|master(?:s degree|utbildning|utdanning)", "55", ""),
    (r"magisterexamen", "54", ""),
    (r"högskoleingenjör\w*", "53", "52"),
    (rf"sjuksköterske{_EXAM}|sykepleier{_EXAM}", "53", "72"),
    (rf"socionom{_EXAM}|sosionom{_EXAM}", "53", "76"),
    (r"kandidatexamen|bachelor(?:grad|utdanning|examen| degree|'s degree)?", "53", ""),
    (r"högskoleexamen|kvalificerad yrkeshögskoleexamen", "52", ""),
    (r"vård- och omsorgs(?:programmet|utbildning\w*)|helsearbeiderfag\w*", "33", "72"),
    (r"bygg- och anläggnings(?:programmet|utbildning\w*)", "33", "58"),
    (r"el- och energi(?:programmet|utbildning\w*)", "33", "52"),
    (r"handels- och administrations(?:programmet|utbildning\w*)", "33", "34"),
    (r"restaurang- och livsmedels(?:programmet|utbildning\w*)", "33", "81"),
    (r"gymnasie(?:examen|utbildning)|slutbetyg från gymnasiet|yrkesexamen", "33", ""),
    (r"fullföljt gymnasium|studentexamen|avslutat gymnasi\w+", "33", ""),
    (r"fullført videregående\w*|vitnemål fra videregående", "33", ""),
    (r"fagbrev|svennebrev|generell studiekompetanse", "33", ""),
    (r"slutbetyg från grundskolan|grundskole(?:examen|utbildning)", "20", ""),
    (r"avslutad grundskola|gått ut grundskolan", "20", ""),
    (r"(?:fullført )?(?:grunnskole|ungdomsskole)(?:n|utdanning|eksamen)?", "20", ""),
)  # fmt: skip
_PATTERNS = [
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), level, field)
    for words, level, field in _NAMED
]
_NOT_DONE = re.compile(
    r"\b(?:läser|studerar|pågående|påbörja\w+|avbru\w+|hoppade av|avhopp\w*|student på"
    r"|ofullständig\w*|vill|önskar|drömmer|planerar|tänker|leser|studerer|påbegynt|avbrutt|vil|ønsker|planlegger"
    r"|motsvarande|tilsvarende|nesten|nästan)\b",
    re.IGNORECASE,
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Learnt:
    """An education: codes, and the year it ended where the sentence tells it."""

    level: str
    field: str
    year: str
    said: str


def told_in(sentence: str, *, latest: int) -> Iterator[Learnt]:
    """Every education that a sentence says was finished; the widest words of each place once."""
    if _NOT_DONE.search(sentence):
        return
    years = [year for year in _YEAR.findall(sentence) if int(year) <= latest]
    taken: list[range] = []
    for words, level, field in _PATTERNS:
        for match in words.finditer(sentence):
            if not any(match.start() in one for one in taken):
                taken.append(range(*match.span()))
                yield Learnt(level, field, years[-1] if years else "", match.group())
