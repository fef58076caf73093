"""The languages that pages are read in, and how far each has come. Data in one place.

The whole product is in the first three. The others are for what a participant meets: their pages,
signing in and the messages to them; what isn't in their catalogue is shown in Swedish.
Imported by the settings, so nothing here needs Django to be set up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the pages.

    `code` is its tag (BCP 47; `simple` is a registered variant), `name` its own name for itself.
    `is_whole`: every page is in it. `is_reviewed`: somebody who speaks it has read the texts; until
    then each page says that they are a draft. `letters`: letters that the house's font lacks, by
    the name of the style sheet that brings them.
    """

    code: str
    name: str
    is_whole: bool = False
    is_reviewed: bool = False
    letters: str = ""


LANGUAGES = (
    Language("sv", "Svenska", is_whole=True, is_reviewed=True),
    Language("sv-simple", "Lätt svenska"),
    Language("nb", "Norsk bokmål", is_whole=True, is_reviewed=True),
    Language("en", "English", is_whole=True, is_reviewed=True),
    Language("ar", "العربية", letters="arabic"),
    Language("uk", "Українська", letters="cyrillic"),
    Language("so", "Soomaali"),
    Language("ti", "ትግርኛ", letters="ethiopic"),
)

BY_CODE = {language.code: language for language in LANGUAGES}
WHOLE = tuple(language for language in LANGUAGES if language.is_whole)
CHOICES = [(language.code, language.name) for language in LANGUAGES]
WHOLE_CHOICES = [(language.code, language.name) for language in WHOLE]
