"""Sorting names as Swedes and Norwegians do, through a key stored beside the name.

Swedish: å, ä, ö come after z in that order, æ sorts with ä and ø with ö, ü with y.
Norwegian: æ, ø, å come after z in that order, ä sorts with æ and ö with ø, aa with å in names.
Source: Unicode CLDR root collation tailored for sv and nb.
"""

from __future__ import annotations

import unicodedata

_AFTER_Z = {
    "SE": {"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c", "ü": "y", "đ": "d", "ð": "d"},
    "NO": {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c", "ü": "y", "đ": "d", "ð": "d"},
}
MAX_LENGTH = 200


def sort_key(text: str, country: str) -> str:
    """A key whose byte order is the alphabet's order in the country."""
    table = _AFTER_Z.get(country, _AFTER_Z["SE"])
    lowered = unicodedata.normalize("NFC", text).casefold().replace("ß", "ss")
    if country == "NO":
        lowered = lowered.replace("aa", "å")
    return "".join(_letter(char, table) for char in lowered)[:MAX_LENGTH]


def _letter(char: str, table: dict[str, str]) -> str:
    if char in table:
        return table[char]
    base = unicodedata.normalize("NFD", char)
    plain = "".join(c for c in base if not unicodedata.combining(c))
    return plain if plain.isalnum() else " "
