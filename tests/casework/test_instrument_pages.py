"""The administrator's pages: a file is looked through, seen as it will be asked, and taken in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stegvis.casework.situation import actions
from stegvis.casework.situation.instruments.template import template
from stegvis.casework.situation.models import OwnInstrument
from stegvis.core import tenancy
from stegvis.core.audit.actor import Actor
from tests.casework.brought import bring, told
from tests.casework.pages import faults, look, send
from tests.casework.test_plan_pages import body


@pytest.fixture
def arne(cast, act_as):
    return act_as(cast.admin)


def send_file(client, text):
    held = text if isinstance(text, bytes) else text.encode()
    return send(client, "situation:look_through", file=SimpleUploadedFile("day.toml", held))


def test_what_is_sent_is_shown_as_it_will_be_asked_and_nothing_is_stored(arne):
    answer = send_file(arne, template("sv"))
    page = answer.content.decode()
    assert "Ingenting är sparat än" in page
    for told_of in ("Som koordinatorn ser det", "Som personen ser det", "Raster", "CC BY 4.0"):
        assert told_of in page
    assert page.count(">Är det klart vad som ska göras?<") == 2, "to the coordinator and alone"
    assert not OwnInstrument.objects.exists()


def test_it_is_taken_in_by_the_button_and_then_it_is_here(cast, arne):
    carried = send_file(arne, template("sv")).context["form"]["definition"].value()
    answer = send(arne, "situation:accept", definition=carried)
    assert answer.url == reverse("situation:instruments")
    row = OwnInstrument.objects.get()
    assert (row.definition, row.accepted_by) == (told(), cast.admin)
    assert "En dag på arbetsplatsen" in body(arne, "situation:instruments")
    assert "finns redan här" in send_file(arne, template("nb")).content.decode()


def test_every_fault_is_listed_with_its_place_and_nothing_is_stored(arne):
    faulty = template("sv").replace("licence", "license").replace('"breaks"', '"tasks"')
    page = send_file(arne, faulty).content.decode()
    assert "3 fel. Ingenting är sparat." in page
    for place in ("licence", "license", "items"):
        assert f"<bdi>{place}</bdi>" in page
    assert "situation/instruments/accept" not in page
    assert not OwnInstrument.objects.exists()


@pytest.mark.parametrize("held", [b"", b"\xff\xfe", b"key = ", template("sv").encode()[:900]])
def test_a_file_that_is_no_instrument_says_so(arne, held):
    assert "Ingenting är sparat." in send_file(arne, held).content.decode()
    assert not OwnInstrument.objects.exists()


def test_without_a_file_the_page_says_so_next_to_the_field(arne):
    assert faults(send(arne, "situation:look_through")) == {"file": ["Välj en fil."]}


@pytest.mark.parametrize(
    "carried",
    [
        "", "[]", "{", "7", json.dumps(told(items=[])), json.dumps(told(key="life_areas")),
        '{"a": ' + "[" * 900 + "]" * 900 + "}", "[" * 100_000, '{"version": ' + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_what_the_page_carried_is_judged_again(arne, carried):
    answer = send(arne, "situation:accept", definition=carried)
    assert answer.status_code == 200
    assert answer.context["brought"].faults
    assert not OwnInstrument.objects.exists()


def test_accepted_twice_by_two_windows_it_is_there_once(arne):
    carried = json.dumps(told())
    for _window in range(2):
        assert send(arne, "situation:accept", definition=carried).status_code == 302
    changed = json.dumps(told(source="Somebody"))
    answer = send(arne, "situation:accept", definition=changed)
    assert "ändras aldrig" in answer.content.decode()
    assert OwnInstrument.objects.get().source == "Stegvis"


def test_a_version_is_looked_at_and_the_newest_retired(cast, arne):
    by = cast.by(cast.admin)
    first, second = bring(cast.tenant, by=by), bring(cast.tenant, by=by, version=2)
    assert "Ta ur bruk" not in body(arne, "situation:instrument", first.public_id)
    assert "Ta ur bruk" in body(arne, "situation:instrument", second.public_id)
    send(arne, "situation:retire", second.public_id)
    second.refresh_from_db()
    assert second.retired_on
    assert "Togs ur bruk" in body(arne, "situation:instrument", second.public_id)
    answer = send(arne, "situation:retire", second.public_id)
    assert answer.status_code == 302, "told as a message on the page"


def test_the_template_is_fetched_in_the_language_of_the_reader(arne):
    answer = look(arne, "situation:instrument_template")
    assert answer.content.decode() == template("sv")
    assert "instrument.toml" in answer["Content-Disposition"]


def test_nobody_but_an_administrator_comes_near(cast, act_as):
    row = bring(cast.tenant, by=cast.by(cast.admin))
    for account in (cast.kerstin, cast.maria):
        client = act_as(account)
        for name in ("situation:instruments", "situation:instrument_template"):
            assert look(client, name).status_code == 403
        assert look(client, "situation:instrument", row.public_id).status_code == 403
        assert send_file(client, template("sv")).status_code == 403
        carried = json.dumps(told(version=2))
        assert send(client, "situation:accept", definition=carried).status_code == 403
        assert send(client, "situation:retire", row.public_id).status_code == 403
    assert OwnInstrument.objects.get().retired_on is None


def test_another_authoritys_instrument_is_an_unknown_page(cast, arne):
    with tenancy.tenant_scope(cast.other_tenant.pk):
        by = Actor.system("test", tenant_id=cast.other_tenant.pk)
        theirs = actions.accept_instrument(cast.other_tenant, definition=told(), by=by)
    assert look(arne, "situation:instrument", theirs.public_id).status_code == 404
    assert send(arne, "situation:retire", theirs.public_id).status_code == 404
