import pytest
from hypothesis import given, settings

from stegvis.engine.explanation import FITS, HIDDEN, NEAR, explain
from stegvis.engine.relations import Closeness
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place

pytestmark = pytest.mark.pure
WEIGHTS = Weights()


def why(seekers, places, **more):
    return explain(seekers.one(0), places.one(0), RELATIONS, weights=WEIGHTS, **more)


def test_matched_and_missing_are_named():
    answer = why(
        person(skills={1: 1, 4: 0}, languages={0: 2, 1: 6}, licences=0b001, occupations=[1, 3, 6]),
        place(
            musts=[1, 2], merits=[4, 5], languages={0: 3, 1: 4}, licences_asked=0b011, occupation=0
        ),
    )
    assert (answer.musts_met, answer.musts_missing) == ({1: 1}, (2,))
    assert (answer.merits_met, answer.merits_missing) == ({4: 0}, (5,))
    assert (answer.languages_met, answer.languages_missing) == ((1,), {0: 3})
    assert answer.licences_missing == 0b010
    assert (answer.closest_occupations, answer.occupation_closeness) == ((1,), Closeness.GROUP)
    assert [limit.remedy for limit in answer.limits] == ["licence", "language_course", "course"]


def test_the_one_thing_that_is_missing_would_move_the_place_to_what_fits():
    answer = why(person(skills=[1]), place(musts=[1, 2], merits=[3]))
    assert answer.list_now == NEAR
    first, second = answer.changes
    assert (first.kind, first.code, first.list_then) == ("must", 2, FITS)
    assert first.score_then == pytest.approx(answer.score + 20)
    assert (second.kind, second.code, second.list_then) == ("merit", 3, NEAR)


def test_a_course_in_the_language_changes_the_list_but_not_the_score():
    answer = why(person(languages={0: 2}), place(languages={0: 3}))
    (change,) = answer.changes
    assert (change.kind, change.code, change.list_then) == ("language", 0, FITS)
    assert change.score_then == answer.score


def test_a_hidden_place_says_what_relaxing_would_do():
    answer = why(person(capacity=50), place(extent=100, musts=[1]))
    assert answer.list_now == HIDDEN
    relax = next(change for change in answer.changes if change.kind == "relax")
    assert (relax.code, relax.list_then) == ("capacity", NEAR)


def test_training_and_licence_would_open_what_asks_for_them():
    asked = place(occupation=7, asks_training=1, licences_by_law=0b10)
    answer = why(person(), asked)
    assert {(c.kind, c.list_then) for c in answer.changes} == {
        ("licence", NEAR),
        ("training", HIDDEN),
        ("relax", NEAR),
    }


def test_kilometres_are_unknown_without_a_point():
    assert why(person(), place()).kilometres is None


@given(PERSONS, PLACES)
@settings(deadline=None, max_examples=80)
def test_what_would_change_the_answer_moves_the_place_up_or_raises_the_score(seekers, places):
    answer = why(seekers, places)
    order = [FITS, NEAR, HIDDEN]
    for change in answer.changes:
        assert order.index(change.list_then) <= order.index(answer.list_now)
        assert change.score_then >= answer.score
        moves = change.list_then != answer.list_now
        assert moves or change.score_then > answer.score


def test_one_of_two_languages_that_are_lacking_would_change_nothing():
    assert why(person(languages={0: 2}), place(languages={0: 3, 1: 3})).changes == ()
