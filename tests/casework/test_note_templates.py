import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.queries import latest_case
from stegvis.casework.journal import actions, queries, shipped
from stegvis.casework.journal.models import NoteTemplate
from stegvis.core import clock
from stegvis.core.codes import queries as codes
from tests.casework.pages import faults, look, send, send_seen

FACTS = actions.TemplateFacts("Veckosamtal", "phone", "Så var veckan:")


@pytest.fixture
def person(cast):
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria)).person


@pytest.fixture
def template(cast):
    return actions.make_template(cast.unit, facts=FACTS, by=cast.by(cast.maria))


def test_a_template_comes_after_what_is_written_and_nothing_is_chosen_for_the_writer(
    cast, act_as, person, template
):
    said = {"text": "Ringde henne.", "is_shared": "", "kind": "talk", "happened_on": "2024-05-02"}
    client = act_as(cast.kerstin)
    answer = send(client, "journal:write", person.public_id, **said, template=template.public_id)
    form = answer.context["form"]
    assert form["text"].value() == "Ringde henne.\n\nSå var veckan:"
    assert (form["kind"].value(), form["happened_on"].value()) == ("phone", "2024-05-02")
    assert not form["is_shared"].value()


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_shipped_template_is_there_in_each_language(language):
    found = shipped._in_language(language)
    assert len({one.key for one in found}) == len(found) >= 5
    assert all(one.name and one.text for one in found)


def test_shipped_templates_use_kinds_that_there_are(cast):
    kinds = codes.labels("note_kind")
    assert {one.kind for one in shipped.templates()} <= set(kinds)


def test_an_attempt_is_no_contact(cast, person):
    case = latest_case(person, by=cast.by(cast.kerstin))
    facts = actions.NoteFacts("attempt", "Ringde, inget svar", False, clock.today())
    actions.write(case, facts=facts, by=cast.by(cast.kerstin))
    assert queries.last_contacts(cast.by(cast.kerstin), [person.pk]) == {}


def test_the_manager_keeps_the_units_templates(cast, act_as):
    client = act_as(cast.maria)
    values = {"name": "Veckosamtal", "kind": "phone", "text": "Så var veckan:"}
    send(client, "journal:template_new", **values)
    template = NoteTemplate.objects.get()
    assert list(faults(send(client, "journal:template_new", **values))) == ["name"]
    send_seen(client, "journal:template", template.public_id, **values | {"name": "Veckan"})
    assert NoteTemplate.objects.get().name == "Veckan"
    assert "Veckan" in look(client, "journal:templates").content.decode()
    send(client, "journal:template_remove", template.public_id)
    assert not NoteTemplate.objects.exists()


def test_a_shipped_template_is_copied_to_be_changed(cast, act_as):
    page = act_as(cast.maria).get("/journal/templates/new/?from=follow_up")
    assert page.context["form"]["text"].value() == shipped.template("follow_up").text


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": " "}, "name"), ({"text": " "}, "text"), ({"text": "Å" * 4001}, "text"),
     ({"kind": "fax"}, "kind")],
)  # fmt: skip
def test_a_template_that_cannot_be_is_told(cast, act_as, values, field):
    said = {"name": "Veckosamtal", "kind": "phone", "text": "Så var veckan:"} | values
    assert list(faults(send(act_as(cast.maria), "journal:template_new", **said))) == [field]


def test_the_second_editor_of_a_template_sees_both_versions(cast, act_as, template):
    values = {"name": "Veckosamtal", "kind": "phone", "text": "Två", "seen_version": 1}
    assert send(act_as(cast.maria), "journal:template", template.public_id, **values).url
    values["text"] = "Tre"
    answer = send(act_as(cast.maria), "journal:template", template.public_id, **values)
    assert "Två" in answer.content.decode()
    assert "Tre" in answer.content.decode()


def test_others_use_the_templates_and_change_none(cast, act_as, template):
    client = act_as(cast.kerstin)
    assert "Veckosamtal" in look(client, "journal:templates").content.decode()
    assert look(client, "journal:template_new").status_code == 403
    assert look(client, "journal:template", template.public_id).status_code == 403
    assert send(client, "journal:template_remove", template.public_id).status_code == 403
    assert look(act_as(cast.stig), "journal:template", template.public_id).status_code == 404
    assert look(act_as(cast.admin), "journal:templates").status_code == 403
