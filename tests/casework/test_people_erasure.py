import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey

from stegvis.casework.journal import actions as journal
from stegvis.casework.people import actions, erasures
from stegvis.casework.people.models import Ground, Person
from stegvis.casework.people.registries import ERASERS
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit import keys
from stegvis.core.audit.models import AuditEvent, Erasure, PersonKey
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from tests.casework.test_the_way import taken

REASON = "Retention time has passed"


def nothing(_done, _of):
    """Nobody watches."""


def lived(cast):
    """A person with rows in every room of casework, and an account of their own."""
    case = taken(cast)
    by = cast.by(cast.kerstin)
    facts = journal.NoteFacts(kind="meeting", text="Berättar om sin bakgrund", is_shared=True)
    journal.write(case, facts=facts, by=by)
    plan = plans.start(case, by=by)
    plans.set_goal(plan, words="Ett jobb", by=by)
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=case.person.pk, by=cast.system)
    return case.person, account


def test_an_erased_person_is_gone_from_every_room_and_their_values_from_the_log(cast):
    person, account = lived(cast)
    actions.erase(person, reason=REASON, by=cast.system)
    assert not Person.objects.filter(public_id=person.public_id).exists()
    events = AuditEvent.objects.filter(person_id=person.pk)
    assert {"people.person.registered", "people.person.erased"} <= {e.verb for e in events}
    assert all(keys.open_values(event) in (None, "") for event in events)
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    account.refresh_from_db()
    assert (account.name, account.is_active, "amina" in account.email) == ("", False, False)


def test_the_erasure_says_when_and_why_but_not_who(cast):
    person = cast.person()
    actions.erase(person, reason=REASON, by=cast.system)
    (row,) = Erasure.objects.filter(person_id=person.pk)
    assert (row.reason, row.person_public_id) == (REASON, person.public_id)
    assert row.at.date() == clock.now().date()


def test_only_a_registrar_who_reaches_the_person_erases_and_says_why(cast):
    person = cast.person(coordinator=cast.kerstin)
    with pytest.raises(RefusedError):
        actions.erase(person, reason=REASON, by=cast.by(cast.kerstin))
    registrar = cast.bjorn
    accounts.give_role(
        cast.unit, account=registrar, role=Role.REGISTRAR, starts=clock.today(), by=cast.system
    )
    membership = registrar.memberships.get(role=Role.REGISTRAR)
    by = actor_for(registrar, membership_id=membership.pk)
    with pytest.raises(RefusedError):
        actions.erase(person, reason=REASON, by=by)
    actions.grant(person, account_id=registrar.pk, ground=Ground.REFERRAL, by=cast.system)
    with pytest.raises(NotAllowedNowError) as fault:
        actions.erase(person, reason="old", by=by)
    assert fault.value.field == "reason"
    actions.erase(person, reason=REASON, by=by)


def test_every_room_with_rows_about_a_person_knows_how_to_forget():
    rooms = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is Person
    }
    missing = rooms - {"people"} - {name for name, _eraser in ERASERS}
    assert not missing, f"register an eraser in apps.py of: {missing}"


def test_whoever_comes_back_with_a_backup_is_erased_again(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    amina, bo = cast.person("Amina"), cast.person("Bo")
    with transaction.atomic():
        actions.erase(amina, reason=REASON, by=cast.system)
        erasures.keep_file()
        transaction.set_rollback(True)
    assert Person.objects.filter(public_id=amina.public_id).exists()
    assert actions.erase_again(erasures.read(erasures.path()), progress=nothing) == 1
    assert list(Person.objects.all()) == [bo]
    assert actions.erase_again(erasures.read(erasures.path()), progress=nothing) == 0


def test_the_list_of_erasures_keeps_what_a_restored_database_has_forgotten(
    cast, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    before = erasures.ErasedPerson("t", "earlier", "2026-01-01T00:00:00+00:00", REASON)
    erasures.keep_file(before)
    person = cast.person()
    actions.erase(person, reason=REASON, by=cast.system)
    erasures.keep_file()
    lines = Path(erasures.path()).read_text().splitlines()
    assert [json.loads(line)["person"] for line in lines] == ["earlier", person.public_id]
    assert "Amina" not in "".join(lines)


def test_a_damaged_list_names_the_line(tmp_path):
    file = tmp_path / "erasures.jsonl"
    file.write_text('{"tenant": "t", "person": "p", "at": "2026", "reason": "r"}\n{"tena')
    with pytest.raises(erasures.ErasureListError, match="Line 2"):
        erasures.read(file)
