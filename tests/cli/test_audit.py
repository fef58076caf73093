import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app
from stegvis.core.audit import log, seals
from stegvis.core.audit.models import AuditEvent, EventKind
from tests.core.intruder import leave_the_log_unguarded
from tests.strict import writes


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def verify():
    return CliRunner().invoke(app, ["audit", "verify"])


def event(cast, number):
    return AuditEvent(
        pk=number, tenant_id=cast.tenant.pk, kind=EventKind.SEARCH, verb="x.y", role="test"
    )


def slip_in(event):
    with writes.by_hand():
        event.save(force_insert=True)


def sealed(cast, number=90_000_000):
    """A log whose newest sealed event has a high number, so that there is a gap below it."""
    slip_in(event(cast, number))
    return seals.seal_tenant(cast.tenant.pk)


def test_a_log_that_holds_is_no_fault(cast):
    sealed(cast)
    result = verify()
    assert result.exit_code == 0, result.output
    assert "1 seal in 2 tenants: no fault" in result.output


def test_events_without_a_seal_are_told_and_sealed_at_a_word(cast):
    seals.seal_tenant(cast.tenant.pk)
    log.write_event(cast.system, EventKind.SEARCH, "x.y")
    assert "newer events wait for their seal" in verify().output
    result = CliRunner().invoke(app, ["audit", "seal"])
    assert result.exit_code == 0, result.output
    assert seals.unsealed(cast.tenant.pk) == 0
    assert "wait for their seal" not in verify().output


def test_an_event_slipped_in_is_found_and_its_range_named(cast):
    seal = sealed(cast)
    slip_in(event(cast, seal.last_event_id - 1))
    result = verify()
    assert result.exit_code == 1
    assert f"{cast.tenant}: events 1–{seal.last_event_id} (seal 1)" in result.output


def test_events_taken_away_with_their_seal_are_found(cast, tmp_path):
    seals.seal_tenant(cast.tenant.pk)
    log.write_event(cast.system, EventKind.SEARCH, "x.y")
    seals.seal_tenant(cast.tenant.pk)
    assert verify().exit_code == 0
    remembered = (tmp_path / "seals.json").read_text()
    (tmp_path / "seals.json").write_text(remembered.replace("[2,", "[3,"))
    result = verify()
    assert result.exit_code == 1
    assert "seal 3, the newest when the log was last verified, is gone" in result.output


def test_a_changed_event_is_found_once_its_wall_is_passed_and_its_range_named(superuser, cast):
    seal = seals.seal_tenant(cast.tenant.pk)
    leave_the_log_unguarded()
    with writes.by_hand():
        AuditEvent.objects.filter(pk=seal.last_event_id).update(verb="nothing.happened")
    result = verify()
    assert result.exit_code == 1
    assert f"{cast.tenant}: events 1–{seal.last_event_id} (seal 1)" in result.output
