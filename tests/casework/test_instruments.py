"""Instruments are data: what is asked, in every language, on a scale that holds together."""

import copy
import tomllib

import pytest
from django.utils import translation

from stegvis.casework.situation import instruments
from stegvis.casework.situation.instruments import FaultyInstrumentError, read

pytestmark = pytest.mark.pure


@pytest.fixture
def told():
    file = instruments.DATA / "life_areas_1.toml"
    return copy.deepcopy(tomllib.loads(file.read_text("utf-8")))


def test_ten_areas_are_asked_of_both_on_five_steps():
    areas = instruments.current("life_areas")
    assert areas.item_keys == (
        "work", "education", "language", "health", "family", "housing", "money", "network",
        "digital", "influence",
    )  # fmt: skip
    assert (areas.lowest, areas.highest) == (1, 5)
    assert areas.respondents == ("person", "coordinator")
    assert areas.chosen_between == 3
    assert areas.interval.days == 90


def test_the_words_follow_the_language_of_the_page():
    area = instruments.current("life_areas").item("influence")
    said = []
    for language in ("sv", "sv-simple", "nb", "en", "uk", "fi"):
        with translation.override(language):
            said.append(str(area.name))
    assert said == [
        "Inflytande över mitt liv",
        "Att bestämma själv",
        "Innflytelse over eget liv",
        "Influence over my life",
        "Вплив на власне життя",
        "Influence over my life",
    ]


def test_every_version_shipped_holds_together_and_says_who_may_use_it():
    assert instruments.versions()
    for one in instruments.versions().values():
        assert one.licence, one.key
        assert one.source, one.key


def without_swedish(told):
    del told["items"][0]["name"]["sv"]


def with_a_twin(told):
    told["items"].append(told["items"][0])


def with_a_gap(told):
    del told["anchors"][2]


def with_a_stranger(told):
    told["respondents"] = ["neighbour"]


def with_too_many_chosen(told):
    told["chosen_between"] = 11


def without_licence(told):
    del told["licence"]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without_swedish, "work, name: no text in sv"),
        (with_a_twin, "an item has the key of another"),
        (with_a_gap, "the steps of the scale don't follow each other"),
        (with_a_stranger, "respondents are among person, coordinator"),
        (with_too_many_chosen, "more items are chosen in between than there are"),
        (without_licence, "licence is missing"),
    ],
)
def test_a_definition_that_does_not_hold_together_says_where(told, spoil, sentence):
    spoil(told)
    with pytest.raises(FaultyInstrumentError, match=sentence):
        read(told)
