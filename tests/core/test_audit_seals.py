"""Whatever is done to the log behind its walls shows when it is verified."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from stegvis.core import clock, tenancy
from stegvis.core.audit import log, seals
from stegvis.core.audit.models import AuditEvent, EventKind, Seal
from stegvis.core.audit.refusals import RefusedError
from stegvis.core.organisations import actions
from tests.cast import build_cast
from tests.core.intruder import leave_the_log_unguarded
from tests.strict import writes


@pytest.fixture
def sealed(cast):
    """Two seals over a few events each."""
    for _time in range(2):
        for number in range(5):
            log.write_event(cast.system, EventKind.SEARCH, f"x.{number}", detail={"n": number})
        seals.seal_tenant(cast.tenant.pk)
    return cast.tenant.pk


def test_a_log_that_nobody_touched_holds_however_small_the_pages(sealed, monkeypatch):
    monkeypatch.setattr(seals, "PAGE", 3)
    assert seals.verify_tenant(sealed) == []


def test_a_range_sealed_in_pages_has_the_same_digest(cast, monkeypatch):
    log.write_event(cast.system, EventKind.SEARCH, "x.y")
    events = list(AuditEvent.objects.filter(tenant_id=cast.tenant.pk).order_by("pk"))
    monkeypatch.setattr(seals, "PAGE", 1)
    seal = seals.seal_tenant(cast.tenant.pk)
    assert (seal.events, seal.last_event_id) == (len(events), events[-1].pk)
    monkeypatch.setattr(seals, "PAGE", 1000)
    assert seals.verify_tenant(cast.tenant.pk) == []


def test_a_refusal_outside_every_boundary_is_written_too(cast):
    with pytest.raises(RefusedError):
        actions.create_organisation(cast.tenant, name="X", kind="own", by=cast.by(cast.kerstin))
    assert AuditEvent.objects.filter(kind=EventKind.REFUSAL, account_id=cast.kerstin.pk).exists()


TAMPERED = [
    "UPDATE audit_auditevent SET account_id = 4711 WHERE id = {id}",
    "UPDATE audit_auditevent SET at = '2020-01-01 00:00:00' WHERE id = {id}",
    "UPDATE audit_auditevent SET person_id = 1 WHERE id = {id}",
    "UPDATE audit_auditevent SET purpose = 'x' WHERE id = {id}",
    "UPDATE audit_auditevent SET fields = '[\"x\"]' WHERE id = {id}",
    "UPDATE audit_auditevent SET \"values\" = '' WHERE id = {id}",
    "DELETE FROM audit_auditevent WHERE id = {id}",
    "DELETE FROM audit_seal WHERE sequence = 1",
    "UPDATE audit_seal SET digest = 'x' WHERE sequence = 1",
    "UPDATE audit_seal SET last_event_id = last_event_id - 1 WHERE sequence = 1",
    "UPDATE audit_seal SET sequence = 3 WHERE sequence = 2",
]


@pytest.mark.parametrize("statement", TAMPERED)
def test_tampering_is_found(superuser, sealed, statement):
    first = Seal.objects.filter(tenant_id=sealed).order_by("sequence").first()
    leave_the_log_unguarded()
    with writes.by_hand(), connection.cursor() as cursor:
        cursor.execute(statement.format(id=first.last_event_id))
    assert seals.verify_tenant(sealed)


def test_two_workers_that_seal_at_once_leave_one_chain(own_database):
    cast = build_cast()
    minutes = [clock.now() + timedelta(minutes=n) for n in range(1, 13)]
    with tenancy.tenant_scope(cast.tenant.pk):
        for minute in minutes:
            with clock.set_to(minute):
                log.write_event(cast.system, EventKind.SEARCH, "x.y")
        written = AuditEvent.objects.filter(tenant_id=cast.tenant.pk).count()

    def seal_all(_worker):
        try:
            with tenancy.tenant_scope(cast.tenant.pk):
                for minute in minutes:
                    seals.seal_tenant(cast.tenant.pk, until=minute + timedelta(seconds=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as workers:
        list(workers.map(seal_all, range(2)))
    with tenancy.tenant_scope(cast.tenant.pk):
        chain = list(Seal.objects.filter(tenant_id=cast.tenant.pk).order_by("sequence"))
        assert [seal.sequence for seal in chain] == list(range(1, len(minutes) + 1))
        assert sum(seal.events for seal in chain) == written
        assert seals.verify_tenant(cast.tenant.pk) == []
