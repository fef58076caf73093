"""What a person can travel to: a stretch of bands, and a bound for the way to a place in them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from stegvis.engine.compiler import compiled
from stegvis.engine.distance import EARTH_RADIUS_KM, ROAD_FACTOR
from stegvis.engine.limits import JOURNEY_TOLERANCE_PERCENT

ROUNDING_KM = 0.06
"""What whole hundreds of metres and single precision take from a distance or give to it at most."""
SINGLE_PRECISION = 1e-5
"""The share of a score that sums in single precision may be wrong by."""


class Reach(NamedTuple):
    """How far a person comes, in single precision: rather too far than not far enough."""

    x: Any
    y: Any
    z: Any
    chord_squared: Any
    """The longest straight line on the unit sphere, squared."""
    points: Any
    """What the way there gives next door,"""
    per_chord: Any
    """what each length of straight line takes of it,"""
    least: Any
    """and what it gives at the farthest."""
    most: Any
    """No score is greater."""
    slack: Any
    """Points by which a bound may lie below the score."""
    south: int
    """The first band,"""
    north: int
    """and the one after the last."""


@compiled
def reach_of(s: Any, edges: Any, most: float, w: Any) -> Reach:
    """How far the person of a record comes, with weights and the greatest score there is."""
    limit_km = s.travel_limit if s.travel_limit > 0 else w.unlimited_km
    south, north, chord = 1, len(edges) + 2, np.inf
    if s.travel_limit > 0:
        road_km = s.travel_limit * (1 + JOURNEY_TOLERANCE_PERCENT / 100) + ROUNDING_KM
        chord = road_km / ROAD_FACTOR / EARTH_RADIUS_KM
        degrees = math.degrees(chord)
        if not (np.isnan(s.latitude) or np.isnan(s.longitude)):
            south = _band(edges, s.latitude - degrees)
            north = _band(edges, s.latitude + degrees) + 1
    return Reach(
        np.float32(s.x),
        np.float32(s.y),
        np.float32(s.z),
        np.float32(chord * chord),
        np.float32(w.distance),
        np.float32(w.distance * EARTH_RADIUS_KM * ROAD_FACTOR / limit_km),
        np.float32(-w.distance * JOURNEY_TOLERANCE_PERCENT / 100),
        np.float32(most),
        np.float32(w.distance / limit_km * ROUNDING_KM + SINGLE_PRECISION * most),
        south,
        north,
    )


@compiled
def _band(edges: Any, latitude: float) -> int:
    """The band of a latitude."""
    band = 1
    for edge in edges:
        band += edge <= latitude
    return band


@compiled
def squared_chord(reach: Reach, x: Any, y: Any, z: Any) -> Any:
    """The straight line to a point, squared; NaN where a point is unknown."""
    dx, dy, dz = x - reach.x, y - reach.y, z - reach.z
    return dx * dx + dy * dy + dz * dz


@compiled
def way_at_best(reach: Reach, chord_squared: Any) -> Any:
    """What the way gives at best: the chord is never longer than the road."""
    left = reach.points - reach.per_chord * np.sqrt(chord_squared)
    farthest = max(left, reach.least)
    return np.float32(0.0) if np.isnan(chord_squared) else farthest
