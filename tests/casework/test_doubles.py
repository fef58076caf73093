"""Whoever registers somebody is shown whom they see already; of others nothing is told."""

from datetime import date

import pytest
from django.db import connection

from stegvis.casework.people import actions as people
from stegvis.casework.people.likeness import Likeness
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.people.queries import doubles
from stegvis.core.audit.models import AuditEvent
from tests.casework.pages import faults, queries_of, send

BORN = date(1991, 3, 12)
AMINA = {
    "given_name": "Amina",
    "family_name": "Warsame",
    "language": "so",
    "interpreter": "none",
    "no_number_reason": "waiting",
    "birth_date": "1991-03-12",
}


def _person(cast, given="Amina", family="Warsame", born=BORN, **more):
    facts = people.NewPerson(
        given_name=given, family_name=family, birth_date=born, no_number_reason="waiting", **more
    )
    return people.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Bjørn", "Ångström"),
        ("Bjoern", "Aangstrom"),
        ("Bjorn", "Ängström"),
        ("Ångström", "Björn"),
        ("Björn", "Ångstrmö"),
        ("Björn Erik", "Ångström"),
        ("BJÖRN", "ÅNGSTRÖM"),
    ],
)
def test_a_name_is_known_again_however_its_letters_are_written(given, family):
    kept = Likeness.of("Björn", "Ångström", BORN)
    assert Likeness.of(given, family, BORN).may_be(kept)


@pytest.mark.parametrize(
    "born",
    [
        date(1991, 12, 3),
        date(1991, 3, 21),
        date(1919, 3, 12),
        date(1991, 1, 1),
        date(1992, 3, 12),
        None,
    ],
)
def test_a_birth_date_is_known_again_with_a_slip_in_it(born):
    assert Likeness.of("Amina", "Warsame", born).may_be(Likeness.of("Amina", "Warsame", BORN))


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Amina", "Warsame", date(1978, 6, 30)),
        ("Ali", "Osman", BORN),
        ("Amina", "Berg", BORN),
        ("Fatima", "Warsame", None),
    ],
)
def test_somebody_else_is_taken_for_nobody(given, family, born):
    assert not Likeness.of(given, family, born).may_be(Likeness.of("Amina", "Warsame", BORN))


def test_two_numbers_of_one_kind_are_two_persons():
    one = Likeness.of("Amina", "Warsame", BORN, "personnummer")
    assert not one.may_be(one)
    assert one.may_be(Likeness.of("Amina", "Warsame", BORN, "samordningsnummer"))


def test_whom_one_sees_already_is_shown_and_nobody_is_registered_yet(cast, act_as):
    amina = _person(cast)
    answer = send(act_as(cast.kerstin), "people:register", **AMINA | {"given_name": "Åmina"})
    assert "is_somebody_else" in faults(answer)
    assert f"/person/{amina.public_id}/" in answer.content.decode()
    assert Person.objects.count() == 1
    assert AuditEvent.objects.filter(verb=doubles.VERB, kind="search").exists()


def test_somebody_else_of_the_same_name_is_registered_once_one_has_looked(cast, act_as):
    _person(cast)
    answer = send(act_as(cast.kerstin), "people:register", **AMINA, is_somebody_else="on")
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_the_number_says_the_birth_date_that_is_compared(cast, act_as):
    _person(cast, born=date(1890, 1, 1))
    given = AMINA | {"number": "18900101-9802", "no_number_reason": "", "birth_date": ""}
    assert "is_somebody_else" in faults(send(act_as(cast.kerstin), "people:register", **given))


@pytest.mark.parametrize("hidden", ["protected", "unreached", "nobody"])
def test_the_answer_is_one_whether_somebody_hidden_is_alike_or_nobody_is(cast, act_as, hidden):
    if hidden == "protected":
        _person(cast, protection=Protection.STRICT)
    if hidden == "unreached":
        _person(cast)
    answer = send(act_as(cast.bjorn), "people:register", **AMINA)
    registered = Person.objects.order_by("-pk").first()
    assert answer.status_code == 302
    assert answer.url == f"/person/{registered.public_id}/"


def test_whoever_may_list_the_name_alone_doesnt_learn_the_birth_date_by_trying(cast, act_as):
    amina = _person(cast)
    people.grant(
        amina, account_id=cast.bjorn.pk, ground="assignment", scope="intake", by=cast.system
    )
    assert send(act_as(cast.bjorn), "people:register", **AMINA).status_code == 302


def test_another_board_is_not_asked(cast, vera, act_as):
    _person(cast)
    assert send(act_as(vera), "people:register", **AMINA).status_code == 302


def test_looking_takes_the_same_statements_however_many_there_are(cast):
    _person(cast)
    likeness, by = Likeness.of("Amina", "Warsame", BORN), cast.by(cast.kerstin)
    few = queries_of(lambda: doubles.doubles_of(likeness, by=by))
    for day in range(1, 25):
        _person(cast, family=f"Olik{day}", born=date(1970, 5, day))
    assert queries_of(lambda: doubles.doubles_of(likeness, by=by)) == few


def test_candidates_are_found_by_index(cast):
    near = [date(1991, 3, 12), date(1991, 12, 3)]
    rows = Person.objects.filter(secrecy_area=cast.unit.secrecy_area, birth_date__in=near)
    if connection.vendor == "sqlite":
        assert "people_alike_by_birth" in rows.order_by().explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'people_person'")
            names = {name for (name,) in cursor.fetchall()}
        assert {"people_alike_by_birth", "people_alike_by_name"} <= names
