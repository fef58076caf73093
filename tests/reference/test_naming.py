"""Names in the reader's language, and Swedish ones that say they are."""

import pytest

from stegvis.reference import naming
from stegvis.reference.languages import languages, languages_by_iso
from stegvis.reference.naming import Name
from stegvis.reference.occupations import fields, groups
from stegvis.reference.search import find_languages

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("ssyk4", "nb", "en"),
    [
        ("5120", "Kokker", "Cooks"),
        ("5323", "Helsefagarbeidere", "Health care assistants"),
        ("2250", "Veterinærer", "Veterinarians"),
    ],
)
def test_a_group_is_called_what_styrk_and_esco_call_its_isco_group(ssyk4, nb, en):
    assert naming.of_group(ssyk4, "nb") == Name(nb, "nb")
    assert naming.of_group(ssyk4, "en") == Name(en, "en")
    assert naming.of_group(ssyk4, "sv") == Name(groups()[ssyk4].label, "sv")


def test_a_group_of_several_isco_groups_is_called_by_the_narrow_one_around_them():
    assert naming.of_group("7319", "en").text == "Handicraft workers"


def test_nurses_are_not_all_called_specialists_where_norway_has_split_their_group():
    assert naming.of_group("2221", "nb").text == "Sykepleiere og spesialsykepleiere"


def test_a_group_that_is_spread_too_wide_keeps_its_swedish_name_and_says_so():
    assert naming.of_group("3449", "en") == Name("Övriga utbildare och instruktörer", "sv")


def test_nearly_every_group_has_a_title_in_both_languages():
    level4 = [code for code in groups() if len(code) == 4]
    for reader in ("nb", "en"):
        named = [code for code in level4 if naming.of_group(code, reader).language == reader]
        assert len(named) / len(level4) > 0.97


def test_every_field_has_a_title_in_both_languages():
    assert {
        naming.of_field(one, reader).language for one in fields() for reader in ("nb", "en")
    } == {
        "nb",
        "en",
    }


@pytest.mark.parametrize(
    ("iso", "nb", "en"),
    [("ar", "Arabisk", "Arabic"), ("so", "Somali", "Somali"), ("ti", "Tigrinja", "Tigrinya")],
)
def test_a_language_has_its_name_in_each(iso, nb, en):
    one = languages_by_iso()[iso]
    assert naming.of_language(one.concept_id, "nb").text == nb
    assert naming.of_language(one.concept_id, "en").text == en
    assert naming.of_language(one.concept_id, "sv") == Name(one.label, "sv")


def test_a_language_without_a_code_keeps_its_swedish_name():
    masalit = next(one for one in languages().values() if one.label == "Masalit")
    assert naming.of_language(masalit.concept_id, "en") == Name("Masalit", "sv")
    assert naming.of_language("none_of_that", "en") == Name("none_of_that", "sv")


@pytest.mark.parametrize("typed", ["Arabic", "arabisk", "ar", "Arabiska"])
def test_a_language_is_found_by_its_name_in_any_of_the_three(typed):
    assert find_languages(typed, 1)[0].label == "Arabiska"
