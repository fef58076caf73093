"""Education and working hours in the profile: filled in together, told where it can't be."""

from datetime import time
from decimal import Decimal

import pytest

from stegvis.casework.situation.actions import ProfileFacts, save_profile
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.reference import naming
from stegvis.reference.classifications import education_fields, education_levels
from stegvis.reference.languages import countries
from tests.casework.pages import look, send

SYRIA, SWEDEN = "Vkhm_P1M_BzE", "i46j_HmG_v64"
UPPER, SHORT, CARE, NO_FIELD = "33", "20", "72", ""
NURSING = {"level": UPPER, "field": CARE, "year": 2009, "country": SYRIA}
SENT = {
    "seen_version": "0",
    "education_level": [UPPER, SHORT],
    "education_field": [CARE, NO_FIELD],
    "education_year": ["2009", ""],
    "education_country": [SYRIA, ""],
    "hours_a_day": "5.5",
    "weekdays": ["0", "2"],
    "day_begins": "09:00",
    "day_ends": "15:00",
}


def profile(client, person, **values):
    return send(client, "situation:profile", person.public_id, **{**SENT, **values})


def test_education_and_hours_are_saved_and_shown_again(kerstin, amina):
    assert profile(kerstin, amina).status_code == 302
    stored = CompetenceProfile.objects.get(person=amina)
    school = {"level": SHORT, "field": "", "year": None, "country": ""}
    assert stored.education == [NURSING, school]
    assert (stored.hours_a_day, stored.weekdays) == (Decimal("5.5"), [0, 2])
    assert (stored.day_begins, stored.day_ends) == (time(9), time(15))
    page = look(kerstin, "situation:profile", amina.public_id).content.decode()
    for shown in (
        f'<option value="{UPPER}" selected>Gymnasial utbildning, 3 år',
        f'<option value="{CARE}" selected>Hälso- och sjukvård',
        f'<option value="{SYRIA}" selected>Syrien',
        'value="2009"',
        'value="09:00"',
        'name="weekdays" value="2"',
    ):
        assert shown in page


def test_nothing_said_is_unknown_and_a_row_is_there_to_write_in(kerstin, amina):
    empty = {"education_level": "", "education_field": "", "education_year": ""}
    nothing = {"hours_a_day": "", "weekdays": [], "day_begins": "", "day_ends": ""}
    answer = profile(kerstin, amina, **empty, education_country="", **nothing)
    assert answer.status_code == 302
    stored = CompetenceProfile.objects.get(person=amina)
    assert (stored.education, stored.weekdays, stored.hours_a_day) == ([], [], None)
    page = look(kerstin, "situation:profile", amina.public_id).content.decode()
    assert page.count('name="education_level"') == 1


@pytest.mark.parametrize(
    ("step", "rows"),
    [({"more": "education"}, 3), ({"remove": "education:0"}, 1), ({"find": "wishes"}, 2)],
)
def test_rows_come_and_go_without_javascript_and_nothing_typed_is_lost(kerstin, amina, step, rows):
    page = profile(kerstin, amina, travel_km="12", education_year=["2009", "nio"], **step)
    text = page.content.decode()
    assert text.count('name="education_level"') == rows
    assert 'value="nio"' in text
    assert ('value="2009"' in text) == (rows > 1)
    assert 'name="travel_km" value="12"' in text
    assert not CompetenceProfile.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"education_level": ["", SHORT]}, "education", "Välj nivå"),
        ({"education_year": ["nio", ""]}, "education", "nio"),
        ({"education_year": ["1066", ""]}, "education", "1066"),
        ({"education_level": ["77", SHORT]}, "education", "listan"),
        ({"education_level": ["3", SHORT]}, "education", "listan"),
        ({"education_field": ["5", ""]}, "education", "listan"),
        ({"education_country": ["Utopia", ""]}, "education", "listan"),
        ({"hours_a_day": "25"}, "hours_a_day", "25"),
        ({"hours_a_day": "0"}, "hours_a_day", "0"),
        ({"hours_a_day": "7"}, "hours_a_day", "7 timmar ryms inte"),
        ({"day_ends": "08:00"}, "day_ends", "sluta efter"),
        ({"weekdays": ["7"]}, "weekdays", "7"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(kerstin, amina, wrong, field, said):
    page = profile(kerstin, amina, **wrong)
    assert said in str(page.context["form"].errors[field])
    assert 'value="09:00"' in page.content.decode()
    assert not CompetenceProfile.objects.exists()


def test_a_year_to_come_is_not_a_year_an_education_ended(cast, amina):
    facts = ProfileFacts(education=[{**NURSING, "year": clock.today().year + 1}])
    with pytest.raises(NotAllowedNowError) as fault:
        save_profile(amina, facts=facts, seen_version=0, by=cast.by(cast.kerstin))
    assert fault.value.field == "education"


def test_the_second_editor_sees_both_educations_in_words(kerstin, cast, amina):
    save_profile(
        amina,
        facts=ProfileFacts(education=[NURSING], weekdays=[4]),
        seen_version=0,
        by=cast.by(cast.kerstin),
    )
    text = profile(kerstin, amina, education_year=["2010", ""]).content.decode()
    assert "Gymnasial utbildning, 3 år · Hälso- och sjukvård · 2009 · Syrien" in text
    assert "Gymnasial utbildning, 3 år · Hälso- och sjukvård · 2010 · Syrien" in text
    assert "fredag" in text.casefold()


def test_the_participant_fills_in_their_own(cast, act_as, amina):
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=amina.pk, by=cast.system)
    assert profile(act_as(account), amina).status_code == 302
    assert CompetenceProfile.objects.get(person=amina).education[0] == NURSING


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_level_field_and_country_has_a_name_in_each_language(language):
    levels = [code for code, one in education_levels().items() if one.level == 2]
    fields = [code for code, one in education_fields().items() if one.level <= 2]
    named = [
        *(naming.of_education_level(code, language) for code in levels),
        *(naming.of_education_field(code, language) for code in fields),
        *(naming.of_country(code, language) for code in countries()),
    ]
    assert len(named) > 250
    assert {name.language for name in named} == {language}
