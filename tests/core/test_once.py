"""What a page that is read asks twice, it asks the database once; nothing else remembers."""

import pytest

from stegvis.core.once import once, while_reading

pytestmark = pytest.mark.pure


def _asked(times):
    answers = iter(range(times))
    return [once("question", lambda: next(answers)) for _time in range(times)]


def test_a_page_that_is_read_asks_once():
    with while_reading(reads=True):
        assert _asked(3) == [0, 0, 0]
    with while_reading(reads=True):
        assert once("question", lambda: "anew") == "anew"


def test_what_may_change_something_asks_each_time():
    with while_reading(reads=False):
        assert _asked(3) == [0, 1, 2]
    assert _asked(3) == [0, 1, 2]


def test_nothing_is_remembered_after_a_page_that_failed():
    with pytest.raises(RuntimeError), while_reading(reads=True):
        once("question", lambda: "old")
        raise RuntimeError
    assert once("question", lambda: "new") == "new"
