"""What a pasted CV tells, and what it doesn't."""

import tomllib
from pathlib import Path

import pytest

from stegvis.reference.languages import language
from stegvis.reference.occupations import occupation
from stegvis.reference.pasted import LONGEST_TEXT, Told, told_in
from stegvis.reference.pasted.clauses import LONGEST_QUOTE, LONGEST_SENTENCE, sentences
from stegvis.reference.skills import skill

pytestmark = pytest.mark.pure

CV = """Amina Warsame, Bollnäs
2018–2022 Undersköterska, Bollnäs sjukhus. Omvårdnad, dokumentation och läkemedel.
2015–2018 Lokalvårdare på ISS: golvvård.
Truckförare en sommar. Kock i Mogadishu.
Språk: somaliska (modersmål), svenska, engelska. Talar inte franska.
Körkort B. Har inte C-körkort. Dator: Excel, Python
Jag är en social person som gillar service och att möta kunder."""


NAMES = {
    "occupations": occupation, "wishes": occupation, "no_gos": occupation, "skills": skill,
    "languages": language,
}  # fmt: skip
FRAGMENTS = tomllib.loads(Path(__file__).with_name("cv_fragments.toml").read_text())["fragment"]


def told(text):
    return told_in(text, this_year=2026)


def named(text, kind):
    return [NAMES[kind](said.one).label for said in getattr(told(text), kind)]


def occupations(text):
    return named(text, "occupations")


def skills(text):
    return named(text, "skills")


def languages(text):
    return named(text, "languages")


def licences(text):
    return [said.one for said in told(text).licences]


def in_words(said, kind):
    name = NAMES[kind](said.one).label if kind in NAMES else said.one
    return f"{name} ({said.detail})" if said.detail else name


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda one: one["text"][:40])
def test_a_fragment_tells_what_it_says_and_nothing_more(fragment):
    found = told(fragment["text"])
    kinds = [kind for kind in Told.__dataclass_fields__ if kind != "skills"]
    says = {kind: [in_words(said, kind) for said in getattr(found, kind)] for kind in kinds}
    assert {kind: found for kind, found in says.items() if found} == fragment["says"]


def test_beside_each_stand_the_words_that_say_it():
    text = f"Om mig. Undersköterska, 2015–2019.\nSpråk: svenska B1\n{'Jag ' * 99} kock {'x ' * 99}"
    found = told(text)
    assert found.languages[0].words == "Språk: svenska B1"
    first, last = found.occupations
    assert first.words == "Undersköterska, 2015–2019"
    assert "kock" in last.words
    assert last.words.startswith("…")
    assert last.words.endswith("…")
    assert len(last.words) <= LONGEST_QUOTE + 2


def test_a_period_on_another_line_is_in_the_words():
    after, before = told("Kock, Gävle\n2018–2022\nSjuk en tid.\n2015–2017\nFrisör").occupations
    assert (after.detail, after.words) == ("4", "Kock, Gävle … 2018–2022")
    assert (before.detail, before.words) == ("2", "2015–2017 … Frisör")


def test_a_cv_names_occupations_skills_languages_and_licences():
    assert occupations(CV) == [
        "Undersköterska, vård- och specialavdelning och mottagning", "Städare", "Truckförare",
        "Kock à la carte",
    ]  # fmt: skip
    assert skills(CV) == [
        "Omvårdnad", "Dokumentation", "Golvvård", "MS Excel", "Python, programmeringsspråk",
    ]  # fmt: skip
    assert languages(CV) == ["Somaliska", "Svenska", "Engelska"]
    assert licences(CV) == ["B"]


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "Jag gillar service, musik och att möta människor.", "Inget körkort.",
        "Har inte B-körkort", "Talar ej arabiska", "1234567890", "a b c d",
    ],
)  # fmt: skip
def test_everyday_words_and_what_stands_after_a_no_tell_nothing(text):
    assert told(text) == Told()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("B-körkort", ["B"]), ("körkort: B, CE", ["B", "CE"]), ("Førerkort klasse B", ["B"]),
        ("Driving licence B", ["B"]), ("Körkort", []), ("Lägenhet B, körkort saknas", []),
    ],
)  # fmt: skip
def test_a_licence_stands_beside_its_word(text, codes):
    assert licences(text) == codes


def test_the_longest_name_counts_and_its_words_not_once_more():
    assert occupations("Teleskoptruckförare") == ["Teleskoptruckförare"]
    assert occupations("Lärling, teleskoptruckförare") == ["Lärling, teleskoptruckförare"]


def test_of_several_with_a_name_in_common_the_search_box_decides():
    assert occupations("kock, kock och kock") == ["Kock à la carte"]


def test_of_an_endless_text_the_beginning_is_read():
    assert occupations("x " * LONGEST_TEXT + "städare") == []


def test_a_text_without_full_stops_is_read_in_parts():
    parts = list(sentences("svenska flytande " * 1200))
    assert max(len(part.written) for part in parts) <= LONGEST_SENTENCE
    assert sum(len(part.words) for part in parts) == 2400
