"""Where in the directory lies what a person can travel to: a few runs of the map."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from stegvis.engine.compiler import compiled
from stegvis.engine.directory import BAND_DEGREES, BANDS, Codes, Directory
from stegvis.engine.distance import EARTH_RADIUS_KM, ROAD_FACTOR
from stegvis.engine.limits import JOURNEY_TOLERANCE_PERCENT


@compiled
def within_reach(s: Any, directory: Directory, runs: Codes) -> int:
    """Write the runs of the map that hold every place within the travel limit; how many runs.

    Corners beyond it come along. The limit itself is judged with the others.
    """
    count = 0
    if directory.anywhere > 0:
        runs[0, 0], runs[0, 1] = 0, directory.anywhere
        count = 1
    if np.isnan(s.latitude) or np.isnan(s.longitude) or s.travel_limit <= 0:
        runs[count, 0], runs[count, 1] = directory.anywhere, len(directory.rows)
        return count + 1
    along, across = _degrees_in_reach(s)
    south = _band(s.latitude - along)
    for band in range(south, _band(s.latitude + along) + 1):
        first, end = directory.bands[band], directory.bands[band + 1]
        if abs(s.longitude) + across <= 180:
            first = first_from(directory.longitude, first, end, s.longitude - across)
            end = first_from(directory.longitude, first, end, s.longitude + across)
        if first < end:
            runs[count, 0], runs[count, 1] = first, end
            count += 1
    return count


@compiled
def _degrees_in_reach(s: Any) -> tuple[float, float]:
    """Degrees of latitude and of longitude that the travel limit reaches at most."""
    kilometres = s.travel_limit * (1 + JOURNEY_TOLERANCE_PERCENT / 100) + 0.1
    angle = kilometres / ROAD_FACTOR / EARTH_RADIUS_KM
    along = math.degrees(angle) + 1e-6
    if abs(s.latitude) + along >= 90:
        return along, 360.0
    across = math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(s.latitude))))
    return along, math.degrees(across) + 1e-6


@compiled
def _band(latitude: float) -> int:
    return min(max(int((latitude + 90) / BAND_DEGREES), 0), BANDS - 1)


@compiled
def first_from(ascending: Any, first: int, end: int, least: float) -> int:
    """The first index from `first` to `end` whose value is at least so much."""
    left = end - first
    while left > 0:
        half = (left + 1) // 2
        first += half * (ascending[first + half - 1] < least)
        left -= half
    return first
