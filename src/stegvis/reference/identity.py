"""Identity numbers of Sweden and Norway: validated by arithmetic, without any register.

Sources: Skatteverket, SKV 704 (personnummer) and SKV 707 (samordningsnummer: day + 60; check digit
by the Luhn method, modulus 10); Skatteetaten on fødselsnummer and D-nummer (day + 40; two check
digits, modulus 11). Norwegian synthetic numbers have 40 or 80 added to the month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PERSONNUMMER = "personnummer"
SAMORDNINGSNUMMER = "samordningsnummer"
FODSELSNUMMER = "fodselsnummer"
D_NUMBER = "d_number"

_SWEDISH = re.compile(r"(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{3})(\d)")
_INTERIM = re.compile(r"(\d{2})?\d{6}[-+]?[A-Z]\d{3}", re.IGNORECASE)
_WEIGHTS_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


class IdentityError(ValueError):
    """Not a valid number. `code`: length, characters, date, checksum, future, interim."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A valid number: 12 digits for Sweden, 11 for Norway."""

    kind: str
    country: str
    normalised: str
    birth_date: date


def parse_identity(text: str, *, today: date, allow_synthetic: bool = False) -> IdentityNumber:
    """Read a number as people write it; IdentityError says what is wrong.

    Eleven digits are Norwegian, ten or twelve Swedish.
    """
    compact = re.sub(r"[\s.]", "", text).replace("–", "-").replace("−", "-")
    if _INTERIM.fullmatch(compact):
        raise IdentityError("interim")
    if not compact or not re.fullmatch(r"[\d+-]+", compact):
        raise IdentityError("characters")
    digits = re.sub(r"\D", "", compact)
    if len(digits) == 11 and "+" not in compact:
        return _norwegian(digits, today, allow_synthetic)
    match = _SWEDISH.fullmatch(compact)
    if match is None:
        raise IdentityError("length")
    return _swedish(match, today)


def _swedish(match: re.Match[str], today: date) -> IdentityNumber:
    century, year, month, day, sign, serial, check = match.groups()
    if serial == "000" or luhn_digit(year + month + day + serial) != int(check):
        raise IdentityError("checksum")
    number_day = int(day)
    kind = SAMORDNINGSNUMMER if number_day > 60 else PERSONNUMMER
    real_day = number_day - 60 if kind == SAMORDNINGSNUMMER else number_day
    full_year = int(century + year) if century else _swedish_year(int(year), sign, today)
    born = _date(full_year, int(month), real_day)
    if century is None and not sign and born > today:
        born = _date(full_year - 100, int(month), real_day)
    if born > today:
        raise IdentityError("future")
    normalised = f"{born.year:04d}{month}{day}{serial}{check}"
    return IdentityNumber(kind, "SE", normalised, born)


def _swedish_year(two_digits: int, sign: str, today: date) -> int:
    """The latest year that isn't ahead; a plus sign says a hundred years or more."""
    year = today.year - (today.year - two_digits) % 100
    return year - 100 if sign == "+" else year


def luhn_digit(digits: str) -> int:
    """The check digit of modulus 10 (Luhn) for a string of digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return -total % 10


def _norwegian(digits: str, today: date, allow_synthetic: bool) -> IdentityNumber:
    if _modulus_11(digits[:9], _WEIGHTS_FIRST) != int(digits[9]) or _modulus_11(
        digits[:10], _WEIGHTS_SECOND
    ) != int(digits[10]):
        raise IdentityError("checksum")
    day, month, year, individual = (
        int(digits[0:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6:9])
    )  # fmt: skip
    kind = D_NUMBER if day > 40 else FODSELSNUMMER
    day = day - 40 if kind == D_NUMBER else day
    if month > 12:
        if not allow_synthetic:
            raise IdentityError("date")
        month = month - 80 if month > 80 else month - 40
    born = _date(_norwegian_year(year, individual), month, day)
    if born > today:
        raise IdentityError("future")
    return IdentityNumber(kind, "NO", digits, born)


def _norwegian_year(year: int, individual: int) -> int:
    """The century from the individual number, as Skatteetaten's table has it."""
    if individual < 500:
        return 1900 + year
    if individual < 750 and year >= 54:
        return 1800 + year
    if year < 40:
        return 2000 + year
    if individual >= 900:
        return 1900 + year
    raise IdentityError("date")


def _modulus_11(digits: str, weights: tuple[int, ...]) -> int:
    """The check digit of modulus 11; 10 can't be written and so never fits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return -total % 11


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise IdentityError("date") from error
