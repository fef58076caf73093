"""How far it is by road, about: the crow's flight times a factor."""

import numpy as np
import pytest

from stegvis.engine.distance import ROAD_FACTOR, road_hectometres
from stegvis.engine.facts import UNKNOWN

pytestmark = pytest.mark.pure

STOCKHOLM, OSLO = (59.3293, 18.0686), (59.9139, 10.7522)


def _crow_km(one, other):
    road = road_hectometres(*(np.array([degrees]) for degrees in (*one, *other)))
    return road[0] / 10 / ROAD_FACTOR


def test_stockholm_to_oslo_is_some_416_kilometres_as_the_crow_flies():
    assert _crow_km(STOCKHOLM, OSLO) == pytest.approx(416.5, abs=2)
    assert _crow_km(OSLO, STOCKHOLM) == _crow_km(STOCKHOLM, OSLO)
    assert _crow_km(OSLO, OSLO) == 0


def test_half_way_round_the_earth_is_half_its_girth():
    assert _crow_km((90, 0), (-90, 0)) == pytest.approx(20_015, abs=1)


def test_an_unknown_point_is_unknown_and_never_near():
    assert road_hectometres(*(np.array([d]) for d in (59.3, 18.0, np.nan, 10.7)))[0] == UNKNOWN
