"""Places laid out so that a search reads few of them: in bands of latitude, with three ways in.

Places stand in the order of their *positions*: first those without a point, then from south to
north in bands of equal height, inside a band from west to east. What lies within reach of a person
is then a handful of runs of positions, and of any ascending list of positions the part within a run
is found by halving.

Every place has exactly one way in:

- `by_must`: it demands skills and stands under the rarest of them; who lacks that one lacks a must.
- `by_occupation`: it demands none, and is close to an occupation that the person has or wants.
- `by_merit`: it demands none, and is found by the welcome skills and the way there alone.
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
    """How many places have no point; they come first."""
    bands: Ints
    """(bands + 1,) each band's first position."""
    longitude: Floats
    """(m,) degrees."""
    points: Bounds
    """(3, m) on the unit sphere, 0 for none; for bounds only."""
    most: Floats
    """(m,) the score at best, without occupation and wish."""
    bare: Bounds
    """(m,) the score without merits, occupation, wish and way; -inf unless found `by_merit`."""
    merit_step: Bounds
    """(m,) points for each merit met."""
    by_must: Rows
    """Skill → ascending positions."""
    by_occupation: Rows
    """Occupation → ascending positions."""
    by_merit: Rows
    """Skill → ascending positions."""
    most_by_occupation: Floats
    """(occupations,) the greatest `most` under each, -inf for none."""
    most_by_merit: float


def lay_out(places: Opportunities, occupations: int, weights: Weights) -> Directory:
    """The directory of some places, under weights, for so many codes of occupations."""
    rows, bands = _from_south_to_north(places)
    places = places.take(rows)
    musts = _rarest_first(places.musts)
    asks_skills = places.musts.sizes > 0
    needs_training = (places.asks_training == 1) & (places.occupation >= 0)
    in_sweep = ~asks_skills & ~needs_training
    most = _score_of_nobody(places, weights, musts=places.musts.sizes, merits=places.merits.sizes)
    bare = _score_of_nobody(places, weights, musts=places.musts.sizes * 0, merits=0)
    by_occupation = _under(places.occupation, ~asks_skills & (places.occupation >= 0), occupations)
    facts = records(places)
    return Directory(
        rows=rows,
        ids=places.ids,
        facts=facts,
        musts=musts,
        merits=Rows.of(places.merits),
        languages=Rows.of(places.languages),
        anywhere=int(bands[0]),
        bands=bands,
        longitude=places.longitude,
        points=np.nan_to_num(np.stack([facts[axis] for axis in "xyz"])).astype(np.float32),
        most=most + weights.distance,
        bare=np.where(in_sweep, bare, -np.inf).astype(np.float32),
        merit_step=(weights.merit / (places.merits.sizes + weights.prior_skills)).astype(
            np.float32
        ),
        by_must=_under(_first(musts, len(places)), asks_skills, places.musts.width),
        by_occupation=by_occupation,
        by_merit=_under_each(places.merits, in_sweep),
        most_by_occupation=_greatest(by_occupation, most + weights.distance),
        most_by_merit=float(np.max(most[in_sweep], initial=-np.inf)) + weights.distance,
    )


def _from_south_to_north(places: Opportunities) -> tuple[Ints, Ints]:
    """The rows in the order of their positions, and each band's first position."""
    known = ~(np.isnan(places.latitude) | np.isnan(places.longitude))
    latitude = np.where(known, places.latitude, -90.0)
    band = np.minimum((latitude + 90) / BAND_DEGREES, BANDS - 1).astype(np.int64)
    band = np.where(known, band, -1)
    rows = np.lexsort((places.ids, places.longitude, band))
    return rows, np.searchsorted(band[rows], np.arange(BANDS + 1)).astype(np.int64)


def _rarest_first(lists: Lists) -> Rows:
    """The lists with the code that fewest have first."""
    common = np.bincount(lists.codes, minlength=1)[lists.codes]
    order = np.lexsort((lists.codes, common, lists.owners))
    return Rows.of(Lists(lists.offsets, lists.codes[order], lists.values[order]))


def _first(lists: Rows, rows: int) -> Ints:
    """The first code of each list, -1 for an empty one."""
    codes = np.append(lists.codes, -1)[lists.starts[:-1]] if rows else lists.codes
    return np.where(np.diff(lists.starts) > 0, codes, -1).astype(np.int64)


def _score_of_nobody(places: Opportunities, weights: Weights, *, musts: Any, merits: Any) -> Floats:
    """(m,) the score of meeting so many musts and merits, and nothing more."""
    counts = Comparison(
        *(-1, places.musts.sizes, musts, 0, places.merits.sizes, merits, 0, 0, 0, 0, 0)
    )
    unlimited = places.columns((1, -1))
    unlimited.travel_limit = -1
    return np.asarray(total(unlimited, counts, weights), np.float64).reshape(len(places))


def _under(codes: Ints, chosen: NDArray[np.bool_], width: int) -> Rows:
    """The chosen positions under their one code."""
    positions = np.flatnonzero(chosen)
    return _postings(codes[positions], positions, width)


def _under_each(lists: Lists, chosen: NDArray[np.bool_]) -> Rows:
    """The chosen positions under each code in their lists."""
    kept = chosen[lists.owners]
    return _postings(lists.codes[kept], lists.owners[kept], lists.width)


def _postings(codes: Ints, positions: Ints, width: int) -> Rows:
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(width + 1)).astype(np.int64)
    return Rows(starts, positions[order].astype(np.int32), np.zeros(0, np.int8))


def _greatest(lists: Rows, values: Floats) -> Floats:
    """The greatest value under each code; -inf for none."""
    found = np.full(len(lists.starts) - 1, -np.inf)
    codes = np.repeat(np.arange(len(found)), np.diff(lists.starts))
    np.maximum.at(found, codes, values[lists.codes])
    return found
