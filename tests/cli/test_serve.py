import signal
import socket
import time
import urllib.request

import pytest

from tests import environment
from tests.cli.conftest import Installation, answer, children_of, is_running
from tests.ports import free_port


def wait_until(fact, seconds=20):
    until = time.monotonic() + seconds
    while not fact() and time.monotonic() < until:
        time.sleep(0.1)
    return fact()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_with_a_worker_and_leaves_nothing_behind(installation, stop):
    port = free_port()
    server = installation.start("serve", "--port", str(port))
    assert answer(f"http://127.0.0.1:{port}/healthz") == 200
    assert answer(f"http://127.0.0.1:{port}/readyz") == 200
    assert wait_until(lambda: len(children_of(server.pid)) == 2)
    processes = children_of(server.pid)
    server.send_signal(stop)
    said, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert said.splitlines()[0] == f"Stegvis is at http://127.0.0.1:{port} (Ctrl-C stops it)"
    assert "Traceback" not in said
    assert not [pid for pid in processes if is_running(pid)]


@pytest.mark.pure
def test_a_killed_server_takes_its_worker_with_it(installation):
    port = free_port()
    server = installation.start("serve", "--port", str(port))
    answer(f"http://127.0.0.1:{port}/healthz")
    assert wait_until(lambda: len(children_of(server.pid)) == 2)
    processes = children_of(server.pid)
    server.kill()
    server.wait()
    assert wait_until(lambda: not [pid for pid in processes if is_running(pid)], seconds=90)


@pytest.mark.pure
def test_a_taken_port_gets_a_sentence(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = installation.run("serve", "--port", str(port))
    assert done.returncode == 2
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is taken by another program")
    assert f"--port {port + 1}" in done.stderr


@pytest.mark.pure
def test_a_data_folder_that_cannot_be_written_to_gets_a_sentence(installation, tmp_path):
    (tmp_path / "file").touch()
    done = installation.run("upgrade", STEGVIS_DATA=str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert "can't be written to" in done.stderr
    assert "Set STEGVIS_DATA" in done.stderr


@pytest.mark.pure
def test_without_an_installation_it_says_how_to_make_one(tmp_path):
    nothing = Installation(tmp_path / "nothing")
    done = nothing.run("serve")
    assert (done.returncode, nothing.folder.exists()) == (2, False)
    assert "stegvis upgrade" in done.stderr


@pytest.mark.pure
def test_production_refuses_demo_secrets(installation):
    done = installation.run("serve", STEGVIS_ENV="production")
    assert done.returncode == 2
    assert done.stderr.startswith("STEGVIS_SECRET_KEY must be set")


PRODUCTION = {
    "STEGVIS_ENV": "production",
    "STEGVIS_SECRET_KEY": "a-secret-of-the-tests-that-is-long-enough-for-it",
    "STEGVIS_DATA_KEYS": "dGVzdHMtb2YtdGhlLWNvbW1hbmQtbGluZS0zMmJ5dGU=",
}

if environment.ON_POSTGRESQL:

    @pytest.mark.parametrize("word", ["serve", "worker"])
    def test_production_refuses_a_role_that_could_pass_the_wall(installation, word):
        url = {
            "serve": environment.url_for(environment.OWNER, installation.database),
            "worker": environment.SUPERUSER_URL.rpartition("/")[0] + f"/{installation.database}",
        }[word]
        done = installation.run(word, **PRODUCTION, STEGVIS_DATABASE_URL=url)
        assert done.returncode == 2
        assert "must not run Stegvis" in done.stderr
        assert "docs/how-to/install.md" in done.stderr

else:

    def test_production_starts_with_secrets_of_its_own(installation):
        port = free_port()
        installation.start("serve", "--port", str(port), **PRODUCTION, STEGVIS_BEHIND_PROXY="1")
        assert answer(f"http://127.0.0.1:{port}/readyz") == 200
        headers = _behind_a_proxy(f"http://127.0.0.1:{port}/accounts/login/")
        cookie = headers["Set-Cookie"]
        assert cookie.startswith("__Host-csrftoken=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert headers["X-Frame-Options"] == "DENY"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def _behind_a_proxy(url):
    """The headers of a page asked for through a proxy that speaks https."""
    request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.headers
