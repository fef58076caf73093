"""`stegvis check` tells what each value rests on, wherever a renewal was broken off."""

import re

import pytest

from stegvis.casework.people import actions
from stegvis.casework.people.models import Person
from stegvis.cli.checking.keys import data_keys
from stegvis.core import encrypted, encryption, renewing
from stegvis.core.audit import recording

NUMBERS = ("189001019802", "189001029819")  # test numbers of the Swedish Tax Agency


def register(unit, number, by):
    facts = actions.NewPerson(
        given_name="Amina", family_name="Warsame", number=number, phone="070-1740605"
    )
    return actions.register(unit, facts=facts, by=by)


@pytest.fixture
def older(settings):
    return settings.DATA_KEYS[0]


@pytest.fixture
def newest(settings):
    return encryption.new_key()


@pytest.fixture
def persons(cast):
    return [register(cast.unit, number, cast.system) for number in NUMBERS]


@pytest.fixture
def changed(persons, settings, newest, older):
    """Persons written with the older key, and a newer before it."""
    settings.DATA_KEYS = [newest, older]


def renew(cast, *columns):
    """The columns named, or all of them."""
    stores = {s.name: s for s in encrypted.stores(in_installation=False)}
    for name in columns or stores:
        assert renewing.renew(stores[name], after=0, by=cast.system)[0] is None


def set_index(person, index, by):
    with recording.recording("test", by):
        Person.objects.filter(pk=person.pk).update(number_index=index)


def fingerprint(number):
    return encryption.blind_index(number, purpose="person number")


@pytest.mark.usefixtures("db")
def test_nothing_stored_is_well():
    assert data_keys().says == "nothing is stored yet"


def test_all_with_the_newest_is_well(cast, persons):
    finding = data_keys()
    assert finding.ok
    assert "the newest opens all that is stored" in finding.says


@pytest.mark.usefixtures("changed")
def test_what_rests_on_an_older_key_is_told_until_it_is_renewed(cast):
    finding = data_keys()
    assert finding.ok
    assert "values rest on an older key: stegvis keys renew" in finding.says
    renew(cast)
    assert "older" not in data_keys().says


@pytest.mark.usefixtures("changed")
def test_a_renewal_broken_off_and_the_older_key_taken_away_is_a_fault(cast, newest, settings):
    renew(cast, "audit.personkey.wrapped")
    settings.DATA_KEYS = [newest]
    finding = data_keys()
    assert not finding.ok
    assert "people.person.number 2" in finding.says
    assert "people.contactway.value 2" in finding.says
    assert "audit.personkey" not in finding.says
    assert "Put back the key that is missing" in finding.mend


def test_one_value_in_the_middle_is_found(cast, persons, settings, older, newest):
    three = cast.person("Björn"), cast.person("Cecilia"), cast.person("Doris")
    settings.DATA_KEYS = [newest, older]
    with recording.recording("test", cast.system):
        for person in (*persons, three[0], three[2]):
            person.contact_ways.get().save()
    settings.DATA_KEYS = [newest]
    assert re.search(r"people\.contactway\.value 1\b", data_keys().says)


@pytest.mark.usefixtures("changed")
def test_fingerprints_that_were_not_reached_are_a_fault_with_the_remedy(cast, newest, settings):
    renew(cast, *(s.name for s in encrypted.stores(in_installation=False) if s.index is None))
    settings.DATA_KEYS = [newest]
    finding = data_keys()
    assert not finding.ok
    assert "2 fingerprints (people.person.number_index 2)" in finding.says
    assert finding.mend == "Run: stegvis keys renew"
    renew(cast)
    assert data_keys().ok


@pytest.mark.parametrize("damaged", ["", "f" * 64])
def test_a_damaged_fingerprint_is_a_fault_until_it_is_renewed(cast, persons, damaged):
    person = persons[0]
    if not damaged:
        person.no_number_reason = "waiting"
        with recording.recording("test", cast.system):
            person.save()
    set_index(person, damaged, cast.system)
    assert "1 fingerprint (people.person.number_index 1)" in data_keys().says
    renew(cast)
    assert data_keys().ok


def test_one_number_under_two_keys_is_a_fault_until_it_is_renewed(
    cast, persons, settings, older, newest
):
    unit, _vera = cast.another_board()
    theirs = register(unit, NUMBERS[0], cast.system)
    settings.DATA_KEYS = [newest, older]
    set_index(theirs, fingerprint(NUMBERS[0]), cast.system)
    finding = data_keys()
    assert not finding.ok
    assert "fingerprints of 1 text (people.person.number_index 1)" in finding.says
    renew(cast)
    assert data_keys().ok
