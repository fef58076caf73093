import os
import stat
import subprocess
from datetime import timedelta

import pytest
from django.db import transaction

from stegvis.core import clock, tenancy
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.documents import actions, checking, queries, registries, store
from stegvis.core.documents.models import Document
from stegvis.core.documents.registries import Held
from stegvis.core.jobs import actions as jobs
from stegvis.core.jobs import worker
from tests.core import files
from tests.core.files import upload


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A store of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


@pytest.fixture
def held(monkeypatch):
    """A room that holds every document and lets the staff in, for person 7."""
    holders = registries.Registry()
    holders.register("test", lambda document, by: Held(7) if by.is_staff else None)
    monkeypatch.setattr(queries, "HOLDERS", holders)


def kept(cast, name="Amina Warsame CV.pdf", content=files.PDF):
    return actions.keep(checking.check(upload(name, content)), by=cast.by(cast.kerstin))


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_a_document_is_stored_encrypted_under_a_name_that_says_nothing(cast, folder):
    document = kept(cast)
    (path,) = stored(folder)
    assert path.parent.name == str(cast.tenant.pk)
    assert b"PDF" not in path.read_bytes()
    assert "Amina" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert queries.content(document) == files.PDF


def test_each_document_has_a_key_of_its_own(cast, folder):
    one, other = kept(cast), kept(cast)
    assert one.key != other.key
    (folder / str(cast.tenant.pk) / one.stored_as).replace(
        folder / str(cast.tenant.pk) / other.stored_as
    )
    with pytest.raises(store.DamagedDocumentError):
        queries.content(other)


def test_neither_name_nor_key_stands_in_the_database_or_the_log(cast):
    from django.db import connection

    document = kept(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, key FROM documents_document")
        assert not {"Amina Warsame CV.pdf", document.key} & set(cursor.fetchone())
    event = AuditEvent.objects.get(verb="documents.document.stored")
    assert "documents.document.name" in event.fields
    assert "Amina" not in event.values


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_file_is_never_handed_out_in_part(cast, act_as, folder, held, damage):
    document = kept(cast)
    (path,) = stored(folder)
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            content[:-20] if damage == "cut" else content[:-9] + b"AAAA" + content[-5:]
        )
    answer = act_as(cast.kerstin).get(f"/documents/{document.public_id}/")
    assert answer.status_code == 500
    assert "säkerhetskopia" in answer.content.decode()


def test_a_document_is_handed_out_as_an_attachment_and_the_reading_is_logged(cast, act_as, held):
    document = kept(cast, "Åsas CV.pdf")
    answer = act_as(cast.kerstin).get(f"/documents/{document.public_id}/")
    assert answer.content == files.PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "%C3%85sas%20CV.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]
    event = AuditEvent.objects.get(verb="documents.document.opened")
    assert (event.kind, event.person_id, event.account_id) == ("read", 7, cast.kerstin.pk)


def test_a_document_that_no_room_holds_is_opened_by_nobody(cast, act_as):
    document = kept(cast)
    assert act_as(cast.kerstin).get(f"/documents/{document.public_id}/").status_code == 404
    assert act_as(cast.kerstin).get("/documents/aaaabbbbccccdddd/").status_code == 404


def test_one_tenants_document_does_not_exist_in_another(cast, act_as, held):
    document = kept(cast)
    with tenancy.tenant_scope(cast.other_tenant.pk), pytest.raises(RefusedError):
        queries.open_document(document.public_id, by=cast.by(cast.stig))
    assert act_as(cast.stig).get(f"/documents/{document.public_id}/").status_code == 404


def test_a_removed_document_is_gone_from_the_disk_after_the_commit(
    cast, folder, django_capture_on_commit_callbacks
):
    document = kept(cast)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(document, by=cast.system)
        assert stored(folder)
    assert stored(folder) == []


def test_files_that_belong_to_nothing_are_swept_after_a_day(cast, folder):
    with transaction.atomic():
        kept(cast)
        transaction.set_rollback(True)
    document = kept(cast)
    own = folder / str(cast.tenant.pk)
    (own / "halv.part").write_bytes(b"x")
    assert len(stored(folder)) == 3
    _sweep(cast)
    assert len(stored(folder)) == 3
    with clock.set_to(clock.now() + timedelta(days=1, minutes=1)):
        _sweep(cast)
    assert [path.name for path in stored(folder)] == [document.stored_as]


def test_on_a_full_disk_nothing_is_stored_and_a_sentence_says_so(cast, full_disk, settings):
    settings.MEDIA_ROOT = full_disk
    big = files.PDF + os.urandom(900_000)
    with pytest.raises(NotAllowedNowError) as no:
        kept(cast, content=big)
    assert "plats" in str(no.value.sentence)
    assert stored(full_disk) == []
    assert not Document.objects.exists()
    kept(cast)
    assert len(stored(full_disk)) == 1


@pytest.fixture
def full_disk(tmp_path):
    """A disk of half a megabyte; where mounting isn't allowed, a limit on the size of a file."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        yield disk
        subprocess.run(["umount", "-l", str(disk)], check=True)
        return
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 * 1024, before[1]))
    yield disk
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


def _sweep(cast):
    jobs.enqueue("documents.sweep", by=cast.system)
    worker.run_worker(once=True)
