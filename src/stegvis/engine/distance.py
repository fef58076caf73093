"""How far it is by road, about: great circle × a factor, in whole hundreds of metres.

Whole numbers compare the same on every machine and are as much precision as the method has. The
arithmetic is made of +, −, ×, ÷ and square roots alone, which IEEE 754 rounds the same everywhere:
so the arrays, a single pair and the compiled search have the same answer to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.facts import UNKNOWN, Floats, Ints

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG."""
ROAD_FACTOR = 1.343
"""Road over crow's flight, mean of 300 European cities; label every answer "about"."""


def road_hectometres(
    from_latitude: Floats, from_longitude: Floats, to_latitude: Floats, to_longitude: Floats
) -> Ints:
    """Distance in hundreds of metres by road, broadcast; UNKNOWN where a point is NaN."""
    x, y, z = unit(from_latitude, from_longitude)
    u, v, w = unit(to_latitude, to_longitude)
    hectometres = along_the_road((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2)
    return np.where(np.isnan(hectometres), UNKNOWN, np.nan_to_num(hectometres)).astype(np.int64)


def unit(latitude: Floats, longitude: Floats) -> tuple[NDArray[np.float64], ...]:
    """Points on the unit sphere: x, y and z, each like the latitude."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)


def along_the_road(chord_squared: Any) -> Any:
    """Hundreds of metres by road, whole, from the squared chord between points on the unit sphere.

    An array, a number, or a number in compiled code; NaN stays NaN.
    """
    half_chord = np.sqrt(chord_squared) / 2
    crow_km = 2 * EARTH_RADIUS_KM * _arc_sine(np.minimum(half_chord, 1.0))
    return np.rint(crow_km * ROAD_FACTOR * 10)


def _arc_sine(sine: Any) -> Any:
    """The angle, 0 to π/2: halved twice, then ten terms of the series; wrong by 1e-10 at most."""
    quarter = _half_angle(_half_angle(sine))
    q = quarter * quarter
    series = 12155 / 1245184
    series = 6435 / 557056 + q * series
    series = 143 / 10240 + q * series
    series = 231 / 13312 + q * series
    series = 63 / 2816 + q * series
    series = 35 / 1152 + q * series
    series = 5 / 112 + q * series
    series = 3 / 40 + q * series
    series = 1 / 6 + q * series
    return 4 * (quarter + quarter * q * series)


def _half_angle(sine: Any) -> Any:
    """The sine of half the angle, 0 to π/2."""
    return sine / np.sqrt(2 * (1 + np.sqrt(1 - sine * sine)))
