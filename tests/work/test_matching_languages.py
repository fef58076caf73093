"""What is read of places and reasons by somebody who doesn't read Swedish."""

import re

import pytest
from django.urls import reverse

from stegvis.reference.languages import languages_by_iso
from tests.work.matching import (
    CHILD_MINDER,
    FIRST,
    NURSES_LICENCE,
    PEDAGOGY,
    PUPIL_ASSISTANT,
    SECOND,
    SWEDISH,
    THIRD,
    enrolled,
    place,
)
from tests.work.matching import knows as knows  # noqa: PLC0414

ARABIC = languages_by_iso()["ar"].concept_id


@pytest.fixture
def read(cast, act_as):
    """`read("en", url)`: a page as Kerstin reads it in a language."""

    def one(language, url):
        page = act_as(cast.kerstin).get(url, headers={"accept-language": language})
        text = page.content.decode()
        return " ".join(text.split())

    return one


def proposals(person):
    return reverse("matching:proposals", args=[person.public_id])


def test_a_skill_and_an_occupation_are_marked_as_swedish(cast, read, knows):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1, THIRD: 1})
    place(cast, must_skills=[FIRST, SECOND], merit_skills=[THIRD])
    text = read("en", proposals(amina))
    assert 'Occupation: <span lang="sv">barnskötare</span>' in text
    assert re.search(r'Welcome: <span lang="sv">[^<&]+</span>', text)
    assert re.search(r'Lacks:</dt> <dd><span lang="sv">', text)
    assert "&lt;span" not in text
    assert 'lang="sv">barnskötare' not in read("sv", proposals(amina))


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Swedish B1"), ("nb", "svensk B1"), ("sv", "svenska B1")],
)
def test_a_language_is_named_in_the_readers(cast, read, knows, language, says):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1})
    place(cast, must_skills=[FIRST], languages=[{"id": SWEDISH, "level": "B1"}])
    assert says in read(language, proposals(amina))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Wished for: teaching and childcare"),
        ("nb", "Ønsket: pedagogikk"),
        ("sv", "Önskat: pedagogik"),
    ],
)
def test_a_field_of_work_is_named_in_the_readers(cast, read, knows, language, says):
    amina = enrolled(cast)
    knows(wishes=[PEDAGOGY], skills={FIRST: 1})
    place(cast, must_skills=[FIRST])
    assert says in read(language, proposals(amina))


def test_a_name_with_a_sign_of_html_in_it_stays_text(cast, read, knows):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1})
    place(cast, must_skills=[FIRST, "x"], merit_skills=["y"], concept_labels={"x": "<b>R&D</b>"})
    for language in ("sv", "en"):
        text = read(language, proposals(amina))
        assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in text
        assert "<b>R" not in text


def test_a_place_says_what_it_asks_for_in_the_readers_words(cast, read):
    row = place(
        cast,
        occupation=PUPIL_ASSISTANT,
        must_skills=[FIRST],
        languages=[{"id": ARABIC, "level": "B1"}, {"id": SWEDISH, "level": ""}],
        licences=[NURSES_LICENCE],
    )
    text = read("en", reverse("opportunities:place", args=[row.public_id]))
    assert "Arabic B1" in text
    assert '<li class="tag">Swedish</li>' in text
    assert '<span lang="sv">Elevassistent</span>' in text
    assert re.search(r'<li class="tag"><span lang="sv">', text)
