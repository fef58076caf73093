"""Codes that are asked for in the same moment are counted one after the other."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from django.db import connection
from django.db.models import QuerySet

from stegvis.core.accounts import actions
from stegvis.core.accounts.models import CodeRequest
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

NUMBER = "070-1740605"
BY = Actor.system("tests", tenant_id=None)


def _asked():
    """Whether a code may be asked for; in a connection of its own."""
    try:
        actions.ask_for_code(NUMBER, by=BY)
    except NotAllowedNowError:
        return False
    finally:
        connection.close()
    return True


def test_two_who_ask_in_the_same_moment_get_one_code_where_one_is_left(own_database, monkeypatch):
    for _time in range(2):
        actions.ask_for_code(NUMBER, by=BY)
    count, meeting = QuerySet.count, Barrier(2)

    def counted(rows):
        found = count(rows)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)
        return found

    monkeypatch.setattr(QuerySet, "count", counted)
    with ThreadPoolExecutor(max_workers=2) as workers:
        told = sorted(workers.map(lambda _n: _asked(), range(2)))
    monkeypatch.undo()
    assert told == [False, True]
    assert CodeRequest.objects.count() == 3
