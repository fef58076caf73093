"""A data key is changed: what rests on the older one is written anew, and that can go."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from typer.testing import CliRunner

from stegvis.casework.people import actions as people
from stegvis.casework.people import numbers, way_index
from stegvis.casework.people.models import ContactWay, Person
from stegvis.cli.main import app
from stegvis.core import encrypted, encryption, renewing, tenancy
from stegvis.core.audit import keys
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent
from stegvis.core.documents import actions as documents
from stegvis.core.documents import checking, store
from stegvis.core.documents.models import Document
from tests.core import files
from tests.core.files import upload
from tests.strict import writes

NUMBER = "189001019802"  # a test number of the Swedish Tax Agency


def register(unit, number, by):
    facts = people.NewPerson(
        given_name="Amina", family_name="Warsame", number=number, phone="070-1740605"
    )
    return people.register(unit, facts=facts, by=by)


@pytest.fixture
def written(cast, settings, tmp_path):
    """Something of every kind, closed with the key that is the only one so far."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    person = register(cast.unit, NUMBER, cast.system)
    documents.keep(checking.check(upload("cv.pdf", files.PDF)), by=cast.by(cast.kerstin))
    secret = encryption.encrypt("JBSWY3DP")
    Authenticator.objects.create(user=cast.kerstin, type="totp", data={"secret": secret, "n": 1})
    return person


@pytest.fixture
def newest(written, settings):
    """Another key, put before the one that was there."""
    key = encryption.new_key()
    settings.DATA_KEYS = [key, *settings.DATA_KEYS]
    return key


def change_by_hand(sql, *values):
    """As another process would, whose actions don't matter here."""
    with writes.by_hand(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def renew():
    return CliRunner().invoke(app, ["keys", "renew"])


def test_everything_reads_with_the_newest_key_alone_afterwards(cast, written, newest, settings):
    result = renew()
    assert result.exit_code == 0, result.output
    assert "Nothing rests on an older key now" in result.output
    settings.DATA_KEYS = [newest]
    assert Person.objects.get(number_index=numbers.index(NUMBER)).number == NUMBER
    way = ContactWay.objects.get(person=written)
    assert (way.value, way.value_index) == ("070-1740605", way_index.of("0701740605"))
    document = Document.objects.get()
    assert document.name == "cv.pdf"
    assert store.read(cast.tenant.pk, document.stored_as, key=document.key) == files.PDF
    app_of_kerstin = Authenticator.objects.get()
    assert encryption.decrypt(app_of_kerstin.data["secret"]) == "JBSWY3DP"
    assert app_of_kerstin.data["n"] == 1
    event = AuditEvent.objects.filter(person_id=written.pk, encrypted=True).earliest("pk")
    assert "Amina" in keys.open_values(event)


def test_without_it_the_older_key_can_not_be_taken_away(newest, settings):
    settings.DATA_KEYS = [newest]
    with pytest.raises(encryption.CannotDecryptError):
        Person.objects.get()


def test_the_log_tells_that_it_was_done_and_nothing_of_what(newest):
    renew()
    events = AuditEvent.objects.filter(verb="data_keys.renewed")
    assert events.exists()
    assert {event.values for event in events} == {"[]"}
    assert CliRunner().invoke(app, ["audit", "verify"]).exit_code == 0


def test_a_second_time_there_is_nothing_to_renew(newest):
    assert not renew().output.startswith("0 values")
    assert "\n0 values of " in renew().output


def test_a_value_changed_meanwhile_is_left_as_it_was_written(cast, written, newest, monkeypatch):
    def changed_meanwhile(token):
        monkeypatch.undo()
        change_by_hand("UPDATE people_contactway SET value = %s", encryption.encrypt("070-999"))
        return encryption.renewed(token)

    stores = encrypted.stores(in_installation=False)
    (contacts,) = (s for s in stores if s.name == "people.contactway.value")
    monkeypatch.setattr(encryption, "renewed", changed_meanwhile)
    after, outcome = renewing.renew(contacts, after=0, by=cast.system)
    assert (after, outcome.seen, outcome.renewed) == (None, 1, 0)
    assert ContactWay.objects.get(person=written).value == "070-999"


def test_the_neighbours_values_are_renewed_in_their_own_tenant(cast, newest, settings):
    older = settings.DATA_KEYS
    with tenancy.tenant_scope(cast.other_tenant.pk):
        settings.DATA_KEYS = older[1:]
        by = Actor.system("test", tenant_id=cast.other_tenant.pk)
        register(cast.other_unit, NUMBER, by)
        settings.DATA_KEYS = older
    assert renew().exit_code == 0
    settings.DATA_KEYS = [newest]
    with tenancy.tenant_scope(cast.other_tenant.pk):
        assert Person.objects.get().number == NUMBER


def test_batches_follow_each_other_to_the_end(newest, cast, monkeypatch):
    monkeypatch.setattr(renewing, "BATCH", 1)
    for name in ("Björn", "Cecilia"):
        cast.person(name)
    assert renew().exit_code == 0
    assert "\n0 values of " in renew().output


def test_what_no_key_opens_is_counted_and_left(newest, settings):
    settings.DATA_KEYS = [newest]
    result = renew()
    assert result.exit_code == 1
    assert "opened by no data key" in result.output
    assert "Put back the one that is missing" in result.output


def test_one_number_in_two_records_is_told(cast, written, newest, monkeypatch):
    """Two registered it at once, one of them before the new key was in use everywhere."""
    twin = cast.person("Amina")
    change_by_hand(
        "UPDATE people_person SET number = %s, number_index = %s, no_number_reason = '' "
        "WHERE id = %s",
        encryption.encrypt(NUMBER),
        numbers.index(NUMBER),
        twin.pk,
    )
    result = renew()
    assert result.exit_code == 1
    assert "1 record waits on a number that has two records in one board" in result.output


def test_every_column_that_rests_on_the_data_keys_is_renewed():
    """tests/laws/test_who_encrypts.py finds whoever begins to encrypt elsewhere."""
    found = {s.name for side in (True, False) for s in encrypted.stores(in_installation=side)}
    assert found == {
        "documents.document.key",
        "documents.document.name",
        "audit.personkey.wrapped",
        "doubles.earliernumber.number",
        "doubles.earliernumber.number_index",
        "doubles.merge.set_aside",
        "intake.sheetrow.content",
        "mfa.authenticator.data",
        "people.contactway.value",
        "people.contactway.value_index",
        "people.person.number",
        "people.person.number_index",
    }


def test_a_new_key_is_a_data_key():
    key = CliRunner().invoke(app, ["keys", "new"]).output.strip()
    assert encryption.decrypt_with(key, encryption.encrypt_with(key, "öppet")) == "öppet"


@pytest.mark.usefixtures("written")
def test_nothing_is_written_while_one_key_is_all_there_is():
    before = AuditEvent.objects.count()
    assert "\n0 values of " in renew().output
    assert AuditEvent.objects.count() == before
