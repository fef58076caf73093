"""The mail server is asked, not believed."""

from __future__ import annotations

import socketserver
import threading

import pytest

from stegvis.cli.checking import surroundings

pytestmark = pytest.mark.pure


class Polite(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as an empty conversation takes."""

    def handle(self):
        self.wfile.write(b"220 mail.example.org\r\n")
        for line in self.rfile:
            ending = line.upper().startswith(b"QUIT")
            self.wfile.write(b"221 bye\r\n" if ending else b"250 mail.example.org\r\n")


class Refusing(socketserver.StreamRequestHandler):
    """A server that lets nobody in."""

    def handle(self):
        self.wfile.write(b"554 no service here\r\n")


@pytest.fixture
def mail_server(request, settings):
    """A server of the asked-for kind, named in the settings."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), request.param) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = False
        yield server
        server.shutdown()


@pytest.mark.parametrize("mail_server", [Polite], indirect=True)
def test_a_server_that_answers_takes_messages(mail_server):
    finding = surroundings.mail()
    assert finding.ok
    assert finding.says.endswith("takes messages")


@pytest.mark.parametrize("mail_server", [Refusing], indirect=True)
def test_a_server_that_refuses_is_a_fault_with_its_answer(mail_server):
    finding = surroundings.mail()
    assert not finding.ok
    assert "no service here" in finding.says
    assert "STEGVIS_MAIL_HOST" in finding.mend


@pytest.mark.parametrize("mail_server", [Polite], indirect=True)
def test_a_server_that_is_down_is_a_fault(mail_server):
    mail_server.shutdown()
    mail_server.server_close()
    finding = surroundings.mail()
    assert not finding.ok
    assert "doesn't take messages" in finding.says
