"""The product on a root that can't be written to, as the image and the systemd units run it.

A mount namespace of one's own stands for the container. Where the kernel allows none (inside most
containers) the tests are skipped, which STEGVIS_REQUIRE_ALL counts as a failure.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Installation, answer
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = ("unshare", "--mount", "--map-root-user")
SEAL = """
set -e
mount --make-rprivate /
mount --bind "$STEGVIS_DATA" "$STEGVIS_DATA"
mount -t tmpfs tmpfs "$TMPDIR"
for there in / "$0"; do
    mount -o remount,bind,ro "$(findmnt --noheadings --output TARGET --target "$there")"
done
exec "$@"
"""
"""Everything read-only, but the data folder, and a folder in memory for what passes."""


class Sealed(Installation):
    """An installation whose commands find a read-only root."""

    def words(self, *words):
        """What starts the words on it."""
        return [*NAMESPACE, "sh", "-c", SEAL, str(ROOT), *words]

    def run(self, *words, **env):
        """Run `stegvis WORDS` to its end."""
        return self.do(sys.executable, "-m", "stegvis", *words, **env)

    def do(self, *words, **env):
        """Run any words to their end."""
        return subprocess.run(
            self.words(*words),
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def start(self, *words, **env):
        """Start `stegvis WORDS`."""
        process = subprocess.Popen(
            self.words(sys.executable, "-m", "stegvis", *words),
            env={**self.env, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process


def allowed():
    """Whether this machine lets us make a namespace and seal it."""
    if not all(map(shutil.which, ("unshare", "findmnt"))):
        return False
    tried = [*NAMESPACE, "sh", "-c", "mount --make-rprivate / && mount -t tmpfs tmpfs /mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def need_a_namespace():
    """Skip, to be seen and counted, where nothing can be sealed."""
    if not allowed():
        pytest.skip("no mount namespace can be made here")


@pytest.fixture
def sealed(installation, tmp_path):
    """The installation, on a read-only root."""
    need_a_namespace()
    (tmp_path / "passing").mkdir()
    there = Sealed(installation.folder, installation.database)
    there.env |= {
        "TMPDIR": str(tmp_path / "passing"),
        "HOME": str(installation.folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    yield there
    there.end()


def test_where_no_namespace_can_be_made_it_is_seen(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    with pytest.raises(pytest.skip.Exception, match="namespace"):
        need_a_namespace()


def test_nothing_but_the_data_folder_and_the_passing_one_can_be_written_to(sealed, tmp_path):
    for folder in (ROOT, ROOT / "src" / "stegvis", Path.home()):
        done = sealed.do("touch", str(folder / "written"))
        assert (done.returncode, "Read-only" in done.stderr) == (1, True), folder
    for folder in (sealed.folder, tmp_path / "passing"):
        assert sealed.do("touch", str(folder / "written")).returncode == 0


def test_it_is_set_up_looked_over_backed_up_and_restored(sealed):
    assert sealed.run("upgrade").returncode == 0
    made = sealed.run(
        "init", "--tenant=Prov", "--unit=AME", "--admin-name=A", "--admin-email=a@example.org"
    )
    assert made.returncode == 0, made.stderr
    looked = sealed.run("check", "--json")
    assert [one for one in json.loads(looked.stdout) if not one["ok"]] == []
    archive = sealed.folder / "backups" / "monday.zip"
    archive.parent.mkdir()
    done = sealed.run("backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert zipfile.ZipFile(archive).testzip() is None
    done = sealed.run("restore", str(archive), "--over")
    assert done.returncode == 0, done.stderr


def test_it_serves_pages_with_a_worker_beside(sealed):
    port = free_port()
    server = sealed.start("serve", "--port", str(port))
    for path in ("/readyz", "/accounts/login/", "/static/web/theme.css"):
        assert answer(f"http://127.0.0.1:{port}{path}") == 200, path
    server.terminate()
    said, _ = server.communicate(timeout=60)
    assert (server.returncode, "Traceback" in said) == (0, False), said
