"""Places laid out so that a search reads few of them, and those side by side.

Places stand in *bands* of latitude that hold equally many; band 0 has those without a point. What
lies within reach of a person is band 0 and a stretch of bands.

A place's *position* is where it stands among those that are found together, band after band:

- under the rarest of the skills that it demands; who lacks that one lacks a must,
- or, where it demands none, under its occupation, for those who have or want a close one.

Places that demand neither skills nor training can be found by anybody: they are also `swept`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine import distance
from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Rows, records
from stegvis.engine.conditions import Conditions, conditions_of
from stegvis.engine.facts import Floats, Ints, Lists, Opportunities
from stegvis.engine.score import Weights, total

BANDS = 64
"""Of latitude, each with as many places."""

Codes = NDArray[np.int32]
Bounds = NDArray[np.float32]


SINGLE = ("x", "y", "z", "bare", "must_step", "merit_step")
WHOLE = ("door", "musts", "merits", "end")
CARD = np.dtype(
    [("conditions", np.int64)]
    + [(name, np.float32) for name in SINGLE]
    + [(name, np.int32) for name in WHOLE]
)
"""What of a place is read before it is judged in full, together in one line of the cache:

- conditions: a mask, see `conditions_of`
- x, y, z: its point on the unit sphere, NaN for none
- bare: the score of somebody who meets nothing, without the way there
- must_step, merit_step: points for each must and each merit met
- door: its occupation, see `Sheet.shut`
- musts, merits, end: where its musts begin in `Directory.skills`, its merits, and where they end
"""


class Swept(NamedTuple):
    """The p places that demand neither skills nor training, close together for a scan of bounds."""

    positions: Codes
    """(p,) band after band."""
    point: Bounds
    """(3, p) on the unit sphere, NaN for none."""
    conditions: Ints
    """(p,) masks, see `conditions_of`."""
    bare: Bounds
    """(p,) the score of somebody who meets nothing, without the way there."""
    merit_step: Bounds
    """(p,) points for each merit met."""
    by_band: Codes
    """(bands + 1,) where each band begins."""
    by_merit: Codes
    """(bands + 1, skills) where in `with_merit` those that welcome a skill begin in a band."""
    with_merit: Codes
    """Indices of these, band after band under each skill."""
    most: float
    """The greatest score at best, without occupation and wish."""


class Directory(NamedTuple):
    """m places by position."""

    rows: Ints
    """(m,) each position's row in the table of places."""
    ids: Ints
    """(m,)"""
    facts: NDArray[Any]
    """(m,) records, see `compiled.records`."""
    cards: NDArray[Any]
    """(m,) records, see `CARD`."""
    skills: Codes
    """Skills asked for: the musts of the first position, its merits, those of the next."""
    languages: Rows
    edges: Floats
    """Latitudes at which a band ends and the next begins."""
    by_must: Codes
    """(bands + 1, skills) where those under a skill begin in a band."""
    by_occupation: Codes
    """(bands + 1, occupations) the same of those under an occupation."""
    most_by_occupation: Floats
    """(occupations,) the greatest score at best, without occupation and wish; -inf for none."""
    conditions: Conditions
    swept: Swept
    most: float
    """No score is greater."""


def lay_out(places: Opportunities, occupations: int, weights: Weights) -> Directory:
    """The directory of some places, under weights, for so many codes of occupations."""
    edges, band = _banded(places)
    bands = len(edges) + 2
    musts = _rarest_first(places.musts)
    rows, skilled = _found_together(places, musts, band)
    places, musts, band = places.take(rows), musts.take(rows), band[rows]
    conditions, masks = conditions_of(places)
    most = weights.distance + _score_of_nobody(places, weights, met=places)
    known_job = np.where(places.occupation >= 0, places.occupation, occupations)
    cards = _cards(places, masks, known_job + _trained(places) * (occupations + 1), weights)
    jobs = places.occupation[skilled:]
    return Directory(
        rows=rows,
        ids=places.ids,
        facts=records(places),
        cards=cards,
        skills=_one_after_the_other(musts, places.merits),
        languages=Rows.of(places.languages),
        edges=edges,
        by_must=_starts(_first(musts, skilled), musts.width, band[:skilled], bands),
        by_occupation=_starts(jobs, occupations, band[skilled:], bands) + np.int32(skilled),
        most_by_occupation=_greatest(jobs, most[skilled:], occupations),
        conditions=conditions,
        swept=_sweep(places, band, bands, most, cards),
        most=float(np.max(most, initial=0.0)) + weights.occupation + weights.wish,
    )


def _banded(places: Opportunities) -> tuple[Floats, Ints]:
    """Where bands end, and each row's band."""
    known = ~(np.isnan(places.latitude) | np.isnan(places.longitude))
    shares = np.arange(1, BANDS) / BANDS
    edges = np.unique(np.quantile(places.latitude[known], shares)) if known.any() else np.zeros(0)
    return edges, np.where(known, 1 + np.searchsorted(edges, places.latitude, side="right"), 0)


