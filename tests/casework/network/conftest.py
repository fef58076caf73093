"""The person it is about, and somebody of another board."""

import pytest

from tests.desk import story


@pytest.fixture
def vera(cast):
    """Somebody of another board, with nothing to do with anybody yet."""
    return cast.another_board()[1]


@pytest.fixture
def amina(cast):
    return story.taken(cast).person
