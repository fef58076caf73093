"""Which language everybody speaks in a country, and which pages somebody reads.

Spoken languages are codes of the list `language`, which has one Norwegian; pages are in Bokmål.
"""

from __future__ import annotations

OWN = {"SE": "sv", "NO": "no"}
PAGES = {"no": "nb"}


def own_language(country: str) -> str:
    """The code of the language that everybody speaks in a country."""
    return OWN.get(country, "sv")


def pages_of(language: str) -> str:
    """The language of pages and letters for a spoken one."""
    return PAGES.get(language, language)
