"""Organisation numbers of Sweden and Norway, as people write them."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

FAULTS: dict[str, Promise] = {
    "length_SE": _("An organisation number has ten digits."),
    "length_NO": _("An organisation number has nine digits."),
    "personal": _(
        "This is a personal identity number, which isn't kept here. "
        "Leave the field empty for a sole trader."
    ),
    "checksum": _("The last digit doesn't fit the rest. Check for a typing error."),
}


class NumberFaultError(ValueError):
    """Not a number to keep; `sentence` says what is wrong and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sentence = FAULTS[code]


def normalise(text: str, country: str) -> str:
    """The digits alone: ten for Sweden, nine for Norway, empty for empty. NumberFaultError.

    The third digit of a Swedish legal person's number is at least 2 (SFS 1974:174); below that it
    is a sole trader's personal identity number.
    """
    compact = re.sub(r"[\s.\-–]", "", text)
    if not compact:
        return ""
    if country == "NO":
        return _norwegian(compact.upper().removeprefix("NO").removesuffix("MVA"))
    return _swedish(compact)


def _swedish(digits: str) -> str:
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if re.fullmatch(r"(19|20)\d{10}", digits):
        raise NumberFaultError("personal")
    if not re.fullmatch(r"\d{10}", digits):
        raise NumberFaultError("length_SE")
    if digits[2] < "2":
        raise NumberFaultError("personal")
    if not swedish.is_valid(digits):
        raise NumberFaultError("checksum")
    return digits


def _norwegian(digits: str) -> str:
    if not re.fullmatch(r"\d{9}", digits):
        raise NumberFaultError("length_NO")
    if not norwegian.is_valid(digits):
        raise NumberFaultError("checksum")
    return digits


def shown(number: str) -> str:
    """As it is written: 556012-5790 in Sweden, 974 760 673 in Norway."""
    if len(number) == 10:
        return f"{number[:6]}-{number[6:]}"
    return " ".join(re.findall(r"\d{3}", number)) if len(number) == 9 else number
