"""The search boxes understand what people type."""

import csv
import random
from itertools import islice

import pytest
from bench import titles as bench

from stegvis.reference import search, tables, titles
from stegvis.reference.occupations import occupation, occupations
from stegvis.reference.spelling import folded, plain
from stegvis.reference.term_index import Term, TermIndex

pytestmark = pytest.mark.pure


def labels(typed, limit=5):
    return [found.label for found in search.find_occupations(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("undersköterska", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        ("undersk", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        ("usk", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        ("snickare", "Träarbetare/Snickare"),
        ("snekker", "Träarbetare/Snickare"),
        ("personlig ass", "Personlig assistent"),
        ("assistent personlig", "Personlig assistent"),
        ("PERSONLIG  ASSISTENT ", "Personlig assistent"),
        ("vaktis", "Fastighetsskötare"),
        ("barneveileder", "Barnskötare"),
        ("stadare", "Städare"),
        ("städre", "Städare"),
        ("lokalvård", "Städare"),
        ("forskollarare", "Förskollärare"),
        ("förskolärare", "Förskollärare"),
        ("servitris", "Servitör/Servitris"),
        ("nattundersköterska", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        ("sykepleier", "Sjuksköterska, grundutbildad"),
        ("truckför", "Truckförare"),
    ],
)
def test_an_everyday_title_leads_to_its_occupation(typed, label):
    assert label in labels(typed)


def test_a_word_typed_whole_comes_first():
    for typed, first in (("tolk", "Tolk"), ("städare", "Städare"), ("kock", None)):
        found = search.find_occupations(typed)[0]
        assert found.through.lower() == typed or found.label == first


def test_compounds_follow_the_word_itself():
    found = labels("snickare", 10)
    assert found[0] == "Träarbetare/Snickare"
    assert "Möbelsnickare" in found


def test_the_word_that_matched_is_shown_unless_it_is_the_label():
    assert search.find_occupations("usk")[0].through == "usk"
    assert search.find_occupations("tolk")[0].through == ""


def test_a_sentence_finds_what_one_of_its_words_means():
    assert "Städare" in labels("städare på skola")
    assert any("Kock" in label for label in labels("jag har jobbat som kock"))


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\0", "🙂", "qqqqqqqq", "a" * 10_000])
def test_nonsense_finds_nothing_and_harms_nothing(typed):
    assert search.find_occupations(typed) == []


def test_only_current_occupations_are_offered():
    for typed in ("klottersanerare", "a", "e", "ar", "tekniker"):
        for found in search.find_occupations(typed, 50):
            assert found.concept_id in occupations()


def test_a_retired_occupations_name_leads_to_its_successor():
    retired = next(
        word
        for ids in titles.everyday_titles().values()
        for word in ids
        if occupation(word).successor
    )
    successor = occupation(occupation(retired).successor)
    assert successor.label in labels(occupation(retired).label)


def test_the_answer_is_the_same_each_time_and_ordered():
    found = search.find_occupations("montör", 20)
    assert found == search.find_occupations("montör", 20)
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert len({f.concept_id for f in found}) == len(found) == 20
    assert found[:5] == search.find_occupations("montör", 5)


def test_skills_and_languages_have_the_same_box():
    assert search.find_skills("omvård")[0].label.startswith("Omvård")
    assert any(f.label == "Fastighetsskötsel" for f in search.find_skills("fastighetsskötsl"))
    assert search.find_languages("arab")[0].label == "Arabiska"
    assert search.find_languages("somalska")[0].label == "Somaliska"
    assert search.find_languages("sv")[0].label == "Svenska"


def test_a_field_of_working_life_is_found_by_a_word_of_its_name():
    assert [f.label for f in search.find_fields("transp")] == ["Transport, distribution, lager"]
    assert [f.label for f in search.find_fields("lager")] == ["Transport, distribution, lager"]
    assert search.find_fields("snickare") == []


def test_a_title_with_one_slip_is_still_found():
    """A sample of what bench/titles.py measures in full."""
    chance = random.Random(7)
    for every in (bench.listed_titles()[0], bench.words_in_ads()[0]):
        sample = chance.sample(every, 150)
        assert bench.recall(bench.ours, sample, seed=7) >= 0.98


def test_every_synonym_of_ours_names_an_existing_occupation_and_a_source():
    with tables.text("synonyms_stegvis.csv") as lines:
        rows = list(csv.DictReader(lines))
    known = {one.label for one in occupations().values()}
    assert all(row["occupation_label"] in known for row in rows)
    assert all(row["source"] and row["language"] in {"sv", "nb"} for row in rows)
    for row in rows:
        assert row["occupation_label"] in labels(row["term"]), row["term"]


def test_every_word_means_a_current_occupation():
    assert all(
        set(word.concept_ids) <= occupations().keys() and word.concept_ids
        for word in titles.words()
    )
    kinds = {word.kind for word in islice(titles.words(), 0, None, 7)}
    assert kinds == set(search.RANKS)


def test_spelling_is_levelled():
    assert folded("  Køk-Chef ") == folded("KÖK  chef") == "kok chef"
    assert plain("IT-chef/CIO") == "it chef cio"
    assert folded("Djur\u00admål") == "djurmal"
    assert plain("C++ c#") == "c++ c#"


def test_an_index_prefers_the_nearer_of_equal_matches_and_what_is_asked_for_most():
    index = TermIndex(
        [Term("Kock", "a", 3.0), Term("Kock", "b", 0.0), Term("Kockar", "c"), Term("Kocken", "d")],
        {"d": 1.0},
    )
    assert [match.target for match in index.search("kock")] == ["b", "a", "d", "c"]
