"""What a list's address may say, and what it never does."""

import pytest
from django.http import QueryDict

from stegvis.core.lists.narrowing import Facet, Narrowing

pytestmark = pytest.mark.pure

FACETS = (
    Facet("whose", "Vems", (("mine", "Mina"), ("unit", "Enhetens")), arranges=True),
    Facet("phase", "Fas", (("1", "Ny"), ("2", "Studier"))),
    Facet("late", "Sena", (("1", "bara dessa"),)),
)


def read(query):
    return Narrowing.read(FACETS, QueryDict(query))


def test_what_no_facet_knows_is_dropped_from_the_address():
    assert read("phase=2&phase=9&name=Amina&q=Warsame&whose=x").query == "phase=2"


def test_one_choice_has_one_address_however_it_was_typed():
    assert read("late=1&phase=2&phase=1&phase=2").query == read("phase=1&phase=2&late=1").query


def test_what_arranges_a_list_holds_one_code_and_begins_with_the_first():
    assert read("").one("whose") == "mine"
    assert read("whose=unit&whose=mine").one("whose") == "mine"


def test_a_chip_leads_to_the_list_without_its_filter():
    chips = read("whose=unit&phase=1&phase=2&late=1").chips
    assert [(chip.label, chip.word) for chip in chips] == [
        ("Fas", "Ny"), ("Fas", "Studier"), ("Sena", ""),
    ]  # fmt: skip
    assert chips[0].without == "whose=unit&phase=2&late=1"
    assert read("whose=unit&phase=1").without_filters == "whose=unit"


def test_another_arrangement_keeps_the_filters():
    assert read("phase=2").with_(whose="unit") == "whose=unit&phase=2"
