import json
import urllib.parse

import pytest

from tests.cli.conftest import Installation, answer
from tests.ports import free_port

pytestmark = pytest.mark.pure


def test_the_first_start_makes_the_demo_and_the_second_finds_it(tmp_path):
    demo = Installation(tmp_path / "demo")
    said = []
    for _start in range(2):
        port = free_port()
        server = demo.start("demo", "--port", str(port), "--persons", "12")
        assert answer(f"http://127.0.0.1:{port}/readyz", patience=180) == 200
        links = json.loads(demo.run("demo", "links", "--json").stdout)
        server.terminate()
        said.append(server.communicate(timeout=60)[0])
        assert server.returncode == 0, said[-1]
        assert {urllib.parse.urlsplit(one["url"]).port for one in links} == {port}
        assert all(one["url"] in said[-1] for one in links)
    roles = {one["role"] for one in links}
    assert {"Koordinator", "Enhetschef", "Deltagare", "Administratör"} <= roles
    assert "Making the demo" in said[0]
    assert "Making the demo" not in said[1]


def test_there_is_no_demo_in_production(tmp_path):
    demo = Installation(tmp_path / "demo")
    done = demo.run(
        "demo",
        STEGVIS_ENV="production",
        STEGVIS_SECRET_KEY="a-secret-of-the-tests-that-is-long-enough-for-it",
        STEGVIS_DATA_KEYS="dGVzdHMtb2YtdGhlLWNvbW1hbmQtbGluZS0zMmJ5dGU=",
    )
    assert done.returncode == 2
    assert "outside production only" in done.stderr
