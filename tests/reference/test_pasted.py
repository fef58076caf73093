"""What a pasted CV tells, and what it doesn't."""

import pytest

from stegvis.reference.languages import language
from stegvis.reference.occupations import occupation
from stegvis.reference.pasted import LONGEST_TEXT, Told, told_in
from stegvis.reference.skills import skill

pytestmark = pytest.mark.pure

CV = """Amina Warsame, Bollnäs
2018–2022 Undersköterska, Bollnäs sjukhus. Omvårdnad, dokumentation och läkemedel.
2015–2018 Lokalvårdare på ISS: golvvård.
Truckförare en sommar. Kock i Mogadishu.
Språk: somaliska (modersmål), svenska, engelska. Talar inte franska.
Körkort B. Har inte C-körkort. Dator: Excel, Python
Jag är en social person som gillar service och att möta kunder."""


def occupations(text):
    return [occupation(one).label for one in told_in(text).occupations]


def skills(text):
    return [skill(one).label for one in told_in(text).skills]


def languages(text):
    return [language(one).label for one in told_in(text).languages]


def test_a_cv_names_occupations_skills_languages_and_licences():
    assert occupations(CV) == [
        "Undersköterska, vård- och specialavdelning och mottagning", "Städare", "Truckförare",
        "Kock à la carte",
    ]  # fmt: skip
    assert skills(CV) == [
        "Omvårdnad", "Dokumentation", "Golvvård", "MS Excel", "Python, programmeringsspråk",
    ]  # fmt: skip
    assert languages(CV) == ["Somaliska", "Svenska", "Engelska"]
    assert told_in(CV).licences == ["B"]


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "Jag gillar service, musik och att möta människor.", "Inget körkort.",
        "Har inte B-körkort", "Talar ej arabiska", "1234567890", "a b c d",
    ],
)  # fmt: skip
def test_everyday_words_and_what_stands_after_a_no_tell_nothing(text):
    assert told_in(text) == Told()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("B-körkort", ["B"]), ("körkort: B, CE", ["B", "CE"]), ("Førerkort klasse B", ["B"]),
        ("Driving licence B", ["B"]), ("Körkort", []), ("Lägenhet B, körkort saknas", []),
    ],
)  # fmt: skip
def test_a_licence_stands_beside_its_word(text, codes):
    assert told_in(text).licences == codes


def test_the_longest_name_counts_and_its_words_not_once_more():
    assert occupations("Teleskoptruckförare") == ["Teleskoptruckförare"]
    assert occupations("Lärling, teleskoptruckförare") == ["Lärling, teleskoptruckförare"]


def test_of_several_with_a_name_in_common_the_search_box_decides():
    assert occupations("kock, kock och kock") == ["Kock à la carte"]


def test_of_an_endless_text_the_beginning_is_read():
    assert occupations("x " * LONGEST_TEXT + "städare") == []
