"""Phone numbers and e-mail addresses, written in one way so that they can be compared.

Somebody writes the same number as 070-123 45 67 or +46701234567 before anybody knows which country
they are in. Numbers of Sweden begin with a 0 at home and those of Norway have none, so that one
form of the number at home is enough to tell them apart. A phone set to Arabic writes ٠٧٠.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_NUMBER = re.compile(r"\+?[\d\s()/.-]+")
_DIGITS = range(5, 16)
_AT_HOME = {"46": "0", "47": ""}
"""What a number begins with at home instead of the country's code."""
LONGEST_AT_HOME = 9
"""Digits of a number in Sweden or Norway without its zero: a longer one begins with the code."""


def is_phone(text: str) -> bool:
    """Whether it is one phone number: 5 to 15 digits, perhaps a + first."""
    return bool(_NUMBER.fullmatch(text)) and sum(char.isdigit() for char in text) in _DIGITS


def is_email(text: str) -> bool:
    """Whether it is one e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def one_form(typed: str) -> str:
    """The number or the address in one form; '' when it is neither."""
    text = typed.strip()
    if "@" in text:
        return text.casefold() if is_email(text) else ""
    if not _NUMBER.fullmatch(text):
        return ""
    text = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    digits = re.sub(r"\D", "", text)
    is_abroad = text.startswith(("+", "00"))
    if is_abroad:
        digits = digits.removeprefix("00")
    if len(digits) not in _DIGITS:
        return ""
    return _at_home(digits) if is_abroad else digits


def bare(typed: str) -> str:
    """What a number or an address is known again by: the form without what people leave out, the
    country's code with or without its +, and the zero at home, which a spreadsheet loses.
    """
    form = one_form(typed)
    if "@" in form or form.startswith("+"):
        return form
    if form[:2] in _AT_HOME and len(form) > LONGEST_AT_HOME:
        form = form[2:]
    return form.removeprefix("0")


def _at_home(digits: str) -> str:
    code, number = digits[:2], digits[2:]
    if code in _AT_HOME:
        return _AT_HOME[code] + number.removeprefix("0")
    return f"+{digits}"
