from django.db.migrations import DeleteModel, Migration, RemoveField

from stegvis.casework.people.models import Person
from stegvis.cli.upgrading.losses import losses


def contracting():
    """A migration of a later version that takes away two things."""
    migration = Migration("9999_contract", "people")
    migration.operations = [
        RemoveField("Person", "postal_code"),
        RemoveField("Person", "given_name"),
        DeleteModel("HouseholdLink"),
        DeleteModel("ContactWay"),
    ]
    return migration


def test_what_still_holds_data_is_named_with_its_rows(cast):
    cast.person()
    found = losses([contracting()])
    assert [sentence.split(" would remove ")[1] for sentence in found] == [
        "people_person.given_name, which says something in 1 row",
        "people_contactway with 1 row in it",
    ]


def test_nothing_is_lost_where_nothing_is_left(cast):
    assert not Person.objects.exists()
    assert losses([contracting()]) == []


def test_libraries_that_move_data_themselves_are_left_to_it(cast):
    migration = Migration("9999_contract", "sessions")
    migration.operations = [DeleteModel("Session")]
    assert losses([migration]) == []
