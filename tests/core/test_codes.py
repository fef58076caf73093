from datetime import date

import pytest
from django.utils import translation

from stegvis.core import clock
from stegvis.core.codes import loading, queries
from stegvis.core.codes.models import Code

pytestmark = pytest.mark.django_db


def test_every_code_has_words_in_three_languages():
    for code in loading.rows():
        assert all((code.label_sv, code.label_nb, code.label_en, code.source)), code


def test_a_form_offers_the_codes_of_its_country():
    assert "nav" not in dict(queries.choices("referral_source", country="SE"))
    assert "nav" in dict(queries.choices("referral_source", country="NO"))


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
    Code.objects.create(
        list_key="note_kind", code="fax", order=9, label_sv="Fax", label_nb="Faks", label_en="Fax"
    )
    loading.load_codes()
    assert not queries.is_current("note_kind", "fax", country="SE")
    assert queries.label("note_kind", "fax") == "Fax"


def test_an_unknown_code_is_shown_as_it_is():
    assert queries.label("note_kind", "telex") == "telex"
