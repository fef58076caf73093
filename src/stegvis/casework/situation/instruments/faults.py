"""What can be wrong with a definition: by code, each with a sentence that names the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Place = tuple[str, ...]
"""The way to a value in the file, by the names that stand there."""

SENTENCES: dict[str, str | Promise] = {
    "too_large": _("The file is larger than %(most)s kB. An instrument is far smaller."),
    "not_utf8": _("The file isn't text in UTF-8. Save it as UTF-8 and take it again."),
    "empty": _("There is nothing in the file."),
    "no_toml": _(
        "From line %(line)s, character %(column)s, the file can't be read. A quotation mark or a "
        "bracket may be missing there."
    ),
    "cut": _("The file ends in the middle of something. It may be cut off: fetch it again."),
    "strange": _("The file can't be read as TOML. Begin with the template."),
    "missing": _("This is missing. Write it."),
    "unknown": _("There is no field of this name. Correct its spelling, or take it away."),
    "no_text": _("Write a text, within quotation marks."),
    "no_number": _("Write a whole number, without quotation marks."),
    "no_list": _("Write a list of texts, within square brackets."),
    "no_table": _("Write one text for each language here."),
    "no_tables": _("Write each of them as a part of its own, below [[%(name)s]]."),
    "no_language": _("There is no text in this language. Write one."),
    "strange_language": _("Pages aren't read in this language. Take one of: %(some)s."),
    "too_long": _("%(n)s characters are too many: there is room for %(most)s. Shorten the text."),
    "markup": _("“%(value)s” looks like HTML. Write plain text."),
    "unseen": _("There is a character here that can't be seen. Write the text anew by hand."),
    "key": _(
        "“%(value)s” can't be a key: small letters a–z, digits and underscores, a letter first, at "
        "most %(most)s of them."
    ),
    "key_end": _("A key can't end with “%(end)s”. Choose another."),
    "repeated": _("“%(value)s” stands here twice. Each has to be its own."),
    "range": _("%(value)s can't be used: write a number from %(least)s to %(most)s."),
    "few": _("There are %(n)s, and at least %(least)s are needed."),
    "many": _("There are %(n)s, and at most %(most)s have room."),
    "gap": _("The steps of the scale have to follow each other. Missing in between: %(missing)s."),
    "stranger": _("“%(value)s” can't answer. Take one or both of: %(some)s."),
    "chosen": _(
        "%(value)s can't be chosen in between of %(n)s items. Write at most so many, or 0 for all."
    ),
    "changed": _(
        "Version %(version)s is here with other words, and a version is never changed. Give this "
        "one a number above %(newest)s."
    ),
    "lower": _("Version %(newest)s is here already. Give this one a higher number."),
    "shipped": _("An instrument that comes with Stegvis has this key. Choose another."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where in the file; without a place it is the file as a whole."""

    place: Place
    code: str
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The place as it is read, with the file's own names: `items 3 (money) · asks · nb`."""
        return " · ".join(self.place)

    @property
    def sentence(self) -> str:
        """What to do about it, in the reader's language."""
        return str(SENTENCES[self.code]) % self.more

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.sentence) if part)


class FaultyInstrumentError(ValueError):
    """A definition doesn't hold together; every fault that it has."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
