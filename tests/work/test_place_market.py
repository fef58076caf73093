"""What the page of a place says of its occupation, with source and year."""

import pytest
from django.urls import reverse

from stegvis.reference import occupations
from stegvis.work.opportunities import market
from stegvis.work.opportunities.models import Opportunity
from tests.work.matching import CHILD_MINDER, LORRY_DRIVER, place


@pytest.fixture
def read(cast, act_as):
    """`read(place)`: its page as Kerstin reads it."""

    def one(row, language="sv"):
        url = reverse("opportunities:place", args=[row.public_id])
        page = act_as(cast.kerstin).get(url, headers={"accept-language": language})
        return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())

    return one


def test_pay_ads_and_courses_of_the_group_are_told_with_source_and_year(cast, read):
    text = read(place(cast, occupation=CHILD_MINDER))
    assert 'Barnskötare</span> <span class="soft small">SSYK 5311' in text
    assert "26 400 kr (median), de flesta mellan 22 200 och 31 000 kr" in text
    assert "SCB, 2023" in text
    assert "Bollnäs: 2 under 2024" in text
    assert "Gävleborgs län: 37 under 2024" in text
    assert "öppna i juni 2025" in text
    assert "Barnskötare, Luleå" in text
    assert "maj 2025" in text


def test_the_group_is_named_in_the_readers_language(cast, read):
    assert '<span lang="en">Heavy truck and lorry drivers</span>' in read(
        place(cast, occupation=LORRY_DRIVER), "en"
    )


def test_without_a_municipality_the_country_alone_is_counted(cast):
    found = market.of_place(place(cast, municipality_code=""), "SE")
    assert [one.where for one in found.ads] == ["Sverige"]


@pytest.mark.parametrize("code", ["", "9999"])
def test_a_place_whose_group_is_not_known_says_nothing(cast, read, code):
    assert "Yrket i Sverige" not in read(place(cast, occupation="", ssyk4=code))


def test_norway_is_not_shown_swedish_figures(cast):
    row = place(cast, occupation=CHILD_MINDER)
    assert market.of_place(row, "SE") is not None
    assert market.of_place(row, "NO") is None


def test_suppressed_pay_is_left_out_and_never_a_zero(cast):
    for code in (one for one in occupations.groups() if len(one) == 4):
        found = market.of_place(Opportunity(ssyk4=code), "SE")
        assert found.pay is None or found.pay.median > 0
