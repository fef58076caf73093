"""How large a request may be, and from whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client

from stegvis.core.documents import bodies
from stegvis.core.documents.uploading import InMemory

WITH_FILE = "multipart/form-data; boundary=x"
AS_TEXT = "application/x-www-form-urlencoded"
GIGABYTES = 2 * 1024**3


def state(client, length, kind):
    """Send a form that says it is of a length, and sends nothing of it."""
    return client.generic(
        "POST", "/journal/abc/write/", b"", content_type=kind, CONTENT_LENGTH=str(length)
    )


@pytest.mark.parametrize("kind", [WITH_FILE, AS_TEXT, "application/json"])
def test_a_stranger_sends_no_more_than_a_long_text(db, kind):
    answer = state(Client(), bodies.STRANGER + 1, kind)
    assert answer.status_code == 413
    assert "/accounts/login/" in answer.content.decode()
    assert state(Client(), bodies.STRANGER, kind).status_code != 413


@pytest.mark.parametrize(
    ("kind", "limit"), [(WITH_FILE, bodies.WITH_FILE), (AS_TEXT, 12 * 1024 * 1024)]
)
def test_an_account_sends_no_more_than_a_form_holds(cast, act_as, kind, limit):
    answer = state(act_as(cast.kerstin), limit + 1, kind)
    assert answer.status_code == 413
    assert "högst 10,0" in answer.content.decode()


def test_no_length_at_all_is_an_empty_body(db):
    assert state(Client(), "", WITH_FILE).status_code in (302, 403)


@pytest.mark.parametrize(
    "length",
    ["abc", "-5", "-1", f"+{GIGABYTES}", f" {GIGABYTES}", "2_000_000_000", "2e9", "5, 5", "٢٠٠٠",
     "0x10", "5\n", "9" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("kind", [WITH_FILE, AS_TEXT])
def test_a_length_that_is_not_digits_alone_is_refused_unread(db, monkeypatch, length, kind):
    monkeypatch.setattr(HttpRequest, "read", lambda *_args: pytest.fail("the body was read"))
    assert state(Client(), length, kind).status_code == 400


def test_a_strangers_file_is_not_kept_and_their_text_is_given_back(db, monkeypatch):
    kept = []
    monkeypatch.setattr(InMemory, "receive_data_chunk", lambda *_chunk: kept.append(1))
    file = SimpleUploadedFile("cv.pdf", b"x" * 1000)
    text = "Vi pratade länge om praktiken."
    answer = Client().post("/papers/abc/", {"file": file, "text": text})
    assert text in answer.content.decode()
    assert kept == []


def test_nothing_of_what_is_too_large_is_read(db, monkeypatch):
    monkeypatch.setattr(HttpRequest, "read", lambda *_args: pytest.fail("the body was read"))
    assert state(Client(), GIGABYTES, WITH_FILE).status_code == 413
