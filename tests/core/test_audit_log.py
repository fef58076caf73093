import json

import pytest
from django.db import DatabaseError, connection, transaction

from stegvis.casework.people import actions as people
from stegvis.core.audit import keys, log, seals
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.recording import WriteOutsideActionError
from stegvis.core.audit.refusals import RefusedError
from stegvis.core.database import walls
from stegvis.core.organisations import actions
from stegvis.core.organisations.models import Organisation
from tests import environment
from tests.strict import writes


def test_an_action_leaves_a_row_with_what_changed(cast):
    actions.create_organisation(
        cast.tenant, name="Norrbackens förskola", kind="school", by=cast.by(cast.admin)
    )
    event = AuditEvent.objects.filter(verb="organisations.organisation.created").latest("pk")
    assert (event.account_id, event.role) == (cast.admin.pk, "administrator")
    assert "organisations.organisation.name" in event.fields
    assert json.loads(event.values)[0]["values"]["name"] == [None, "Norrbackens förskola"]


@pytest.mark.parametrize("fields", [None, ["name", "version"]])
def test_a_row_read_again_is_compared_with_what_was_read_then(cast, fields):
    mine = actions.create_organisation(cast.tenant, name="A", kind="school", by=cast.by(cast.admin))
    theirs = Organisation.objects.get(pk=mine.pk)
    by = cast.by(cast.admin)
    actions.change_organisation(theirs, name="B", kind="school", seen_version=theirs.version, by=by)
    mine.refresh_from_db(fields=fields)
    actions.change_organisation(mine, name="C", kind="school", seen_version=mine.version, by=by)
    event = AuditEvent.objects.latest("pk")
    assert json.loads(event.values)[0]["values"]["name"] == ["B", "C"]


def test_a_row_cannot_be_saved_outside_an_action(cast):
    with pytest.raises(WriteOutsideActionError):
        Organisation(name="Bakvägen").save()
    with pytest.raises(WriteOutsideActionError):
        Organisation.objects.update(name="Bakvägen")
    with pytest.raises(WriteOutsideActionError):
        Organisation.objects.bulk_create([Organisation(name="Bakvägen")])


def test_a_refusal_changes_nothing_and_survives_the_rollback(cast):
    with pytest.raises(RefusedError), log.boundary(), transaction.atomic():
        actions.create_organisation(cast.tenant, name="X", kind="own", by=cast.by(cast.kerstin))
    assert not Organisation.objects.filter(name="X").exists()
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.account_id) == (EventKind.REFUSAL, cast.kerstin.pk)


def test_a_read_survives_a_rollback(cast):
    with log.boundary(), transaction.atomic():
        log.write_read(cast.by(cast.kerstin), "people.person.opened", None, person_id=7)
        transaction.set_rollback(True)
    assert AuditEvent.objects.filter(person_id=7, kind=EventKind.READ).count() == 1


CHANGES = ["UPDATE {table} SET tenant_id = 4711", "DELETE FROM {table}"]
if environment.ON_POSTGRESQL:
    CHANGES.append("TRUNCATE {table}")


@pytest.mark.parametrize("table", walls.APPEND_ONLY)
@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_even_a_superuser_who_would_change_the_log(
    superuser, cast, table, statement
):
    amina = cast.person()
    people.erase(amina, reason="Retention time has passed", by=cast.system)
    seals.seal_tenant(cast.tenant.pk)
    with pytest.raises(DatabaseError, match="append"), transaction.atomic(), writes.by_hand():
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("statement", CHANGES)
def test_the_applications_own_role_may_not_even_try(cast, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), writes.by_hand():
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table="audit_auditevent"))


def test_values_about_a_person_are_gone_when_their_key_is(cast):
    by = Actor.system("test", tenant_id=cast.tenant.pk)
    log.write_event(by, EventKind.EXPORT, "x.y", person_id=41, detail={"name": "Amina"})
    event = AuditEvent.objects.get(person_id=41)
    assert "Amina" not in event.values
    assert json.loads(keys.open_values(event) or "") == {"name": "Amina"}
    with writes.by_hand():
        keys.destroy(41, cast.tenant.pk)
    assert keys.open_values(event) is None


def test_a_seal_holds_and_a_second_one_chains_to_it(cast):
    first = seals.seal_tenant(cast.tenant.pk)
    log.write_event(cast.system, EventKind.SEARCH, "people.searched")
    second = seals.seal_tenant(cast.tenant.pk)
    assert (first.sequence, second.sequence) == (1, 2)
    assert seals.verify_tenant(cast.tenant.pk) == []
