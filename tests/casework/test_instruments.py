"""Instruments are data: what is asked, in every language, on a scale that holds together."""

import copy

import pytest
from django.utils import translation

from stegvis.casework.situation import catalogue
from stegvis.casework.situation.instruments import reading
from stegvis.casework.situation.instruments.faults import FaultyInstrumentError
from stegvis.casework.situation.instruments.shipped import DATA, shipped

pytestmark = pytest.mark.pure

LIFE_AREAS = (DATA / "life_areas_1.toml").read_bytes()


@pytest.fixture
def told():
    return copy.deepcopy(reading.parsed(LIFE_AREAS))


def faults_of(told, language="en"):
    """Each fault as it is read, in the order of the file."""
    with pytest.raises(FaultyInstrumentError) as caught, translation.override(language):
        reading.read(told)
    with translation.override(language):
        return [str(fault) for fault in caught.value.faults]


def test_ten_areas_are_asked_of_both_on_five_steps():
    areas = catalogue.current("life_areas")
    assert areas.item_keys == (
        "work", "education", "language", "health", "family", "housing", "money", "network",
        "digital", "influence",
    )  # fmt: skip
    assert (areas.lowest, areas.highest) == (1, 5)
    assert areas.respondents == ("person", "coordinator")
    assert areas.chosen_between == 3
    assert areas.interval.days == 90


SAYS_A_MEAN = {
    "sv": "medelvärdet", "nb": "gjennomsnittet", "en": "mean", "sv-simple": "medelvärde",
    "ar": "متوسط", "uk": "середнє", "so": "celceliska", "ti": "ማእከላይ",
}  # fmt: skip


@pytest.mark.parametrize("language", SAYS_A_MEAN)
def test_the_areas_say_that_their_mean_is_drawn_and_a_round_before_keeps_its_words(language):
    before, newest = (catalogue.instrument("life_areas", version) for version in (1, 2))
    assert catalogue.current("life_areas") == newest
    with translation.override(language):
        assert SAYS_A_MEAN[language] in str(newest.about)
        assert SAYS_A_MEAN[language] not in str(before.about)
        told = [[(item.key, str(item.name)) for item in one.items] for one in (before, newest)]
    assert told[0] == told[1]


def test_the_words_follow_the_language_of_the_page():
    area = catalogue.current("life_areas").item("influence")
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
    assert shipped()
    for one in shipped().values():
        assert one.licence, one.key
        assert one.source, one.key


def put(*path):
    """A way to spoil a definition: put the last at the place that the others name."""

    def spoil(told):
        *way, last, value = path
        for step in way:
            told = told[step]
        told[last] = value

    return spoil


def lacking(*path):
    """A way to spoil a definition: take away what stands at a place."""

    def spoil(told):
        *way, last = path
        for step in way:
            told = told[step]
        del told[last]

    return spoil


def with_a_twin(told):
    told["items"].append(told["items"][0])


def with_too_many(told):
    told["items"] = [{**told["items"][0], "key": f"item{n}"} for n in range(41)]


