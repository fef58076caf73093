import re

import pytest

from stegvis.casework.people import actions
from stegvis.casework.people.models import Ground, Protection
from stegvis.core.audit.models import AuditEvent, EventKind
from tests.casework.pages import look, queries_of, send

NUMBER = "189001019802"


def found(client, text):
    return send(client, "people:search", q=text).content.decode()


def register(cast, given, family, **more):
    facts = actions.NewPerson(given_name=given, family_name=family, **more)
    return actions.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))


def test_a_name_is_found_whatever_its_case_and_accents(cast, act_as):
    register(cast, "Göran", "Åhman", no_number_reason="waiting")
    client = act_as(cast.kerstin)
    for text in ("åhman", "ÅHMAN GÖR", "göran", "  Åh  "):
        assert "Göran Åhman" in found(client, text)
    assert "Göran" not in found(client, "ahlm")


def test_a_number_is_found_however_it_is_written(cast, act_as):
    register(cast, "Amina", "Warsame", number=NUMBER)
    client = act_as(cast.kerstin)
    for text in (NUMBER, "18900101-9802", "900101+9802"):
        assert "Amina Warsame" in found(client, text)


def test_nobody_is_found_by_those_without_a_task(cast, act_as):
    register(cast, "Amina", "Warsame", number=NUMBER)
    assert "Warsame" not in found(act_as(cast.bjorn), "Amina")


def test_the_whole_number_leads_to_the_urgent_form_where_only_a_task_is_missing(cast, act_as):
    amina = register(cast, "Amina", "Warsame", number=NUMBER)
    urgent = f"/people/{amina.public_id}/urgent/"
    page = found(act_as(cast.bjorn), NUMBER)
    assert urgent in page
    assert "Amina" not in page
    assert urgent not in found(act_as(cast.admin), NUMBER)
    actions.set_protection(
        amina, level=Protection.STRICT, officers=[cast.maria], reason="x", by=cast.system
    )
    assert urgent not in found(act_as(cast.bjorn), NUMBER)


def test_a_protected_person_is_listed_without_name(cast, act_as):
    amina = register(cast, "Amina", "Warsame", number=NUMBER)
    actions.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    page = found(act_as(cast.kerstin), "Amina")
    assert "Skyddat ärende" in page
    assert "Warsame" not in page


def test_a_search_is_logged_without_what_was_sought(cast, act_as):
    found(act_as(cast.kerstin), "Amina")
    event = AuditEvent.objects.get(kind=EventKind.SEARCH)
    assert "Amina" not in event.values


def test_an_empty_search_shows_the_form(cast, act_as):
    assert look(act_as(cast.kerstin), "people:search").status_code == 200
    assert "🙂" in found(act_as(cast.kerstin), "🙂")


def test_the_list_takes_as_many_queries_for_many_as_for_few(cast, act_as):
    client = act_as(cast.kerstin)
    register(cast, "Amina", "Warsame", no_number_reason="waiting")
    few = queries_of(lambda: found(client, "a"))
    for number in range(12):
        register(cast, f"Amina {number}", "Warsame", no_number_reason="waiting")
    assert queries_of(lambda: found(client, "a")) == few


def test_the_search_box_stands_only_where_it_leads_somewhere(cast, act_as):
    box = 'type="search"'
    assert box in act_as(cast.kerstin).get("/").content.decode()
    assert box not in act_as(cast.admin).get("/", follow=True).content.decode()


NAMES = {
    "oberg": "Öberg", "Oberg": "Öberg", "öberg": "Oberg", "asa": "Åsa", "nasstrom": "Næss-Strøm",
    "Björn": "Bjørn", "bjoern": "Björn", "Bjorn": "Bjoern", "andre": "André", "Lukasz": "Łukasz",
}  # fmt: skip


@pytest.mark.parametrize("typed", NAMES)
def test_a_name_is_found_with_and_without_its_marks(cast, act_as, typed):
    typed, named = typed.replace("nasstrom", "nass strom"), NAMES[typed]
    register(cast, "Kim", named, no_number_reason="waiting")
    register(cast, "Kim", "Zetterlund", no_number_reason="waiting")
    page = found(act_as(cast.kerstin), typed)
    assert f"Kim {named}" in page
    assert "Zetterlund" not in page


@pytest.mark.parametrize(
    "typed", ["0701740605", "070-174 06 05", "+46701740605", "+46 (0)70-174 06 05", "0046701740605",
              "46701740605", "701740605", " 070/1740605 "],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_written(cast, act_as, typed):
    register(cast, "Amina", "Warsame", no_number_reason="waiting", phone="070-1740605")
    register(cast, "Leyla", "Warsame", no_number_reason="waiting", phone="070-1740606")
    page = found(act_as(cast.kerstin), typed)
    assert "Amina Warsame" in page
    assert "Leyla" not in page


def test_a_part_of_a_phone_number_finds_nobody(cast, act_as):
    register(cast, "Amina", "Warsame", no_number_reason="waiting", phone="070-1740605")
    for typed in ("0605", "740605", "070-174060"):
        assert "Amina" not in found(act_as(cast.kerstin), typed)


def test_an_email_address_is_found(cast, act_as):
    register(cast, "Amina", "Warsame", no_number_reason="waiting", email="Amina@example.org")
    assert "Amina Warsame" in found(act_as(cast.kerstin), "amina@example.org")


def test_a_phone_number_tells_nothing_to_those_without_a_task(cast, act_as):
    """Not even that somebody has it: only an identity number leads to the urgent form."""
    register(cast, "Amina", "Warsame", no_number_reason="waiting", phone="070-1740605")
    client = act_as(cast.bjorn)
    pages = [found(client, f"070-174060{last}").partition("<main")[2] for last in (5, 6)]
    known, unknown = (re.sub(r'name="csrf\S+ value="\w+"', "", page) for page in pages)
    assert known == unknown.replace("070-1740606", "070-1740605") != ""


def test_a_phone_number_finds_nobody_for_whom_the_contact_is_closed(cast, act_as):
    amina = register(cast, "Amina", "Warsame", no_number_reason="waiting", phone="070-1740605")
    actions.grant(
        amina, account_id=cast.bjorn.pk, scope="group", ground=Ground.GROUP, by=cast.system
    )
    client = act_as(cast.bjorn)
    assert "Amina" in found(client, "warsame")
    assert "Amina" not in found(client, "070-1740605")


def test_a_protected_persons_phone_number_finds_them_for_their_officers_alone(cast, act_as):
    amina = register(cast, "Amina", "Warsame", number=NUMBER, phone="070-1740605")
    actions.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    page = found(act_as(cast.kerstin), "070-1740605")
    assert "Skyddat ärende" in page
    assert "Warsame" not in page
    assert "Skyddat ärende" not in found(act_as(cast.maria), "070-1740605")
