"""Municipalities, postal codes and distances."""

import pytest

from stegvis.reference import places
from stegvis.reference.places import NO, SE, Point

pytestmark = pytest.mark.pure

STOCKHOLM, OSLO = Point(59.3293, 18.0686), Point(59.9139, 10.7522)


def test_every_municipality_of_both_countries_lies_in_a_county():
    found = places.municipalities()
    assert sum(country == SE for country, _ in found) == 290
    assert sum(country == NO for country, _ in found) == 357
    assert all(m.county.name for m in found.values())
    assert len(places.counties()) == 21 + 15


def test_a_municipality_is_found_by_code_and_by_taxonomy_id():
    bollnas = places.municipality(SE, "2183")
    assert (bollnas.name, bollnas.full_name) == ("Bollnäs", "Bollnäs kommun")
    assert places.municipality_of_concept("KxjG_ig5_exF") == bollnas
    assert places.municipality_of_concept("") is None
    assert places.municipality(NO, "2183") is None
    assert places.municipality(NO, "0301").full_name == "Oslo kommune"


@pytest.mark.parametrize(
    ("point", "country", "name"),
    [
        (STOCKHOLM, None, "Stockholm"),
        (OSLO, None, "Oslo"),
        (Point(61.348, 16.395), SE, "Bollnäs"),
        (Point(61.729, 17.104), SE, "Hudiksvall"),
        (Point(59.744, 10.204), NO, "Drammen"),
    ],
)
def test_a_point_in_town_belongs_to_the_towns_municipality(point, country, name):
    assert places.nearest_municipality(point, country).name == name


def test_a_municipality_is_nearest_to_its_own_inner_point():
    found = places.municipalities().values()
    assert all(places.nearest_municipality(m.inside, m.country) == m for m in found)


def test_a_postal_code_is_understood_as_people_write_it():
    for text in ("82130", "821 30", "SE-821 30", " 82130 "):
        assert places.postal_code(text).locality == "Bollnäs"
    assert places.postal_code("82130").municipality_code == "2183"
    assert places.postal_code("00000") is None
    assert places.postal_code("") is None


def test_every_postal_code_and_locality_lies_in_a_known_municipality():
    known = {code for country, code in places.municipalities() if country == SE}
    assert {p.municipality_code for p in places.postal_codes().values()} <= known
    assert {p.municipality_code for p in places.localities()} <= known
    assert any(p.point is None for p in places.localities())


def test_the_middle_of_a_county_is_the_mean_of_its_municipalities():
    gotland = places.counties()[SE, "09"]
    assert gotland.centre == places.municipality(SE, "0980").centre
    gavleborg = places.counties()[SE, "21"]
    inside = [m.centre for m in places.municipalities().values() if m.county == gavleborg]
    assert len(inside) == 10
    assert gavleborg.centre.latitude == pytest.approx(sum(p.latitude for p in inside) / 10)
    assert gavleborg.centre.longitude == pytest.approx(sum(p.longitude for p in inside) / 10)


def test_every_county_has_its_middle_nearest_to_a_municipality_of_its_country():
    for county in places.counties().values():
        assert places.nearest_municipality(county.centre).country == county.country