SPOILED = [
    (lacking("licence"), "licence: This is missing"),
    (put("source", "  "), "source: This is missing"),
    (lacking("items", 0, "name", "sv"), "items 1 (work) · name · sv: There is no text in this"),
    (lacking("items", 3, "asks", "nb"), "items 4 (health) · asks · nb: There is no text in this"),
    (lacking("anchors", 4, "en"), "anchors 5 (5) · en: There is no text in this language"),
    (put("name", "tlh", "Hoch"), "name · tlh: Pages aren't read in this language"),
    (put("name", "Areas"), "name: Write one text for each language here"),
    (put("about", "sv", 7), "about · sv: Write a text, within quotation marks"),
    (put("about", "sv", "å" * 401), "about · sv: 401 characters are too many"),
    (put("about", "sv", "Se <b>här</b>"), "about · sv: “<b>” looks like HTML"),
    (put("about", "sv", "a &amp; b"), "about · sv: “&amp;” looks like HTML"),
    (put("about", "sv", "a\x00b"), "about · sv: There is a character here that can't be seen"),
    (put("about", "sv", "a\u202eb"), "about · sv: There is a character here that can't be seen"),
    (put("version", "2"), "version: Write a whole number"),
    (put("version", True), "version: Write a whole number"),
    (put("version", 0), "version: 0 can't be used: write a number from 1 to 9999"),
    (put("interval_days", 2**60), "interval_days: 1152921504606846976 can't be used"),
    (put("chosen_between", 11), "chosen_between: 11 can't be chosen in between of 10 items"),
    (put("chosen_between", -1), "chosen_between: -1 can't be used"),
    (put("respondents", ["neighbour"]), "respondents: “neighbour” can't answer"),
    (put("respondents", []), "respondents: There are 0, and at least 1 are needed"),
    (put("respondents", ["person"] * 3), "respondents: “person” stands here twice"),
    (put("respondents", "person"), "respondents: Write a list of texts"),
    (put("key", "../etc"), "key: “../etc” can't be a key"),
    (put("items", 0, "key", "Work"), "items 1 (Work) · key: “Work” can't be a key"),
    (put("items", 0, "key", "my_words"), "key: A key can't end with “_words”"),
    (put("items", 0, "key", "a" * 41), "can't be a key"),
    (put("items", 0, "colour", "red"), "items 1 (work) · colour: There is no field of this name"),
    (put("items", 0, "work"), "items 1: Write one text for each language here"),
    (put("items", {}), "items: Write each of them as a part of its own, below [[items]]"),
    (put("items", []), "items: There are 0, and at least 1 are needed"),
    (with_too_many, "items: There are 41, and at most 40 have room"),
    (with_a_twin, "items: “work” stands here twice"),
    (put("anchors", 1, "value", 1), "anchors: “1” stands here twice"),
    (put("anchors", 4, "value", 101), "anchors 5 (101) · value: 101 can't be used"),
    (lacking("anchors", 2), "anchors: The steps of the scale have to follow each other. "
     "Missing in between: 3"),
    (put("colour\x1b", "red"), "colour·: There is no field of this name"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED)
def test_each_fault_says_where_it_is_and_what_to_do(told, spoil, sentence):
    spoil(told)
    assert any(sentence in fault for fault in faults_of(told)), faults_of(told)


def test_all_faults_are_told_together(told):
    del told["licence"], told["items"][0]["name"]["sv"]
    told["version"], told["respondents"] = "two", ["neighbour"]
    del told["anchors"][2]
    assert [fault.split(":")[0] for fault in faults_of(told)] == [
        "version", "licence", "respondents", "items 1 (work) · name · sv", "anchors",
    ]  # fmt: skip


def test_faults_are_told_in_the_language_of_the_reader(told):
    del told["licence"]
    assert faults_of(told, "sv") == ["licence: Det här saknas. Skriv det."]
    assert faults_of(told, "nb") == ["licence: Dette mangler. Skriv det."]


@pytest.mark.parametrize("nothing", [{}, {"items": None}, {"anchors": [None, 3, {"value": []}]}])
def test_a_definition_of_something_else_is_no_crash(nothing):
    assert faults_of(nothing)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "There is nothing in the file"),
        (b" \n\n", "There is nothing in the file"),
        (b"key = 1\nname = \n", "From line 2, character 8"),
        (b'key = "life', "ends in the middle of something"),
        ("namn = 'Å'".encode("latin-1"), "isn't text in UTF-8"),
        (b"a" * 300_000, "larger than 256 kB"),
        (b"version = " + b"9" * 5000, "can't be read as TOML"),
        (b"a = " + b"[" * 100_000, "can't be read as TOML"),
        (b"a." * 100_000 + b"a = 1", "can't be read as TOML"),
        (("a = {" + "'a\u2028'." * 20_000 + "a = 1}").encode(), "can't be read as TOML"),
        (b"a." * 50 + b"a = 1", "can't be read as TOML"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(file, sentence):
    with pytest.raises(FaultyInstrumentError) as caught, translation.override("en"):
        reading.parsed(file)
    with translation.override("en"):
        assert sentence in str(caught.value.faults[0])


def test_half_a_file_is_never_an_instrument():
    for cut in range(0, len(LIFE_AREAS), 997):
        with pytest.raises(FaultyInstrumentError):
            reading.read(reading.parsed(LIFE_AREAS[:cut]))


def test_a_file_with_a_mark_of_its_coding_is_read():
    assert reading.read(reading.parsed(b"\xef\xbb\xbf" + LIFE_AREAS)).key == "life_areas"
