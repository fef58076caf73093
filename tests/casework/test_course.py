"""How it is as one figure: about the same areas all along, so that only answers move it."""

from datetime import date

import pytest

from stegvis.casework.situation import catalogue, course
from stegvis.casework.situation.actions import Said, begin, go_through
from stegvis.casework.situation.instruments.definition import LIFE_AREAS
from stegvis.core import clock
from tests.desk import story

FIRST, THEN, LAST = date(2026, 1, 10), date(2026, 5, 10), date(2026, 9, 10)


@pytest.fixture
def drawn(db):
    """Day, tone and label of each point, of rows without a case and a version."""

    def draw(*said, case=1):
        rows = [(day, case, 1, *rest) for day, *rest in said]
        found = course.entries(rows, catalogue.current(LIFE_AREAS))
        return [(one.starts, one.tone, one.label) for one in found]

    return draw


def own(day, area, step):
    return day, "person", area, step


def test_an_area_that_wasnt_asked_about_again_keeps_its_answer(drawn):
    said = [own(FIRST, "work", 1), own(FIRST, "money", 3), own(THEN, "work", 4)]
    assert drawn(*said) == [
        (FIRST, "lake", "egen bild 2,0 av 5"),
        (THEN, "lake", "egen bild 3,5 av 5"),
    ]


def test_what_is_answered_for_the_first_time_later_moves_nothing(drawn):
    said = [own(FIRST, "work", 4), own(THEN, "money", 1), own(LAST, "work", 4)]
    assert {label for _day, _tone, label in drawn(*said)} == {"egen bild 4,0 av 5"}


def test_who_doesnt_want_to_say_any_more_is_not_told_by_what_was_said_before(drawn):
    said = [own(FIRST, "work", 4), own(FIRST, "family", 1), own(THEN, "family", None)]
    assert drawn(*said) == [(FIRST, "lake", "egen bild 4,0 av 5")]


def test_both_voices_are_about_the_same_areas(drawn):
    said = [
        own(FIRST, "work", 2), own(FIRST, "money", 5),
        (FIRST, "coordinator", "work", 3), (FIRST, "coordinator", "money", None),
    ]  # fmt: skip
    assert drawn(*said) == [
        (FIRST, "lake", "egen bild 2,0 av 5"),
        (FIRST, "plum", "koordinatorns 3,0 av 5"),
    ]


def test_it_begins_anew_with_a_new_case(cast):
    used = catalogue.current(LIFE_AREAS)
    rows = [
        (FIRST, 1, 1, "person", "work", 1),
        (THEN, 2, 1, "person", "work", 5),
    ]
    assert [one.starts for one in course.entries(rows, used)] == [THEN]


def test_finished_rounds_alone_are_read_with_what_wasnt_said(cast):
    case, by = story.taken(cast), cast.by(cast.kerstin)
    begun = begin(case, occasion="start", by=by)
    steps = {area: Said(2) for area in begun.items} | {"family": Said(None)}
    voices = {"person": steps, "coordinator": steps}
    go_through(begun, voices=voices, finished=False, seen_version=begun.version, by=by)
    assert not course.said_of(case.person)
    begun.refresh_from_db()
    go_through(begun, voices=voices, finished=True, seen_version=begun.version, by=by)
    said = {row[4]: row[5] for row in course.said_of(case.person)}
    assert said["work"] == 2
    assert said["family"] is None
    assert {row[0] for row in course.said_of(case.person)} == {clock.today()}
