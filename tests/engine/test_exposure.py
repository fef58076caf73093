"""Spread lists: the figures, the quota, the limit, and the best that a flow can do."""

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from stegvis.engine.crowding import crowding, gini
from stegvis.engine.exposure import Candidates, candidates, spread
from stegvis.engine.ranking import rank
from stegvis.engine.score import Weights
from tests.engine.populations import RELATIONS
from tests.engine.test_matching import drawn

pytestmark = pytest.mark.pure


def popular(seed, people=40, places=12, width=8, k=3):
    """Candidates that nearly all like the same places."""
    random = np.random.default_rng(seed)
    fame = np.linspace(30, 5, places)
    scores = fame + random.uniform(1, 9, (people, places))
    rows = np.argsort(-scores, axis=1, kind="stable")[:, :width].astype(np.int32)
    points = np.take_along_axis(scores, rows, 1)
    few = random.random(people) < 0.2
    rows[few, 2:], points[few, 2:] = -1, -np.inf
    return Candidates(rows, points, np.arange(places) % 4 == 0, k)


def best_by_flow(among, quota, limit):
    """The greatest sum of scores with no place in more lists than the limit, in thousandths."""
    n, m = len(among.rows), len(among.boundless)
    wanted = np.minimum(among.k, (among.rows >= 0).sum(axis=1))
    near = ((among.rows >= 0) & ~np.append(among.boundless, False)[among.rows]).sum(axis=1)
    flow, far, place, end = min_cost_flow.SimpleMinCostFlow(), n, 2 * n, 2 * n + m
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(n), far + np.arange(n), np.maximum(quota, wanted - near), np.zeros(n)
    )
    for person, at in zip(*np.nonzero(among.rows >= 0), strict=True):
        row = among.rows[person, at]
        tail = far + person if among.boundless[row] else person
        points = round(1000 * among.scores[person, at])
        flow.add_arc_with_capacity_and_unit_cost(tail, place + row, 1, -points)
    for row in range(m):
        flow.add_arc_with_capacity_and_unit_cost(place + row, end, limit, 0)
    for person in range(n):
        flow.add_arc_with_capacity_and_unit_cost(person, end, int(wanted[person]), 0)
        flow.set_node_supply(person, int(wanted[person]))
    flow.set_node_supply(end, -int(wanted.sum()))
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost() / 1000


def shown(lists, places):
    return np.bincount(lists.rows[lists.rows >= 0], minlength=places)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("quota", "goal"), [(1, 1.2), (2, 1.5), (3, 2.0), (0, 3.0)])
def test_short_lists_hold_the_limit_at_a_step_a_line_below_the_best_there_is(seed, quota, goal):
    among = popular(seed)
    done = spread(among, quota=quota, goal=goal, short_lists=True, step=0.05)
    assert shown(done.lists, 12).max() <= done.limit
    best = best_by_flow(among, quota, done.limit)
    found = np.nansum(done.lists.scores)
    assert best - 0.05 * (done.lists.rows >= 0).sum() - 0.1 <= found <= best + 0.1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("goal", [1.0, 1.5, 4.0])
def test_no_list_is_shorter_has_what_was_no_candidate_or_breaks_the_quota(seed, goal):
    among = popular(seed)
    done, plain = spread(among, quota=1, goal=goal), among.plain()
    np.testing.assert_array_equal(done.lists.rows >= 0, plain.rows >= 0)
    far = np.append(among.boundless, False)
    for line, given, rows, scores in zip(
        done.lists.rows, done.lists.scores, among.rows, among.scores, strict=True
    ):
        mine, points = line[line >= 0], given[line >= 0]
        known = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        assert [known[row] for row in mine.tolist()] == points.tolist()
        assert len(set(mine.tolist())) == len(mine)
        near = (~far[rows[rows >= 0]]).sum()
        assert far[mine].sum() <= max(1, len(mine) - near)
        assert (np.diff(points - done.prices[mine]) <= 1e-9).all()
    assert np.maximum(shown(done.lists, 12) - done.limit, 0).sum() <= done.beyond


def test_where_nothing_is_crowded_nothing_has_a_price_and_lists_are_the_plain_ones():
    among = popular(1)
    done, plain = spread(among, quota=3, goal=12.0), among.plain()
    assert done.prices.max() == done.beyond == 0
    np.testing.assert_array_equal(done.lists.rows, plain.rows)
    np.testing.assert_array_equal(done.lists.scores, plain.scores)


def test_the_same_candidates_give_the_same_lists_and_prices():
    one, other = (spread(popular(2), quota=1, goal=1.2) for _ in range(2))
    np.testing.assert_array_equal(one.lists.rows, other.lists.rows)
    np.testing.assert_array_equal(one.prices, other.prices)


def test_candidates_begin_with_the_plain_list_and_are_wider_than_it():
    seekers, places = drawn(60, 300)
    among = candidates(seekers, places, RELATIONS, Weights(), k=4)
    expected = rank(seekers, places, RELATIONS, weights=Weights(), k=4)
    np.testing.assert_array_equal(among.plain().rows, expected.fits)
    np.testing.assert_array_equal(among.plain().scores, expected.fits_score)
    assert among.rows.shape == (60, 16)


def test_the_figures_are_what_they_say():
    rows = np.array([[0, 1], [0, 2], [0, -1]])
    scores = np.array([[8.0, 4.0], [6.0, 2.0], [4.0, np.nan]])
    told = crowding(rows, scores, 5, rows, scores * 2)
    counts = np.array([3, 1, 1, 0, 0])
    pairs = np.abs(counts[:, None] - counts[None, :]).sum()
    assert (told.mean_shown, told.most_shown, told.never_shown) == (1.0, 3, 0.4)
    assert told.most_to_mean == 3
    assert told.p99_shown == np.percentile(counts, 99)
    assert told.gini == pytest.approx(pairs / (2 * 5 * 5 * counts.mean()))
    assert (told.mean_score, told.worst_decile, told.score_kept) == (4.0, 2.0, 0.5)
    shorter = np.array([[0, 1], [0, -1], [0, -1]])
    assert crowding(shorter, scores, 5, rows, scores).short == 1
    assert gini(np.zeros(4, np.int64)) == 0


def test_what_cannot_be_asked_for_is_refused():
    for wrong in ({"quota": -1}, {"goal": 0.5}, {"step": 0}):
        with pytest.raises(ValueError, match="at least"):
            spread(popular(0), **{"quota": 1, "goal": 2.0, **wrong})
    with pytest.raises(ValueError, match="other persons"):
        crowding(
            np.zeros((2, 1), int), np.zeros((2, 1)), 1, np.zeros((1, 1), int), np.zeros((1, 1))
        )
