"""`run` fetches uv itself where Python has no pip to give; the index may be broken or lie."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytestmark = pytest.mark.pure
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "fetch_uv.py"
HERE = {"darwin": "macosx_10_12_{0}.macosx_11_0_{0}"}.get(
    sys.platform, "manylinux_2_17_{0}.manylinux2014_{0}.musllinux_1_1_{0}"
)
WHEEL = f"uv-1.2.3-py3-none-{HERE.format(os.uname().machine)}.whl"
PROGRAM = b"#!/bin/sh\necho uv 1.2.3\n"


class Index(ThreadingHTTPServer):
    """A package index of one project; `files` is what it holds, `promised` how long it says."""

    def __init__(self):
        self.files = {}
        self.promised = {}
        self.asked = []
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/simple"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.headers.get("Authorization"))
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404, "Not Found")
            return
        self.send_response(200)
        self.send_header("Content-Length", str(self.server.promised.get(self.path, len(content))))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words):
        pass


@pytest.fixture
def index():
    with Index() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        link = f'<!DOCTYPE html><a href="../../files/{WHEEL}#sha256=00">uv</a>'
        server.files = {"/simple/uv/": link.encode(), f"/files/{WHEEL}": wheel()}
        yield server
        server.shutdown()


def wheel():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(zipfile.ZipInfo("uv-1.2.3.data/scripts/uvx"), b"not this one")
        file.writestr(zipfile.ZipInfo("uv-1.2.3.data/scripts/uv"), PROGRAM)
    return packed.getvalue()


@pytest.fixture
def fetch(index, tmp_path):
    """Fetch as `run` does; the index is told by an environment variable of pip's."""

    def call(*, locked=WHEEL, **env):
        lock = tmp_path / "uv.lock"
        digest = hashlib.sha256(wheel()).hexdigest()
        lock.write_text(
            '[[package]]\nname = "uv"\nversion = "1.2.3"\nwheels = [\n'
            f'    {{ url = "https://pypi.example/{locked}", hash = "sha256:{digest}" }},\n]\n'
        )
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("UV_", "PIP_"))}
        return subprocess.run(
            [sys.executable, "-I", str(SCRIPT), str(lock), str(tmp_path / "tools" / "uv")],
            env={**kept, "HOME": str(tmp_path), "PIP_INDEX_URL": index.url, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return call


def refused(done, tmp_path):
    """What it said, having installed nothing."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "name a package index that can be reached in PIP_INDEX_URL" in done.stderr
    assert not list(tmp_path.glob("tools/*"))
    return done.stderr


def test_the_locked_wheel_is_fetched_and_can_be_run(fetch, tmp_path):
    done = fetch()
    assert done.returncode == 0, done.stderr
    said = subprocess.run([tmp_path / "tools" / "uv"], capture_output=True, text=True, check=True)
    assert said.stdout == "uv 1.2.3\n"


def test_pips_configuration_tells_the_index_too(fetch, index, tmp_path):
    config = tmp_path / ".config" / "pip" / "pip.conf"
    config.parent.mkdir(parents=True)
    config.write_text(f"[global]\nindex-url = {index.url}/\n")
    assert fetch(PIP_INDEX_URL="").returncode == 0
    assert fetch(PIP_INDEX_URL="http://127.0.0.1:9/", UV_INDEX_URL=index.url).returncode == 0


def test_credentials_reach_the_index_and_are_never_shown(fetch, index, tmp_path):
    private = index.url.replace("://", "://kim:s3cret%21@")
    assert fetch(PIP_INDEX_URL=private).returncode == 0
    assert set(index.asked) == {"Basic a2ltOnMzY3JldCE="}
    index.files.clear()
    assert "s3cret" not in fetch(PIP_INDEX_URL=private).stderr


def test_another_file_than_the_lock_names_is_not_used(fetch, index, tmp_path):
    index.files[f"/files/{WHEEL}"] = wheel() + b"and something slipped in"
    assert "is not the file that uv.lock names" in refused(fetch(), tmp_path)


def test_half_a_file_is_not_used(fetch, index, tmp_path):
    whole = wheel()
    index.promised[f"/files/{WHEEL}"] = len(whole)
    index.files[f"/files/{WHEEL}"] = whole[: len(whole) // 2]
    assert "was cut off on the way" in refused(fetch(), tmp_path)


@pytest.mark.parametrize(
    ("gone", "says"),
    [("/simple/uv/", "/simple/uv/ answered 404"), (f"/files/{WHEEL}", f"{WHEEL} answered 404")],
    ids=["page", "file"],
)
def test_what_the_index_does_not_have_is_named(fetch, index, tmp_path, gone, says):
    del index.files[gone]
    assert says in refused(fetch(), tmp_path)


def test_an_index_without_the_locked_version_is_named(fetch, index, tmp_path):
    index.files["/simple/uv/"] = b'<a href="uv-0.1-py3-none-any.whl">old</a>'
    assert f"has no {WHEEL}" in refused(fetch(), tmp_path)


def test_an_index_that_cannot_be_reached_is_named(fetch, tmp_path):
    nobody = "http://127.0.0.1:9/simple"
    assert f"{nobody} can't be reached" in refused(fetch(PIP_INDEX_URL=nobody), tmp_path)


def test_a_machine_without_a_wheel_gets_a_sentence(fetch, tmp_path):
    other = "uv-1.2.3-py3-none-manylinux_2_17_vax.whl"
    assert "There is no uv for" in refused(fetch(locked=other), tmp_path)
