import pytest

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import ContactWay, HouseholdLink, Person, Protection
from stegvis.casework.people.queries import finding
from stegvis.core.audit.refusals import NotAllowedNowError
from tests.casework.pages import faults, look, send, send_seen

NUMBER = "189001019802"


def edited(**values):
    return {
        "given_name": "Amina",
        "family_name": "Warsame",
        "language": "so",
        "interpreter": "none",
        "seen_version": 1,
        **values,
    }


def test_facts_are_changed(cast, act_as, amina):
    said = edited(municipality_code="2183", other_languages=["ar", "sv"], neutral_mode="on")
    answer = send(act_as(cast.kerstin), "people:edit", amina.public_id, **said)
    assert answer.url == f"/person/{amina.public_id}/"
    amina.refresh_from_db()
    assert (amina.language, amina.other_languages, amina.neutral_mode) == ("so", ["ar", "sv"], True)


def test_the_second_editor_sees_both_versions_in_words(cast, act_as, amina):
    client = act_as(cast.kerstin)
    first = edited(other_languages=["ar"], municipality_code="2183")
    send(client, "people:edit", amina.public_id, **first)
    answer = send(client, "people:edit", amina.public_id, **edited(other_languages=["sv", "fi"]))
    shown = {d.label: (d.saved, d.typed) for d in answer.context["form"].differences}
    assert shown["Andra språk"] == ("Arabiska", "Svenska, Finska")
    assert shown["Kommun"] == ("Bollnäs", "Inte känt")
    version = answer.context["form"]["seen_version"].value()
    again = edited(seen_version=version, other_languages=["sv", "fi"])
    assert send(client, "people:edit", amina.public_id, **again).status_code == 302
    amina.refresh_from_db()
    assert amina.other_languages == ["sv", "fi"]


def test_a_number_is_added_later_and_birth_date_follows(cast, act_as, amina):
    client = act_as(cast.kerstin)
    assert "number" in faults(send_seen(client, "people:number", amina.public_id, number=""))
    assert "number" in faults(send_seen(client, "people:number", amina.public_id, number="123"))
    send_seen(client, "people:number", amina.public_id, number="18900101-9802")
    amina.refresh_from_db()
    assert (amina.number, amina.no_number_reason, amina.birth_date.year) == (NUMBER, "", 1890)
    assert finding.search(NUMBER, by=cast.by(cast.kerstin)) == [amina]


def test_somebody_elses_number_is_not_taken_over(cast, act_as, amina):
    facts = actions.NewPerson(given_name="Per", family_name="Ek", number=NUMBER)
    actions.register(cast.unit, facts=facts, by=cast.system)
    answer = send_seen(act_as(cast.kerstin), "people:number", amina.public_id, number=NUMBER)
    assert "registrator" in faults(answer)["number"][0]
    assert Person.objects.get(pk=amina.pk).no_number_reason == "waiting"


def test_no_empty_number_is_given(cast, amina):
    with pytest.raises(NotAllowedNowError):
        actions.give_number(amina, number=" ", seen_version=amina.version, by=cast.by(cast.kerstin))


def test_a_new_safe_way_takes_over_and_can_be_lifted(cast, act_as, amina):
    client, by = act_as(cast.kerstin), cast.by(cast.kerstin)
    said = {"kind": "phone", "value": "070-1740606", "note": "bara kvällar", "is_safe": "on"}
    send(client, "people:contact", amina.public_id, **said)
    said = {"kind": "email", "value": "a@example.org", "is_safe": "on"}
    send(client, "people:contact", amina.public_id, **said)
    assert [way.value for way in queries.contact_ways(amina, by=by)] == ["a@example.org"]
    safe = ContactWay.objects.get(is_safe=True)
    told = send(client, "people:contact_way", amina.public_id, way=safe.pk, do="remove")
    assert "säkra vägen" in client.get(told.url).content.decode()
    send(client, "people:contact_way", amina.public_id, way=safe.pk, do="any")
    assert len(queries.contact_ways(amina, by=by)) == 3
    send(client, "people:contact_way", amina.public_id, way=safe.pk, do="remove")
    assert len(queries.contact_ways(amina, by=by)) == 2
    other = ContactWay.objects.order_by("pk").first()
    send(client, "people:contact_way", amina.public_id, way=other.pk, do="only")
    assert [way.pk for way in queries.contact_ways(amina, by=by)] == [other.pk]


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "ring"), ("email", "a(at)b"), ("phone", "1"), ("fax", "12345")]
)
def test_a_way_that_leads_nowhere_is_told(cast, act_as, amina, kind, value):
    answer = send(act_as(cast.kerstin), "people:contact", amina.public_id, kind=kind, value=value)
    assert faults(answer)
    assert ContactWay.objects.count() == 1


