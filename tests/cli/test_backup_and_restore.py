import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from stegvis.conf.environment import DEMO_DATA_KEY
from tests import environment
from tests.cli.conftest import Installation

KEYS = "dGVzdHMtb2YtdGhlLWNvbW1hbmQtbGluZS0zMmJ5dGU="
LIFE = """
from stegvis.cli import installation
with installation.opened():
    from stegvis.casework.people import actions
    from stegvis.casework.people.models import Person
    from stegvis.core import tenancy
    from stegvis.core.audit import seals
    from stegvis.core.audit.actor import Actor
    from stegvis.core.organisations.models import Tenant, Unit
    tenant = Tenant.objects.get()
    by = Actor.system("test", tenant_id=tenant.pk)
    with tenancy.tenant_scope(tenant.pk):
        {body}
"""
REGISTER = """for name in ("Amina", "Bo"):
            facts = actions.NewPerson(
                given_name=name, family_name="Prov", no_number_reason="waiting"
            )
            actions.register(Unit.objects.get(), facts=facts, by=by)
        seals.seal_tenant(tenant.pk)"""
ERASE = """amina = Person.objects.get(given_name="Amina")
        actions.erase(amina, reason="Retention time has passed", by=by)"""
LINEAGE = """from stegvis.work.opportunities.models import Edition
        print(list(Edition.objects.values_list("lineage", flat=True)))"""
NAMES = """print(sorted(Person.objects.values_list("given_name", flat=True)))"""


