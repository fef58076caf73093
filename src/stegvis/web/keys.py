"""Keys of the staff's pages: said here once, for the script and for the help.

A key is pressed alone; two are pressed one after the other. None works while somebody types, and
all of them can be turned off (WCAG 2.2, criterion 2.1.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GO = "g"
"""Pressed before the letter of a page in the menu."""


@dataclass(frozen=True)
class Key:
    """What a key does.

    `does` is a word of `keys.js`; "press" is whatever on the page says it has the key
    (`data-shortcut`), and "" what the browser does by itself.
    """

    keys: str
    label: str | Promise
    does: str = "press"

    @property
    def parts(self) -> list[str]:
        """The keys, one after the other."""
        return self.keys.split()


KEYS = (
    Key("/", _("Search for a person")),
    Key("n", _("Write a note: about the marked row, or choose whom it is about"), "note"),
    Key("j", _("Next row"), "next"),
    Key("k", _("Previous row"), "previous"),
    Key("Enter", _("Open the marked row"), ""),
    Key("x", _("Select the marked row, or leave it out"), "select"),
    Key("e", _("What to do with those selected"), "together"),
    Key("f", _("Filter the list")),
    Key("?", _("This help"), "help"),
)
