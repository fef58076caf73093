"""Reading identity numbers as people write them, and finding persons by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, encryption
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.reference.identity import IdentityError, IdentityNumber, parse_identity

if TYPE_CHECKING:
    from stegvis.casework.people.models import Person

PURPOSE = "person number"

FAULTS: dict[str, str | Promise] = {
    "length": _("An identity number has ten or twelve digits (Norway: eleven)."),
    "characters": _("An identity number has digits and perhaps a - or +, nothing else."),
    "date": _("The number begins with a date that doesn't exist."),
    "checksum": _("The last digit doesn't fit the rest. Check for a typing error."),
    "future": _("The number's birth date is in the future."),
    "interim": _("This is an interim number. Leave the number empty and choose the reason."),
}
"""What is wrong with a number, by the code of IdentityError, in words that name the remedy."""


def read(text: str) -> IdentityNumber:
    """A valid number; NotAllowedNowError says at the field what is wrong."""
    try:
        return parse_identity(text, today=clock.today())
    except IdentityError as error:
        sentence = FAULTS.get(error.code, _("This isn't a valid identity number."))
        raise NotAllowedNowError(sentence, field="number") from error


def taken() -> NotAllowedNowError:
    """The one answer for a number somebody else has, whoever it is and whoever asks."""
    return NotAllowedNowError(
        _("The number can't be registered here. A registrar resolves it."), field="number"
    )


def index(number: str) -> str:
    """The fingerprint stored beside the number."""
    return encryption.blind_index(number, purpose=PURPOSE)


def indexes(number: str) -> list[str]:
    """Every fingerprint the number may be stored under, one for each data key."""
    return encryption.blind_indexes(number, purpose=PURPOSE)


def indexes_of(person: Person) -> list[str]:
    """Every fingerprint that a record of the person's number may have; none without a number."""
    return indexes(person.number) if person.number else []


def indexes_of_text(text: str) -> list[str]:
    """Fingerprints of a number as somebody typed it; none when it isn't a whole, valid number."""
    number = normalised(text)
    return indexes(number) if number else []


def normalised(text: str) -> str:
    """A number as it is stored; empty when the text isn't a whole, valid number."""
    try:
        return parse_identity(text, today=clock.today()).normalised
    except IdentityError:
        return ""