def _found_together(places: Opportunities, musts: Lists, band: Ints) -> tuple[Ints, int]:
    """The rows in the order of their positions, and how many of them demand skills."""
    asks_skills = musts.sizes > 0
    under = places.occupation.copy()
    under[asks_skills] = musts.codes[musts.offsets[:-1][asks_skills]]
    order = np.lexsort((places.ids, places.longitude, band, under, ~asks_skills))
    return order, int(asks_skills.sum())


def _first(lists: Lists, rows: int) -> Ints:
    """The first code of so many lists, none of them empty."""
    return lists.codes[lists.offsets[:rows]]


def _starts(codes: Ints, width: int, band: Ints, bands: int) -> Codes:
    """Where each code begins in each band, and where it ends: (bands + 1, width).

    The codes are ascending, and the bands under each; a code of -1 comes first and has no column.
    """
    sizes = np.bincount((codes + 1) * bands + band, minlength=(width + 1) * bands)
    ends = np.cumsum(sizes)[bands - 1 :]
    starts = [ends[:-1].reshape(width, bands).T, ends[bands::bands][None, :]]
    return np.ascontiguousarray(np.concatenate(starts), np.int32)


def _trained(places: Opportunities) -> Any:
    """(m,) whether training in the occupation is asked for."""
    return (places.asks_training == 1) & (places.occupation >= 0)


def _cards(places: Opportunities, masks: Ints, doors: Ints, weights: Weights) -> NDArray[Any]:
    """What is read first, by position."""
    cards = np.zeros(len(places), CARD)
    cards["conditions"], cards["door"] = masks, doors
    cards["x"], cards["y"], cards["z"] = distance.unit(places.latitude, places.longitude)
    cards["bare"] = _score_of_nobody(places, weights)
    cards["must_step"] = _step(weights.must, places.musts, weights)
    cards["merit_step"] = _step(weights.merit, places.merits, weights)
    cards["musts"] = places.musts.offsets[:-1] + places.merits.offsets[:-1]
    cards["merits"] = cards["musts"] + places.musts.sizes
    cards["end"] = cards["merits"] + places.merits.sizes
    return cards


def _one_after_the_other(musts: Lists, merits: Lists) -> Codes:
    """The codes of each row's musts, then of its merits."""
    order = np.argsort(np.concatenate([musts.owners, merits.owners]), kind="stable")
    return np.concatenate([musts.codes, merits.codes])[order].astype(np.int32)


def _step(points: float, asked: Lists, weights: Weights) -> Floats:
    """Points for each of the skills."""
    return np.asarray(points / (asked.sizes + weights.prior_skills), np.float64)


def _sweep(
    places: Opportunities, band: Ints, bands: int, most: Floats, cards: NDArray[Any]
) -> Swept:
    """Those of the places, by position, that anybody can find."""
    chosen = np.flatnonzero((places.musts.sizes == 0) & ~_trained(places))
    positions = chosen[np.argsort(band[chosen], kind="stable")]
    merits, band = places.merits.take(positions), band[positions]
    order, cards = np.argsort(merits.codes, kind="stable"), cards[positions]
    return Swept(
        positions=positions.astype(np.int32),
        point=np.stack([cards[axis] for axis in "xyz"]),
        conditions=np.ascontiguousarray(cards["conditions"]),
        bare=np.ascontiguousarray(cards["bare"]),
        merit_step=np.ascontiguousarray(cards["merit_step"]),
        by_band=np.searchsorted(band, np.arange(bands + 1)).astype(np.int32),
        by_merit=_starts(merits.codes[order], merits.width, band[merits.owners[order]], bands),
        with_merit=merits.owners[order].astype(np.int32),
        most=float(np.max(most[positions], initial=-np.inf)),
    )


def _rarest_first(lists: Lists) -> Lists:
    """The lists with the code that fewest have first."""
    common = np.bincount(lists.codes, minlength=1)[lists.codes]
    order = np.lexsort((lists.codes, common, lists.owners))
    return Lists(lists.offsets, lists.codes[order], lists.values[order])


def _score_of_nobody(
    places: Opportunities, weights: Weights, *, met: Opportunities | None = None
) -> Floats:
    """(m,) the score of meeting no skill, or those of `met`, and nothing more."""
    musts, merits = (met.musts.sizes, met.merits.sizes) if met else (0, 0)
    counts = Comparison(
        *(-1, places.musts.sizes, musts, 0, places.merits.sizes, merits, 0, 0, 0, 0, 0)
    )
    unlimited = places.columns((1, -1))
    unlimited.travel_limit = -1
    score = np.asarray(total(unlimited, counts, weights), np.float64)
    return np.broadcast_to(score, (1, len(places))).reshape(len(places))


def _greatest(codes: Ints, values: Floats, width: int) -> Floats:
    """The greatest value under each code; -inf for none."""
    found = np.full(width, -np.inf)
    known = codes >= 0
    np.maximum.at(found, codes[known], values[known])
    return found
