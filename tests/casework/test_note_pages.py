import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.journal import actions
from stegvis.casework.journal.models import Note
from stegvis.core import clock
from tests.casework.pages import faults, look, send


@pytest.fixture
def case(cast):
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


def said(text="Vi sågs", **more):
    day = clock.today().isoformat()
    return {"text": text, "is_shared": "False", "kind": "talk", "happened_on": day, **more}


def test_a_note_is_written_with_the_last_ones_in_sight(cast, act_as, case):
    client = act_as(cast.kerstin)
    actions.write(
        case, facts=actions.NoteFacts("phone", "Ringde i går", True), by=cast.by(cast.kerstin)
    )
    page = look(client, "journal:write", case.person.public_id).content.decode()
    assert "Ringde i går" in page
    assert send(client, "journal:write", case.person.public_id, **said()).status_code == 302
    note = Note.objects.order_by("pk").last()
    assert (note.text, note.is_shared, note.author) == ("Vi sågs", False, cast.kerstin)


def test_whether_the_person_sees_it_is_chosen_each_time(cast, act_as, case):
    client = act_as(cast.kerstin)
    page = look(client, "journal:write", case.person.public_id).content.decode()
    assert "checked" not in page
    answer = send(client, "journal:write", case.person.public_id, **said(is_shared=""))
    assert list(faults(answer)) == ["is_shared"]
    assert "Vi sågs" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["Å" * 10_000, "🙂 مرحبا שלום", "en\r\nrad\r\ntill", "<script>alert(1)</script>"]
)
def test_a_note_keeps_what_was_written(cast, act_as, case, text):
    client = act_as(cast.kerstin)
    assert send(client, "journal:write", case.person.public_id, **said(text)).status_code == 302
    assert Note.objects.get().text == text.replace("\r\n", "\n")
    assert (
        "<script>alert" not in look(client, "journal:write", case.person.public_id).content.decode()
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "Å" * 20_001}, "text"),
        ({"text": " \n "}, "text"),
        ({"happened_on": "2999-01-01"}, "happened_on"),
        ({"kind": "fax"}, "kind"),
    ],
)
def test_what_cannot_be_is_told_and_the_text_stays(cast, act_as, case, values, field):
    answer = send(act_as(cast.kerstin), "journal:write", case.person.public_id, **said() | values)
    assert list(faults(answer)) == [field]
    assert values.get("text", "Vi sågs") in answer.content.decode()
    assert not Note.objects.exists()


def test_a_form_sent_twice_writes_one_note(cast, act_as, case):
    client = act_as(cast.kerstin)
    for _time in range(2):
        send(client, "journal:write", case.person.public_id, **said(), key="once")
    assert Note.objects.count() == 1


def test_the_second_editor_sees_both_versions_and_loses_nothing(cast, act_as, case):
    note = actions.write(
        case, facts=actions.NoteFacts("talk", "Ett", False), by=cast.by(cast.kerstin)
    )
    first, second = act_as(cast.kerstin), act_as(cast.kerstin)
    assert send(first, "journal:note", note.public_id, **said("Två", seen_version=1)).url
    answer = send(second, "journal:note", note.public_id, **said("Tre", seen_version=1))
    page = answer.content.decode()
    assert "Två" in page
    assert "Tre" in page
    version = answer.context["form"]["seen_version"].value()
    assert send(second, "journal:note", note.public_id, **said("Tre", seen_version=version)).url
    assert Note.objects.get().text == "Tre"


def test_others_read_a_note_and_do_not_correct_it(cast, act_as, case):
    note = actions.write(
        case, facts=actions.NoteFacts("talk", "Ett", False), by=cast.by(cast.kerstin)
    )
    manager = act_as(cast.maria)
    page = look(manager, "journal:note", note.public_id).content.decode()
    assert "Ett" in page
    assert "<textarea" not in page
    answer = send(manager, "journal:note", note.public_id, **said("Två", seen_version=1))
    assert answer.status_code == 403
    assert look(act_as(cast.bjorn), "journal:note", note.public_id).status_code == 404


def test_a_former_coordinator_reads_and_writes_no_more(cast, act_as, case):
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    client = act_as(cast.kerstin)
    assert look(client, "journal:write", case.person.public_id).status_code == 403
    assert send(client, "journal:write", case.person.public_id, **said()).status_code == 403
    assert not Note.objects.exists()


def test_wrong_roles_get_no_form(cast, act_as, case):
    assert look(act_as(cast.admin), "journal:write", case.person.public_id).status_code == 404
    assert look(act_as(cast.bjorn), "journal:write", case.person.public_id).status_code == 403


def test_somebody_without_a_case_gets_the_way_to_one(cast, act_as):
    amina = cast.person(coordinator=cast.kerstin)
    answer = look(act_as(cast.kerstin), "journal:write", amina.public_id)
    assert answer.status_code == 409
    assert f"/cases/{amina.public_id}/refer/" in answer.content.decode()
