"""The language of a country is said one way, and only languages of the list are written down."""

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people.forms import RegisterForm
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.core.languages import OWN, own_language
from stegvis.core.notices.texts import in_language


@pytest.mark.parametrize("country", sorted(OWN))
def test_the_own_language_is_in_the_list_and_has_pages(cast, country):
    assert codes.is_current("language", own_language(country), country=country)
    assert in_language(own_language(country)) == {"SE": "sv", "NO": "nb"}[country]


def test_a_norwegian_unit_proposes_norwegian_and_writes_it_down(cast):
    cast.unit.tenant.country = "NO"
    assert RegisterForm(unit=cast.unit)["language"].value() == "no"


def test_a_language_that_isnt_in_the_list_is_refused(cast):
    told = people.NewPerson("Kari", "Nord", no_number_reason="waiting", language="nb")
    with pytest.raises(NotAllowedNowError) as fault:
        people.register(cast.unit, facts=told, by=cast.by(cast.kerstin))
    assert fault.value.field == "language"
    person = cast.person()
    with pytest.raises(NotAllowedNowError):
        people.edit(person, seen_version=person.version, language="klingon", by=cast.system)