def live(installation, body):
    """Run something inside the installation; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", LIFE.format(body=body)],
        env=installation.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def put_a_document(installation):
    document = installation.folder / "documents" / "ab" / "cv.pdf"
    document.parent.mkdir(parents=True)
    document.write_bytes(b"%PDF-1.7 mitt cv" * 1000)
    return document


@pytest.fixture(scope="session")
def lived(upgraded, tmp_path_factory):
    """An installation with a tenant, two persons, a sealed log and a document."""
    with copied(upgraded, tmp_path_factory.mktemp("lived"), "lived") as one:
        done = one.run(
            "init", "--tenant=Prov", "--unit=AME", "--admin-name=A", "--admin-email=a@example.org",
            "--country=SE", "--area=Nämnden",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        live(one, REGISTER)
        put_a_document(one)
        yield one


@contextmanager
def copied(source, folder, suffix):
    shutil.copytree(source.folder, folder / "data")
    name = f"{source.database}_{suffix}" if source.database else ""
    if name:
        from tests.cli.conftest import copy_database

        copy_database(source.database, name)
    yield Installation(folder / "data", name)
    if name:
        environment.drop_database(name)


@pytest.fixture
def one(lived, tmp_path):
    with copied(lived, tmp_path / "one", "one") as copy:
        yield copy


@pytest.fixture
def elsewhere(tmp_path):
    """An empty place to restore into."""
    name = ""
    if environment.ON_POSTGRESQL:
        name = f"stegvis_test_elsewhere_{tmp_path.name[-8:]}".replace("-", "_")
        environment.create_database(name, empty=True)
    yield Installation(tmp_path / "elsewhere", name)
    if name:
        environment.drop_database(name)


@pytest.fixture(scope="session")
def made(lived, tmp_path_factory):
    """A backup of it, made once."""
    file = tmp_path_factory.mktemp("backup") / "monday.zip"
    done = lived.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "1 document," in done.stdout
    assert "Not in it: the data keys" in done.stdout
    return file


@pytest.fixture
def archive(made, tmp_path):
    """A copy of the backup to do anything with."""
    return Path(shutil.copy(made, tmp_path))


def test_a_backup_restored_elsewhere_is_the_same_product(one, archive, elsewhere):
    done = elsewhere.run("restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert "1 seal of the log holds" in done.stdout
    document = "documents/ab/cv.pdf"
    assert (elsewhere.folder / document).read_bytes() == (one.folder / document).read_bytes()
    assert live(elsewhere, NAMES) == "['Amina', 'Bo']"
    assert live(elsewhere, LINEAGE) != live(one, LINEAGE), "what was kept of the places is void"
    found = json.loads(elsewhere.run("check", "--json").stdout)
    assert [one for one in found if not one["ok"]] == []


def test_whoever_was_erased_since_stays_erased(one, archive, elsewhere):
    live(one, ERASE)
    done = one.run("restore", "--over", str(archive))
    assert done.returncode == 0, done.stderr
    assert "1 person erased since was erased again" in done.stdout
    assert "1 seal of the log holds" in done.stdout
    assert live(one, NAMES) == "['Bo']"


@pytest.mark.pure
def test_a_list_of_erased_persons_can_be_brought_along(one, archive, elsewhere):
    live(one, ERASE)
    listed = one.folder / "erasures.jsonl"
    done = elsewhere.run("restore", str(archive), "--erasures", str(listed))
    assert done.returncode == 0, done.stderr
    assert live(elsewhere, NAMES) == "['Bo']"


@pytest.mark.pure
def test_an_installation_in_use_is_not_replaced_unasked(one, archive):
    done = one.run("restore", str(archive))
    assert done.returncode == 2
    assert "There is an installation in use here" in done.stderr
    assert live(one, NAMES) == "['Amina', 'Bo']"


@pytest.mark.pure
def test_half_a_file_changes_nothing(one, archive, elsewhere):
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    for place, words in ((one, ["--over"]), (elsewhere, [])):
        done = place.run("restore", *words, str(archive))
        assert done.returncode == 2
        assert "it is cut off" in done.stderr
        assert "Nothing was changed" in done.stderr
    assert live(one, NAMES) == "['Amina', 'Bo']"


@pytest.mark.pure
def test_a_changed_document_is_found_before_anything_is_touched(archive, elsewhere, tmp_path):
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"mitt cv", b"ditt cv") if "cv" in name else text)
    done = elsewhere.run("restore", str(changed))
    assert done.returncode == 2
    assert "documents/ab/cv.pdf was changed after the backup was made" in done.stderr
    assert not (elsewhere.folder / "documents").exists()


@pytest.mark.pure
def test_other_data_keys_are_refused_with_the_remedy(archive, elsewhere):
    done = elsewhere.run("restore", str(archive), STEGVIS_DATA_KEYS=KEYS)
    assert done.returncode == 2
    assert "Put the keys of the installation it came from in STEGVIS_DATA_KEYS" in done.stderr


@pytest.mark.pure
def test_a_backup_from_before_a_renewal_needs_the_older_key_too(one, elsewhere, tmp_path):
    """What nobody had renewed rests on it; refused before anything is touched."""
    file = tmp_path / "between.zip"
    both = f"{KEYS},{DEMO_DATA_KEY}"
    assert one.run("backup", str(file), STEGVIS_DATA_KEYS=both).returncode == 0
    done = elsewhere.run("restore", str(file), STEGVIS_DATA_KEYS=KEYS)
    assert done.returncode == 2
    assert "Put the keys of the installation it came from in STEGVIS_DATA_KEYS" in done.stderr
    done = elsewhere.run("restore", str(file), STEGVIS_DATA_KEYS=both)
    assert done.returncode == 0, done.stderr


@pytest.mark.pure
def test_a_backup_does_not_overwrite_a_file(one, archive):
    before = archive.read_bytes()
    done = one.run("backup", str(archive))
    assert (done.returncode, archive.read_bytes()) == (2, before)
    assert "exists already" in done.stderr


@pytest.mark.pure
def test_nothing_is_restored_under_a_running_worker(one, archive):
    worker = one.start("worker")
    assert wait_for_lock(one.folder / "running.lock")
    done = one.run("restore", "--over", str(archive))
    worker.terminate()
    worker.communicate(timeout=30)
    assert done.returncode == 1
    assert "Stop it (server and worker)" in done.stderr


def wait_for_lock(file: Path) -> bool:
    from tests.cli.test_serve import wait_until

    return wait_until(file.exists)
