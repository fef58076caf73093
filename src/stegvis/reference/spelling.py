"""Words made comparable, however they are typed."""

from __future__ import annotations

import re
import unicodedata

_NORDIC = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})
_NOT_A_LETTER = re.compile(r"[^\w+#]+|_")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def plain(text: str) -> str:
    """Lower case with single spaces for everything that is no letter, digit, + or #."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _NOT_A_LETTER.sub(" ", visible.casefold()).strip()


def folded(text: str) -> str:
    """Plain, and without marks on letters: ö, ø and o meet, and no Nordic keyboard is needed."""
    split = unicodedata.normalize("NFD", plain(text).translate(_NORDIC))
    return "".join(char for char in split if not unicodedata.combining(char))
