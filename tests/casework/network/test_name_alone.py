"""A yes to a name is no yes to the number, the birth date or the age."""

import importlib
import re

import pytest
from django.apps import apps

from stegvis.casework.cases import actions as cases
from stegvis.casework.network import actions
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries
from stegvis.casework.people.models import Grant, Ground
from stegvis.core.audit import recording
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.database.migrating import in_each_tenant
from tests.casework.network.story import disclosed, said_yes, unit_of
from tests.casework.pages import look, send
from tests.desk import story

NUMBER = "195901232602"
OF_THE_IDENTITY = (NUMBER, "590123", "1959", " år</span>", 'class="age"')
OF_THE_CONTACT = ("Bollnäs", "somaliska", "070-1740605")
NAME_ALONE = ["intake", "plan", "placement"]


@pytest.fixture
def siv(cast):
    """Somebody with a number, whom Kerstin coordinates."""
    facts = people.NewPerson(
        given_name="Siv",
        family_name="Warsame",
        number=NUMBER,
        municipality_code="2183",
        language="so",
        phone="070-1740605",
    )
    person = people.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))
    referral = cases.refer(person, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria)).person


def pages(client, person):
    """Every page where somebody of another board may come upon the person, without the values
    that a filter can be set to, which are the same for everybody."""
    names = ("person:page", "plans:plan", "people:household", "people:number")
    own = [look(client, name, person.public_id) for name in names]
    lists = [
        look(client, name) for name in ("myday:day", "myday:note", "cases:mine", "cases:queue")
    ]
    sought = [send(client, "people:search", q=text) for text in ("Siv", "Warsame")]
    shown = [answer.content.decode() for answer in (*own, *lists, *sought)]
    return [re.sub("<option.*?</option>", "", text) for text in shown]


@pytest.mark.parametrize("scope", NAME_ALONE)
def test_pages_and_lists_show_the_name_alone(cast, act_as, siv, vera, scope):
    said_yes(cast, siv, vera, scope=scope)
    texts = pages(act_as(vera), siv)
    assert "Siv Warsame" in texts[0]
    assert "Siv Warsame" in texts[-1]
    for text in texts:
        assert not [word for word in OF_THE_IDENTITY if word in text]


@pytest.mark.parametrize("scope", ["plan", "placement", "identity"])
def test_without_ways_to_get_in_touch_neither_language_nor_municipality_shows(
    cast, act_as, siv, vera, scope
):
    said_yes(cast, siv, vera, scope=scope)
    for text in pages(act_as(vera), siv):
        assert not [word for word in OF_THE_CONTACT if word in text]


@pytest.mark.parametrize("scope", NAME_ALONE)
def test_the_number_finds_nobody_whose_name_alone_one_may_know(cast, act_as, siv, vera, scope):
    said_yes(cast, siv, vera, scope=scope)
    for text in (NUMBER, "590123-2602"):
        page = send(act_as(vera), "people:search", q=text).content.decode()
        assert "Siv" not in page
        assert siv.public_id not in page
        assert 'class="empty"' in page


@pytest.mark.parametrize("scope", NAME_ALONE)
def test_registering_the_number_shows_no_way_to_the_other_boards_person(
    cast, act_as, siv, vera, scope
):
    said_yes(cast, siv, vera, scope=scope)
    facts = {"given_name": "Siv", "family_name": "Warsame", "language": "sv"}
    client = act_as(vera)
    for _time in range(2):
        answer = send(client, "people:register", **facts, interpreter="none", number=NUMBER)
        assert siv.public_id not in answer.content.decode()


def test_a_yes_to_the_identity_shows_it_and_finds_by_the_number(cast, act_as, siv, vera):
    said_yes(cast, siv, vera, scope="identity")
    client = act_as(vera)
    assert " år</span>" in look(client, "person:page", siv.public_id).content.decode()
    page = send(client, "people:search", q=NUMBER).content.decode()
    assert "Siv Warsame" in page
    assert "1959-01-23" in page


def test_the_log_says_whether_the_identity_was_shown(cast, act_as, siv, vera):
    said_yes(cast, siv, vera)
    look(act_as(vera), "person:page", siv.public_id)
    look(act_as(cast.kerstin), "person:page", siv.public_id)
    rows = AuditEvent.objects.filter(kind=EventKind.READ, person_id=siv.pk).order_by("pk")
    fields = {row.account_id: row.fields for row in rows}
    assert fields[vera.pk] == ["name", "plan"]
    assert "identity" in fields[cast.kerstin.pk]


def test_a_yes_to_the_identity_is_ground_for_a_copy_of_it(cast, siv, vera):
    said_yes(cast, siv, vera, scope="identity")
    copy = disclosed(
        to=unit_of(vera), ground="consent", harm_test="", scope="", parts=["name", "identity"],
        told="Namn och nummer, på papper",
    )  # fmt: skip
    assert actions.disclose(siv, facts=copy, by=cast.by(cast.kerstin)).parts == ["identity", "name"]


def test_in_the_units_own_lists_the_age_stands_beside_the_name(cast, act_as, siv):
    client, age = act_as(cast.kerstin), f'<span class="soft">{siv.age}</span>'
    for name in ("cases:mine", "myday:note"):
        assert age in look(client, name).content.decode()
    for text in ("Siv", NUMBER):
        assert "1959-01-23" in send(client, "people:search", q=text).content.decode()


def test_somebody_who_waits_in_the_queue_has_an_age_there(cast, act_as):
    facts = people.NewPerson(given_name="Nora", family_name="Ny", number=NUMBER)
    nora = people.register(cast.unit, facts=facts, by=cast.system)
    referral = cases.refer(nora, unit=cast.unit, facts=story.FACTS, by=cast.system)
    client, age = act_as(cast.bjorn), f'<span class="soft">{nora.age}</span>'
    assert age in look(client, "cases:queue").content.decode()
    one = look(client, "cases:referral", referral.public_id).content.decode()
    assert f'<span class="age">{nora.age}</span>' in one
    assert age in look(act_as(cast.maria), "manage:home").content.decode()


def test_the_migration_names_the_scope_of_referrals_and_leaves_every_yes(cast, siv, vera):
    said_yes(cast, siv, vera, scope="intake")
    waiting = {"unit": cast.unit, "scope": "intake", "ground": Ground.REFERRAL}
    old = people.grant(siv, **waiting, by=cast.system)
    migration = importlib.import_module(
        "stegvis.casework.people.migrations.0006_referrals_have_a_scope"
    )
    with recording.recording("test", cast.system):
        in_each_tenant(migration.name_the_scope)(apps, None)
    assert Grant.objects.get(pk=old.pk).scope == "referral"
    assert Grant.objects.get(ground=Ground.CONSENT).scope == "intake"
    assert queries.held_compartments(siv, by=cast.by(vera)) == {"name", "contact"}
