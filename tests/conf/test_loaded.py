import gc

import pytest

from stegvis.conf import loaded


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_is_loaded_is_left_alone_and_what_a_page_leaves_is_collected(collector):
    loaded.keep_what_is_loaded()
    assert gc.get_freeze_count() > 100_000
    circle = []
    circle.append(circle)
    del circle
    assert gc.collect() > 0
