"""Places laid out so that a search reads few of them, and those side by side.

On the *map* places stand in bands of latitude: first those without a point, then from south to
north in bands of equal height, inside a band from west to east. What lies within reach of a person
is then a handful of runs of the map.

A place's *position* is where it stands among those that are found together, from first to last on
the map:

- under the rarest of the skills that it demands; who lacks that one lacks a must,
- or, where it demands none, under its occupation, for those who have or want a close one.

Places that demand neither skills nor training can be found by anybody: they are also `swept`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.comparison import Comparison
from stegvis.engine.compiled import Rows, records
from stegvis.engine.facts import Floats, Ints, Lists, Opportunities
from stegvis.engine.score import Weights, total

BAND_DEGREES = 0.2
"""Height of a band of latitude: 22 km, a few to the reach of most people."""
BANDS = int(180 / BAND_DEGREES)

Codes = NDArray[np.int32]
Bounds = NDArray[np.float32]


class Swept(NamedTuple):
    """The places that demand neither skills nor training, close together for a scan of bounds."""

    positions: Codes
    """(p,) in the order of the map."""
    on_map: Codes
    """(p,) ascending."""
    points: Bounds
    """(3, p) on the unit sphere, 0 for none."""
    bare: Bounds
    """(p,) the score without merits, occupation, wish and way."""
    merit_step: Bounds
    """(p,) points for each merit met."""
    by_merit: Ints
    """(skills + 1,) where those that welcome each skill begin in `with_merit`."""
    with_merit: Codes
    """Indices of these, ascending under each skill."""
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
    musts: Rows
    """Demanded skills, the rarest first."""
    merits: Rows
    languages: Rows
    anywhere: int
    """How many places have no point; they come first on the map."""
    bands: Ints
    """(bands + 1,) where each band begins on the map."""
    longitude: Floats
    """(m,) degrees, in the order of the map."""
    on_map: Codes
    """(m,) where each stands on the map; ascending among those found together."""
    job: Codes
    """(m,) occupation; -1 unknown."""
    most: Floats
    """(m,) the score at best, without occupation and wish."""
    by_must: Ints
    """(skills + 1,) where those under each skill begin."""
    by_occupation: Ints
    """(occupations + 1,) where those under each occupation begin."""
    most_by_occupation: Floats
    """(occupations,) the greatest `most` under each, -inf for none."""
    swept: Swept


def lay_out(places: Opportunities, occupations: int, weights: Weights) -> Directory:
    """The directory of some places, under weights, for so many codes of occupations."""
    on_map, bands = _from_south_to_north(places)
    musts = _rarest_first(places.musts)
    rows, skilled = _found_together(places, musts, on_map)
    places = places.take(rows)
    most = _score_of_nobody(places, weights, musts=places.musts.sizes, merits=places.merits.sizes)
    most += weights.distance
    on_the_map = on_map[rows].astype(np.int32)
    jobs = places.occupation[skilled:]
    by_occupation = _starts(jobs, occupations) + skilled
    return Directory(
        rows=rows,
        ids=places.ids,
        facts=records(places),
        musts=Rows.of(musts.take(rows)),
        merits=Rows.of(places.merits),
        languages=Rows.of(places.languages),
        anywhere=int(bands[0]),
        bands=bands,
        longitude=places.longitude[np.argsort(on_the_map)],
        on_map=on_the_map,
        job=places.occupation.astype(np.int32),
        most=most,
        by_must=_starts(_first(musts.take(rows[:skilled])), places.musts.width),
        by_occupation=by_occupation,
        most_by_occupation=_greatest(by_occupation, most),
        swept=_sweep(on_the_map, places, most, weights),
    )


def _found_together(places: Opportunities, musts: Lists, on_map: Ints) -> tuple[Ints, int]:
    """The rows in the order of their positions, and how many of them demand skills."""
    asks_skills = musts.sizes > 0
    under = places.occupation.copy()
    under[asks_skills] = _first(musts.take(np.flatnonzero(asks_skills)))
    return np.lexsort((on_map, under, ~asks_skills)), int(asks_skills.sum())


def _starts(ascending: Ints, width: int) -> Ints:
    """Where the places under each code begin, and where the last end: (width + 1,)."""
    return np.searchsorted(ascending, np.arange(width + 1)).astype(np.int64)


def _sweep(on_map: Codes, places: Opportunities, most: Floats, weights: Weights) -> Swept:
    """Those of the places, by position, that anybody can find."""
    trained = (places.asks_training == 1) & (places.occupation >= 0)
    chosen = np.flatnonzero((places.musts.sizes == 0) & ~trained)
    positions = chosen[np.argsort(on_map[chosen])]
    places = places.take(positions)
    at, merits = records(places), places.merits
    order = np.argsort(merits.codes, kind="stable")
    step = weights.merit / (merits.sizes + weights.prior_skills)
    return Swept(
        positions=positions.astype(np.int32),
        on_map=on_map[positions],
        points=np.nan_to_num(np.stack([at[axis] for axis in "xyz"])).astype(np.float32),
        bare=_score_of_nobody(places, weights, musts=0, merits=0).astype(np.float32),
        merit_step=step.astype(np.float32),
        by_merit=_starts(merits.codes[order], merits.width),
        with_merit=merits.owners[order].astype(np.int32),
        most=float(np.max(most[positions], initial=-np.inf)),
    )


def _from_south_to_north(places: Opportunities) -> tuple[Ints, Ints]:
    """Each row's place on the map, and each band's first."""
    known = ~(np.isnan(places.latitude) | np.isnan(places.longitude))
    latitude = np.where(known, places.latitude, -90.0)
    band = np.minimum((latitude + 90) / BAND_DEGREES, BANDS - 1).astype(np.int64)
    band = np.where(known, band, -1)
    rows = np.lexsort((places.ids, places.longitude, band))
    on_map = np.empty(len(rows), np.int64)
    on_map[rows] = np.arange(len(rows))
    return on_map, _starts(band[rows], BANDS)


def _rarest_first(lists: Lists) -> Lists:
    """The lists with the code that fewest have first."""
    common = np.bincount(lists.codes, minlength=1)[lists.codes]
    order = np.lexsort((lists.codes, common, lists.owners))
    return Lists(lists.offsets, lists.codes[order], lists.values[order])


def _first(lists: Lists) -> Ints:
    """The first code of each list, none of them empty."""
    return lists.codes[lists.offsets[:-1]]


def _score_of_nobody(places: Opportunities, weights: Weights, *, musts: Any, merits: Any) -> Floats:
    """(m,) the score of meeting so many musts and merits, and nothing more."""
    counts = Comparison(
        *(-1, places.musts.sizes, musts, 0, places.merits.sizes, merits, 0, 0, 0, 0, 0)
    )
    unlimited = places.columns((1, -1))
    unlimited.travel_limit = -1
    return np.asarray(total(unlimited, counts, weights), np.float64).reshape(len(places))


def _greatest(starts: Ints, values: Floats) -> Floats:
    """The greatest value under each code; -inf for none."""
    found = np.full(len(starts) - 1, -np.inf)
    codes = np.repeat(np.arange(len(found)), np.diff(starts))
    np.maximum.at(found, codes, values[starts[0] : starts[-1]])
    return found
