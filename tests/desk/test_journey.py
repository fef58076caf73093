from datetime import date

import pytest

from stegvis.casework.cases.registries import TimelineEntry
from stegvis.desk.person.journey import LEFT, WIDTH, draw

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 23)


def bar(starts, ends, label="x", row="steps"):
    return TimelineEntry(row=row, label=label, starts=starts, ends=ends, is_span=True)


def test_bars_that_overlap_lie_in_lanes_of_their_own():
    first, second, third = draw(
        [
            bar(date(2026, 3, 1), date(2026, 6, 1)),
            bar(date(2026, 5, 1), date(2026, 8, 1)),
            bar(date(2026, 9, 1), date(2026, 10, 1)),
        ],
        today=TODAY,
    ).bars
    assert first.y == third.y < second.y


def test_nothing_is_drawn_outside_the_picture():
    picture = draw(
        [bar(date(2019, 1, 1), date(2026, 2, 1)), bar(date(2026, 10, 1), date(2031, 1, 1))],
        today=TODAY,
    )
    assert all(b.x >= LEFT and b.x + b.width <= WIDTH for b in picture.bars)


def test_a_label_stands_where_there_is_room():
    long = "Introduktion till arbete i förskola"
    inside, after, before = draw(
        [
            bar(date(2026, 1, 1), date(2026, 6, 1), long),
            bar(date(2026, 7, 1), date(2026, 7, 9), long),
            bar(date(2027, 1, 10), date(2027, 1, 20), long),
        ],
        today=TODAY,
    ).bars
    assert (inside.place, after.place, before.place) == ("inside", "after", "before")


def test_what_lies_more_than_a_year_back_is_counted_and_kept_for_the_table():
    picture = draw(
        [bar(date(2024, 1, 1), date(2024, 6, 1)), bar(date(2026, 1, 1), None)], today=TODAY
    )
    assert (picture.earlier, len(picture.bars), len(picture.entries)) == (1, 1, 2)


def test_a_planned_bar_is_told_apart():
    picture = draw([bar(date(2026, 12, 1), None), bar(date(2026, 10, 1), None)], today=TODAY)
    assert [b.ahead for b in picture.bars] == [False, True]


def test_a_moment_on_a_row_with_bars_lies_under_them():
    moment = TimelineEntry(row="work", label="x", starts=date(2026, 11, 1))
    picture = draw([bar(date(2026, 10, 1), None, row="work"), moment], today=TODAY)
    assert picture.dots[0].y > picture.bars[0].y + 22


def test_an_empty_journey_has_no_rows():
    assert draw([], today=TODAY).names == []


def point(day, height, tone, label):
    return TimelineEntry("standing", label, day, tone=tone, height=height)


def test_how_it_is_becomes_a_curve_for_each_voice_with_its_last_figure_written_out():
    picture = draw(
        [
            point(date(2026, 9, 1), 0.75, "lake", "own 4"),
            point(date(2026, 3, 1), 0.25, "lake", "own 2"),
            point(date(2026, 9, 1), 0.7, "plum", "theirs 3.8"),
        ],
        today=TODAY,
    )
    own, theirs = picture.curves
    assert [(dot.day.month, dot.label) for dot in own.dots] == [(3, "own 2"), (9, "own 4")]
    assert own.dots[0].y > own.dots[1].y, "what is better stands higher"
    assert (own.label, theirs.label) == ("own 4", "theirs 3.8")
    assert theirs.text_y - own.text_y >= 13, "the labels don't meet"
    assert not picture.dots


def test_a_label_at_the_edge_stands_before_its_point():
    ahead = point(date(2027, 1, 28), 0.5, "lake", "own view 3.5")
    (curve,) = draw([ahead], today=TODAY).curves
    assert curve.is_before
    assert curve.text_x < curve.dots[-1].x
