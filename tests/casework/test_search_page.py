from stegvis.casework.people import actions
from stegvis.casework.people.models import Protection
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
