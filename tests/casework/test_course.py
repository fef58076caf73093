"""How it is as one figure: of the latest answer about each area, as in between few are asked."""

from datetime import date

import pytest

from stegvis.casework.situation import catalogue
from stegvis.casework.situation.course import entries
from stegvis.casework.situation.instruments.definition import LIFE_AREAS

FIRST, THEN = date(2026, 1, 10), date(2026, 5, 10)


@pytest.fixture
def told(db):
    """Day, tone and label of what is drawn."""

    def tell(*said):
        found = entries(said, catalogue.current(LIFE_AREAS))
        return [(one.starts, one.tone, one.label, one.height) for one in found]

    return tell


def test_an_area_that_wasnt_asked_about_again_keeps_its_answer(told):
    said = [
        (FIRST, "person", "work", 1),
        (FIRST, "person", "money", 3),
        (THEN, "person", "work", 4),
    ]
    assert [row[:3] for row in told(*said)] == [
        (FIRST, "lake", "egen bild 2,0"),
        (THEN, "lake", "egen bild 3,5"),
    ]


def test_each_voice_has_its_own(told):
    said = [(FIRST, "person", "work", 1), (FIRST, "coordinator", "work", 5)]
    assert told(*said) == [
        (FIRST, "lake", "egen bild 1,0", 0.0),
        (FIRST, "plum", "koordinatorns 5,0", 1.0),
    ]


def test_who_didnt_want_to_say_draws_nothing(told):
    assert told((FIRST, "person", "work", None)) == []
