import json
import time

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from django.urls import reverse

from stegvis.conf import health
from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.jobs.models import Status
from tests.cast import build_cast
from tests.core.outage import outage
from tests.core.test_jobs_killed import ALL, a_worker, schools, slow_job, wait_until

OUTAGE_SECONDS = 10


@pytest.fixture
def cast(own_database):
    """The cast, committed to a database of the test's own that doesn't wait long for a lock."""
    people = build_cast()
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    if connection.vendor == "sqlite":
        options["timeout"] = 0.1
    connection.close()
    yield people
    options.clear()
    options.update(before)


@pytest.fixture
def visitor(cast):
    """A browser with the page of a sign-in link open; the link is used when its form is sent."""
    with tenancy.tenant_scope(cast.tenant.pk):
        token = accounts.issue_link(cast.kerstin, by=cast.system)
    return Client(raise_request_exception=False), reverse("accounts:link", args=[token])


def ask(send, *args, **headers):
    """A request as a server runs it: with a connection that is looked after."""
    close_old_connections()
    answer = send(*args, headers=headers)
    close_old_connections()
    return answer


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Stegvis går inte att nå just nu"),
        ("nb", "Stegvis er ikke tilgjengelig akkurat nå"),
        ("en", "Stegvis isn't available right now"),
    ],
)
def test_a_sentence_in_the_readers_language_while_the_database_is_away(visitor, language, words):
    client, url = visitor
    with outage():
        answer = ask(client.post, url, **{"accept-language": language})
    assert answer.status_code == 503
    assert words in answer.content.decode()
    assert answer.headers["Retry-After"] == "10"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_half_done_and_the_same_form_works_when_it_is_back(visitor):
    client, url = visitor
    with outage():
        answer = ask(client.post, url, **{"accept-language": "sv"})
        assert "Det du skickade har inte sparats" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    close_old_connections()
    assert ask(client.post, url).status_code == 302
    assert "_auth_user_id" in client.session


def test_other_faults_are_told_as_such(cast, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(health, "migration_state", broken)
    answer = ask(Client(raise_request_exception=False).get, "/readyz")
    assert answer.status_code == 500
    assert "Något gick fel" in answer.content.decode()


def test_readiness_says_that_the_database_is_away(cast):
    if connection.vendor == "sqlite":
        assert ask(Client().get, "/readyz").json()["status"] == "ok"
        return
    with outage():
        answer = ask(Client().get, "/readyz")
        assert ask(Client().get, "/healthz").status_code == 200
    assert (answer.status_code, json.loads(answer.content)) == (503, {"status": "database"})


def test_a_worker_outlives_ten_seconds_without_a_database(cast, own_database):
    job = slow_job(cast)
    with a_worker(own_database) as worker:
        wait_until(job, lambda now: now.done >= 3)
        connection.close()
        with outage():
            time.sleep(OUTAGE_SECONDS)
            assert worker.poll() is None
        done = wait_until(job, lambda now: now.is_finished)
        worker.terminate()
        assert worker.wait(60) == 0
    assert done.status == Status.DONE
    assert schools(cast) == ALL


def test_a_full_disk_is_told_and_nothing_is_half_stored(visitor, monkeypatch):
    client, url = visitor
    use_link = accounts.use_link

    def use_it_on_a_full_disk(link, *, by):
        use_link(link, by=by)
        _write_more_than_there_is_room_for()

    monkeypatch.setattr(accounts, "use_link", use_it_on_a_full_disk)
    answer = client.post(url, headers={"accept-language": "sv"})
    assert answer.status_code == 503
    assert "ingen plats kvar" in answer.content.decode()
    connection.close()
    monkeypatch.undo()
    assert "_auth_user_id" not in client.session


def _write_more_than_there_is_room_for():
    """SQLite's file may grow no more; PostgreSQL says what it says when its disk is full."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
            cursor.execute("CREATE TABLE filler AS SELECT randomblob(1000000) AS x")
        else:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$")
