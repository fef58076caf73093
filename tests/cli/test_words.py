"""Numbers and their words on the command line."""

import pytest

from stegvis.cli.words import counted

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("number", "sentence"), [(0, "0 faults"), (1, "1 fault"), (2, "2 faults"), (21, "21 faults")]
)
def test_one_is_not_many(number, sentence):
    assert counted(number, "fault") == sentence


def test_a_verb_follows_its_number():
    assert counted(1, "seal holds", "seals hold") == "1 seal holds"
    assert counted(3, "seal holds", "seals hold") == "3 seals hold"
