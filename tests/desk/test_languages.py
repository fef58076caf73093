"""The languages of the participants' pages: who is offered which, and what each one says."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.casework.situation.instruments.definition import LIFE_AREAS
from stegvis.casework.situation.instruments.shipped import shipped
from stegvis.core import clock, days
from stegvis.core.codes.loading import FURTHER, rows
from stegvis.core.notices.texts import written
from stegvis.web.languages import LANGUAGES
from tests.desk import story

CODES = [one.code for one in LANGUAGES if not one.is_whole]
DRAFT = "Den här översättningen är ett utkast"


@pytest.fixture
def amina(cast):
    """Amina, who speaks Arabic, with a page of her own."""
    person = story.taken(cast).person
    people.edit(person, seen_version=person.version, language="ar", by=cast.system)
    return own_page.let_in(person, by=cast.by(cast.kerstin))


@pytest.fixture
def page(client):
    """`page(account, language)`: the first page of somebody whose browser asks for a language."""

    def get(account, language, address="/"):
        client.force_login(account)
        response = client.get(address, headers={"Accept-Language": language}, follow=True)
        return response.content.decode()

    return get


def test_a_participants_page_is_in_arabic_from_the_right(page, amina):
    text = page(amina, "ar")
    assert '<html lang="ar" dir="rtl">' in text
    assert "هدفي" in text
    assert "letters/arabic.css" in text


def test_a_new_page_reads_in_the_language_the_person_speaks(amina):
    assert amina.language == "ar"


def test_somebody_whose_language_has_no_pages_reads_in_the_countrys(cast):
    person = story.taken(cast).person
    people.edit(person, seen_version=person.version, language="prs", by=cast.system)
    assert own_page.let_in(person, by=cast.by(cast.kerstin)).language == "sv"


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_what_isnt_reviewed_is_told_at_the_foot(page, amina, language):
    text = page(amina, language)
    with translation.override(language):
        told = translation.gettext(
            "This translation is a draft, to be reviewed by a speaker. Ask if something is unclear."
        )
    assert (told in text) == (language in CODES)
    assert DRAFT not in text


def test_each_language_is_offered_by_its_own_name(page, amina):
    text = page(amina, "sv")
    for name in ("Lätt svenska", "العربية", "Українська", "Soomaali", "ትግርኛ"):
        assert f">{name}</button>" in text


def test_those_who_work_here_stay_in_a_language_that_every_page_is_in(page, cast):
    text = page(cast.kerstin, "ar")
    assert '<html lang="sv">' in text
    assert "العربية" not in text


def test_a_chosen_language_stays_on_every_machine(client, amina):
    client.force_login(amina)
    client.post(reverse("set_language"), {"language": "ti"})
    amina.refresh_from_db()
    assert amina.language == "ti"


def test_those_who_work_here_cant_choose_a_language_that_few_pages_are_in(client, cast):
    client.force_login(cast.kerstin)
    client.post(reverse("set_language"), {"language": "ti"})
    cast.kerstin.refresh_from_db()
    assert cast.kerstin.language == "sv"


@pytest.mark.parametrize("path", sorted(FURTHER.glob("*.csv")), ids=lambda path: path.stem)
def test_a_code_that_a_participant_meets_has_its_word_in_every_language(path):
    codes = [code for code in rows() if code.list_key == path.stem]
    assert codes
    for code in codes:
        assert [one for one in CODES if not code.further.get(one)] == [], code.code


def test_the_areas_of_life_are_asked_in_every_language():
    asked = max(shipped().values(), key=lambda one: (one.key == LIFE_AREAS, one.version))
    words = [asked.name, asked.about, *asked.anchors.values()]
    words += [text for item in asked.items for text in (item.name, item.asks)]
    for text in words:
        assert set(CODES) <= set(text.by_language), text.by_language["sv"]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ar", 1, "قبل يوم واحد"), ("ar", 2, "قبل يومين"), ("ar", 3, "قبل 3 أيام"),
        ("ar", 11, "قبل 11 يوماً"), ("ar", 100, "قبل 100 يوم"), ("uk", 1, "1 день тому"),
        ("uk", 3, "3 дні тому"), ("uk", 5, "5 днів тому"), ("uk", 21, "21 день тому"),
        ("so", 1, "1 maalin ka hor"), ("so", 2, "2 maalmood ka hor"), ("ti", 2, "ቅድሚ 2 መዓልታት"),
        ("sv-simple", 2, "för 2 dagar sedan"),
    ],
)  # fmt: skip
def test_days_ago_are_counted_as_the_language_counts(language, number, said):
    with translation.override(language):
        assert days.days_ago(number) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "29 november"), ("sv-simple", "29 november"), ("nb", "29 november"),
        ("en", "29 November"), ("ar", "29 نوفمبر"), ("uk", "29 листопада"),
        ("so", "29 Nofeembar"), ("ti", "29 ሕዳር"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_the_language_says_it(language, said):
    day = date(clock.today().year, 11, 29)
    with translation.override(language):
        assert days.day(day) == said


def test_a_message_is_written_in_the_language_of_the_one_who_gets_it():
    assert written("message", "uk")[1] == "У вас є повідомлення. Увійдіть, щоб прочитати."
    assert written("message", "prs")[1] == "Du har ett meddelande. Logga in för att läsa det."
