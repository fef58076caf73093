"""A running server is asked to receive more than it takes."""

import http.client
import os
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import answer, children_of
from tests.ports import free_port

GIGABYTES = 2 * 1024**3
PATIENCE = 10
MEGABYTE = 1024 * 1024
FORM = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(GIGABYTES)}
BEGINNING = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'


def held(pid):
    """Bytes of memory a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def size(folder):
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def server(installation):
    """A server with the port it listens on."""
    port = free_port()
    process = installation.start("serve", "--port", str(port))
    assert answer(f"http://127.0.0.1:{port}/healthz") == 200
    return process, port


@contextmanager
def announcing(port):
    """A connection on which a form of two gigabytes has been announced."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection):
        connection.putrequest("POST", "/accounts/login/")
        for name, value in FORM.items():
            connection.putheader(name, value)
        connection.endheaders()
        yield connection


@pytest.mark.pure
def test_two_gigabytes_from_a_stranger_are_refused_before_they_are_sent(server):
    with announcing(server[1]) as connection:
        assert connection.getresponse().status == 413


@pytest.mark.pure
def test_who_sends_them_all_the_same_is_cut_off_and_nothing_is_kept(server, installation):
    process, port = server
    before, on_disk = sum(map(held, children_of(process.pid))), size(installation.folder)
    with announcing(port) as connection, pytest.raises(ConnectionError):
        connection.send(BEGINNING)
        for _megabyte in range(GIGABYTES // MEGABYTE):
            connection.send(b"x" * MEGABYTE)
    assert answer(f"http://127.0.0.1:{port}/healthz") == 200
    assert sum(map(held, children_of(process.pid))) - before < 64 * MEGABYTE
    assert size(installation.folder) - on_disk < MEGABYTE
