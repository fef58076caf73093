import pytest
from django.db import connection

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import finding
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError

NUMBER = "189001019802"


def new(number="", **more):
    return actions.NewPerson(given_name="Amina", family_name="Warsame", number=number, **more)


def test_the_number_is_stored_encrypted_and_found_by_its_index(cast):
    by = cast.by(cast.kerstin)
    amina = actions.register(cast.unit, facts=new(NUMBER), by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM people_person WHERE id = %s", [amina.pk])
        assert NUMBER not in cursor.fetchone()[0]
    assert finding.search("18900101+9802", by=by) == [amina]
    assert str(amina.birth_date) == "1890-01-01"


def test_the_same_number_is_not_registered_twice(cast):
    actions.register(cast.unit, facts=new(NUMBER), by=cast.by(cast.kerstin))
    with pytest.raises(NotAllowedNowError) as fault:
        actions.register(cast.unit, facts=new(NUMBER), by=cast.by(cast.bjorn))
    assert fault.value.field == "number"


def test_no_number_needs_a_reason(cast):
    with pytest.raises(NotAllowedNowError):
        actions.register(cast.unit, facts=new(), by=cast.by(cast.kerstin))
    person = actions.register(
        cast.unit, facts=new(no_number_reason="waiting"), by=cast.by(cast.kerstin)
    )
    assert person.number_index == ""


def test_a_neighbouring_tenant_does_not_register_here(cast):
    stranger = cast.by(cast.admin)
    with pytest.raises(RefusedError):
        actions.register(cast.unit, facts=new(no_number_reason="waiting"), by=stranger)


def test_the_second_editor_sees_that_somebody_was_first(cast):
    by = cast.by(cast.kerstin)
    amina = cast.person(coordinator=cast.kerstin)
    stale = Person.objects.get(pk=amina.pk)
    actions.edit(amina, seen_version=1, postal_code="82130", by=by)
    with pytest.raises(StaleVersionError) as second:
        actions.edit(Person.objects.get(pk=amina.pk), seen_version=1, postal_code="82131", by=by)
    assert second.value.current.postal_code == "82130"
    assert stale.postal_code == ""


def test_names_sort_as_swedes_expect(cast):
    for family in ("Öberg", "Ek", "Åhman", "Ärlig", "Zander"):
        cast.person("A", family, coordinator=cast.kerstin)
    names = [person.family_name for person in queries.visible_to(cast.by(cast.kerstin))]
    assert names == ["Ek", "Zander", "Åhman", "Ärlig", "Öberg"]


def test_the_safe_way_is_the_only_way_shown(cast):
    by = cast.by(cast.kerstin)
    amina = cast.person(coordinator=cast.kerstin)
    actions.add_contact_way(amina, kind="phone", value="070-1740606", is_safe=True, by=by)
    assert [way.value for way in queries.contact_ways(amina, by=by)] == ["070-1740606"]
