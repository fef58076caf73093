import json
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from stegvis.conf.environment import DangerousSettingsError, Environment
from stegvis.core.notices import sms

pytestmark = pytest.mark.pure


class Provider(BaseHTTPRequestHandler):
    """A gateway that answers as the test has chosen and remembers what it was sent."""

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.seen.append((dict(self.headers), json.loads(self.rfile.read(length))))
        time.sleep(self.server.pause)
        if self.server.answer is None:
            return
        status, body, headers = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.seen, server.pause, server.answer = [], 0, (200, b'{"id": "abc-1"}', {})
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def send(provider, key="nyckel"):
    gateway = sms.Gateway(f"http://127.0.0.1:{provider.server_port}/sms", "hemlig", "Kommunen")
    return gateway.send("+46701740605", "Du har ett meddelande.", key=key)


def test_the_message_goes_with_the_token_and_a_key_against_doubles(provider):
    assert send(provider) == "abc-1"
    headers, body = provider.seen[0]
    assert headers["Authorization"] == "Bearer hemlig"
    assert headers["Idempotency-Key"] == "nyckel"
    assert body == {
        "to": "+46701740605",
        "from": "Kommunen",
        "text": "Du har ett meddelande.",
        "key": "nyckel",
    }


@pytest.mark.parametrize("body", [b"", b"OK", b"[1]", b'{"id": null}', b"\xff\xfe"])
def test_a_yes_without_an_id_is_known_by_our_key(provider, body):
    provider.answer = (202, body, {})
    assert send(provider) == "nyckel"


@pytest.mark.parametrize(
    ("status", "for_good"),
    [(500, False), (503, False), (429, False), (408, False), (400, True), (401, True), (404, True)],
)
def test_an_answer_that_is_no_says_whether_to_try_again(provider, status, for_good):
    provider.answer = (status, b"", {})
    with pytest.raises(sms.UndeliveredError) as no:
        send(provider)
    assert (no.value.code, no.value.for_good) == (f"http_{status}", for_good)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("999999999", 86_400), ("", 0), ("snart", 0), ("-5", 0),
     ("Fri, 31 Dec 1999 23:59:59 GMT", 0)],
)  # fmt: skip
def test_a_gateway_that_has_too_much_to_do_says_how_long_to_wait(provider, header, seconds):
    provider.answer = (429, b"", {"Retry-After": header})
    with pytest.raises(sms.UndeliveredError) as no:
        send(provider)
    assert (no.value.for_good, no.value.after) == (False, timedelta(seconds=seconds))


def test_half_a_yes_is_a_yes_known_by_our_key(provider):
    provider.answer = (200, b'{"id": "abc', {"Content-Length": "400"})
    assert send(provider) == "nyckel"


def test_a_gateway_that_hangs_up_is_tried_again_with_the_same_key(provider):
    provider.answer = None
    for _attempt in range(2):
        with pytest.raises(sms.UndeliveredError) as no:
            send(provider)
        assert (no.value.code, no.value.for_good) == ("unavailable", False)
    assert len({headers["Idempotency-Key"] for headers, _body in provider.seen}) == 1


def test_a_redirect_is_not_followed(provider):
    provider.answer = (302, b"", {"Location": f"http://127.0.0.1:{provider.server_port}/x"})
    with pytest.raises(sms.UndeliveredError) as no:
        send(provider)
    assert (no.value.for_good, len(provider.seen)) == (True, 1)


def test_a_gateway_that_never_answers_is_given_up_and_tried_again(provider, monkeypatch):
    monkeypatch.setattr(sms, "ANSWER_SECONDS", 0.2)
    provider.pause = 1
    with pytest.raises(sms.UndeliveredError) as no:
        send(provider)
    assert (no.value.code, no.value.for_good) == ("unavailable", False)


def test_a_gateway_that_is_not_there_is_tried_again():
    gateway = sms.Gateway("http://127.0.0.1:9/", "hemlig", "Kommunen")
    with pytest.raises(sms.UndeliveredError) as no:
        gateway.send("+46701740605", "Hej", key="x")
    assert not no.value.for_good


def test_a_text_message_that_cannot_be_written_is_tried_again(tmp_path):
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(sms.UndeliveredError) as no:
        sms.Outbox(tmp_path / "outbox").send("+46701740605", "Hej", key="x")
    assert not no.value.for_good


def test_a_gateway_in_the_open_is_refused():
    with pytest.raises(DangerousSettingsError, match="https"):
        Environment.read({"STEGVIS_ENV": "test", "STEGVIS_SMS_URL": "http://sms.example.org/"})
