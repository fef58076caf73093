"""How evenly lists show places, and what it costs those whose lists they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stegvis.engine.facts import Floats, Ints


@dataclass(frozen=True)
class Crowding:
    """How often m places are shown in the lists of n persons, and how well these are served."""

    mean_shown: float
    """Lines of all lists ÷ m: places that nobody is shown count."""
    most_shown: int
    """Lists that the most shown place is in."""
    p99_shown: float
    """99 places of 100 are shown at most so often (linear interpolation)."""
    never_shown: float
    """Share of the places that are in no list."""
    gini: float
    """Of how often places are shown: 0 where all are equally often, 1 - 1/m where only one is."""
    mean_score: float
    """Points of all lists ÷ (n × k): the empty line of a short list is worth none."""
    worst_decile: float
    """The same for the tenth of the persons (rounded up) whose lists have the fewest points."""
    score_kept: float
    """Points of all lists as a share of those of the plain lists."""
    short: int
    """Persons with fewer lines than in the plain lists."""

    @property
    def most_to_mean(self) -> float:
        """How many times as often as the mean the most shown place is shown."""
        return self.most_shown / self.mean_shown if self.mean_shown else 0.0


def crowding(
    rows: Ints, scores: Floats, places: int, plain_rows: Ints, plain_scores: Floats
) -> Crowding:
    """The crowding of some lists beside the plain ones of the same persons: all arrays (n, k).

    Rows are -1 and scores NaN where a list ends. ValueError for lists of other persons.
    """
    if len(rows) != len(plain_rows):
        raise ValueError("the lists are of other persons than the plain ones")
    found = rows >= 0
    shown = np.bincount(rows[found], minlength=places)
    points, plain = np.nansum(scores, axis=1), np.nansum(plain_scores, axis=1)
    k = max(rows.shape[1], 1)
    worst = np.sort(points)[: -(-len(points) // 10)]
    return Crowding(
        mean_shown=_ratio(int(found.sum()), places),
        most_shown=int(shown.max(initial=0)),
        p99_shown=float(np.percentile(shown, 99)) if places else 0.0,
        never_shown=_ratio(int((shown == 0).sum()), places),
        gini=gini(shown),
        mean_score=_ratio(points.sum(), len(points) * k),
        worst_decile=_ratio(worst.sum(), len(worst) * k),
        score_kept=_ratio(points.sum(), plain.sum()) if plain.sum() else 1.0,
        short=int((found.sum(axis=1) < (plain_rows >= 0).sum(axis=1)).sum()),
    )


def gini(amounts: Ints) -> float:
    """The Gini coefficient of amounts that aren't negative; 0 where there is nothing to share."""
    ordered, m = np.sort(amounts), len(amounts)
    weights = 2 * np.arange(1, m + 1) - m - 1
    return _ratio(float(weights @ ordered), float(m * ordered.sum()))


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0