def test_a_way_of_somebody_else_is_not_touched(cast, act_as, amina):
    johan = cast.person("Johan", "Ek")
    way = johan.contact_ways.get()
    send(act_as(cast.kerstin), "people:contact_way", amina.public_id, way=way.pk, do="remove")
    assert ContactWay.objects.filter(pk=way.pk).exists()


def test_a_household_is_linked_by_name_or_number(cast, act_as, amina):
    cast.person("Fatima", "Warsame", coordinator=cast.kerstin)
    cast.person("Hemlig", "Person")
    client = act_as(cast.kerstin)
    for text in ("Hemlig Person", "Warsame", "Amina"):
        answer = send(client, "people:household", amina.public_id, other=text, kind="sibling")
        assert list(faults(answer)) == ["other"]
    send(client, "people:household", amina.public_id, other="Fatima", kind="sibling")
    assert HouseholdLink.objects.get().kind == "sibling"
    page = look(client, "people:household", amina.public_id).content.decode()
    assert "Fatima Warsame" in page
    again = send(client, "people:household", amina.public_id, other="Fatima", kind="household")
    assert list(faults(again)) == ["other"]
    link = HouseholdLink.objects.get()
    send(client, "people:household_remove", amina.public_id, link=link.pk)
    assert not HouseholdLink.objects.exists()


def test_a_manager_protects_and_names_who_may_open(cast, act_as, amina):
    actions.grant(amina, account_id=cast.maria.pk, ground="management", by=cast.system)
    client = act_as(cast.maria)
    said = {"protection": "2", "reason": "Beslut från Skatteverket"}
    answer = send_seen(client, "people:protect", amina.public_id, **said)
    assert list(faults(answer)) == ["officers"]
    officers = [cast.maria.public_id, cast.kerstin.public_id]
    send_seen(client, "people:protect", amina.public_id, **said, officers=officers)
    assert queries.reaches(amina, by=cast.by(cast.kerstin))
    answer = send_seen(
        client, "people:protect", amina.public_id, **said, officers=[cast.kerstin.public_id]
    )
    assert answer.url == "/"
    amina.refresh_from_db()
    assert amina.protection == Protection.STRICT
    assert not queries.reaches(amina, by=cast.by(cast.maria))
    assert look(client, "people:edit", amina.public_id).status_code == 404


def test_a_coordinator_does_not_set_protection(cast, act_as, amina):
    client = act_as(cast.kerstin)
    assert look(client, "people:protect", amina.public_id).status_code == 403
    assert "skyddad" not in look(client, "people:edit", amina.public_id).content.decode().lower()


def test_an_urgent_opening_says_what_happens_and_asks_why(cast, act_as, amina):
    client = act_as(cast.bjorn)
    refused = client.get(f"/person/{amina.public_id}/")
    assert refused.status_code == 403
    assert f"/people/{amina.public_id}/urgent/" in refused.content.decode()
    page = look(client, "people:urgent", amina.public_id).content.decode()
    assert "24 timmar" in page
    assert "Amina" not in page
    for reason in ("kort", "x" * 256):
        assert "reason" in faults(send(client, "people:urgent", amina.public_id, reason=reason))
    answer = send(client, "people:urgent", amina.public_id, reason="Hon har ramlat på praktiken")
    assert answer.url == f"/person/{amina.public_id}/"
    assert client.get(answer.url).status_code == 200
    assert look(client, "people:urgent", amina.public_id).url == answer.url


def test_nobody_asks_urgently_where_more_than_a_task_is_missing(cast, act_as, amina):
    actions.set_protection(
        amina, level=Protection.CONFIDENTIAL, officers=[cast.kerstin], reason="x", by=cast.system
    )
    for account in (cast.bjorn, cast.admin, cast.stig):
        client = act_as(account)
        assert look(client, "people:urgent", amina.public_id).status_code == 404
        told = send(client, "people:urgent", amina.public_id, reason="Hon har ramlat")
        assert told.status_code == 404


def test_others_change_nothing(cast, act_as, amina):
    for account, code in ((cast.bjorn, 403), (cast.admin, 404), (cast.stig, 404)):
        client = act_as(account)
        for name in ("edit", "number", "contact", "household", "protect"):
            assert look(client, f"people:{name}", amina.public_id).status_code == code
            assert send(client, f"people:{name}", amina.public_id).status_code == code
