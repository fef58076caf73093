from datetime import date

import pytest
from django.utils import translation

from stegvis.core import clock
from stegvis.core.codes import loading, queries
from stegvis.core.codes.models import Code
from tests.strict import writes

pytestmark = pytest.mark.django_db


def test_every_code_has_words_in_three_languages():
    for code in loading.rows():
        assert all((code.label_sv, code.label_nb, code.label_en, code.source)), code


def test_a_form_offers_the_codes_of_its_country():
    assert "nav" not in dict(queries.choices("referral_source", country="SE"))
    assert "nav" in dict(queries.choices("referral_source", country="NO"))


FROM_AUTHORITIES = {
    "SE": {
        "kaa_registration_ground": 5,
        "kaa_deregistration_ground": 8,
        "kaa_measure": 3,
        "kaa_measure_answer": 2,
        "kaa_occupation": 2,
    },
    "NO": {"ot_status": 23, "nav_14a_group": 5, "nav_14a_goal": 3},
}
"""Lists of authorities that one country has, and how many codes we know of."""


@pytest.mark.parametrize(("country", "lists"), FROM_AUTHORITIES.items())
def test_the_lists_of_authorities_wait_for_confirmation_and_have_one_country(country, lists):
    for list_key, many in lists.items():
        found = [code for code in loading.rows() if code.list_key == list_key]
        assert len(found) == many, list_key
        assert {(code.country, code.to_be_confirmed) for code in found} == {(country, True)}


def test_support_before_and_after_is_one_list_for_both():
    assert "none" in dict(queries.choices("support", country="SE"))
    assert all(code.to_be_confirmed for code in queries.current("support", country="SE"))


def test_measures_of_one_country_are_offered_there_only():
    sweden = dict(queries.choices("measure_type", country="SE"))
    norway = dict(queries.choices("measure_type", country="NO"))
    swedish = {"vocational_introduction", "wage_subsidy_samhall", "job_track", "establishment_job"}
    assert swedish <= set(sweden)
    assert not swedish & set(norway)
    assert {"AVKLARING", "JOBBKLUBB"} <= set(norway)
    assert not {"AVKLARING", "JOBBKLUBB"} & set(sweden)


def test_a_code_is_offered_in_the_time_it_is_valid():
    def offered(list_key, code, day):
        with clock.set_to(day):
            return queries.is_current(list_key, code, country="SE")

    assert not offered("measure_type", "establishment_job", date(2023, 12, 31))
    assert offered("measure_type", "establishment_job", date(2024, 1, 1))
    ground = ("kaa_registration_ground", "introductory_programme")
    assert not offered(*ground, date(2017, 6, 30))
    assert offered(*ground, date(2018, 6, 30))
    assert not offered(*ground, date(2018, 7, 1))


def test_a_retired_code_is_hidden_from_new_forms_and_still_readable():
    offered = dict(queries.choices("measure_type", country="SE"))
    assert "extra_service" not in offered
    assert queries.label("measure_type", "extra_service") == "Extratjänst"
    kept = queries.choices("measure_type", country="SE", include="extra_service")
    assert ("extra_service", "Extratjänst") in kept
    with clock.set_to(date(2020, 6, 1)):
        assert queries.is_current("measure_type", "extra_service", country="SE")


def test_the_word_follows_the_language():
    with translation.override("nb"):
        assert queries.label("measure_type", "internship") == "Arbeidspraksis"


def test_a_code_that_leaves_its_file_is_retired_not_removed():
    fax = Code(list_key="note_kind", code="fax", order=9)
    fax.label_sv = fax.label_nb = fax.label_en = "Fax"
    with writes.by_hand():
        fax.save(force_insert=True)
    loading.load_codes()
    assert not queries.is_current("note_kind", "fax", country="SE")
    assert queries.label("note_kind", "fax") == "Fax"


def test_an_unknown_code_is_shown_as_it_is():
    assert queries.label("note_kind", "telex") == "telex"
