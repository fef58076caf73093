"""What can be wrong with a row or a file: by code, each with a sentence that names the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.queries.bringing import NUMBER_FAULTS, taken
from stegvis.core.codes import queries as codes
from stegvis.desk.intake.columns import columns

SHOWN = 8
"""How many of a list's values a sentence names."""

SAID = "said"
"""A fault whose sentence is one that an action said."""

SENTENCES: dict[str, str | Promise] = {
    "missing": _("Fill in the cell."),
    "too_long": _("At most %(longest)s characters have room. Shorten the text."),
    "formula": _("The cell shows an error from Excel. Write the value instead."),
    "nothing_kept": _(
        "The cell has a formula, and the file doesn't keep what it comes to. Write the value "
        "instead, or open the file in your spreadsheet program and save it anew."
    ),
    "zero_kept": _(
        "The file keeps 0 as what the formula in the cell comes to. Some programs write that "
        "without having counted. If it does come to 0, write 0 yourself; otherwise write the value."
    ),
    "no_phone": _(
        "This is no phone number. Write one number of 5 to 15 digits, perhaps with a + first."
    ),
    "no_email": _("This is no e-mail address. Write one address, like name@example.org."),
    "no_day": _("This is no date. Write it as 2026-09-01."),
    "strange_year": _("Check the year: it can't be right. Write it with four digits."),
    "future": _("The day can't be ahead of today."),
    "not_listed": _("This isn't one of the values in the list. Take one of them: %(some)s."),
    "not_coded": _("This isn't one of the values in the list. Take one of them: %(some)s."),
    "no_yes": _("Write yes, or leave the cell empty."),
    "no_municipality": _("There is no such municipality. Write its name or its four digits."),
    "no_postal_code": _("A postal code is digits alone, at most five."),
    "no_percent": _("The extent is a percentage, 1 to 100."),
    "no_account": _("Nobody of this name or address meets people in the unit. Check the spelling."),
    "two_accounts": _("Several in the unit have this name. Write the e-mail address instead."),
    "ends_first": _("The last day must come after the first. Change one of them."),
    "day_missing": _("Give the first day too."),
    "last_day_missing": _("Give the last day: only a job can go on without one."),
    "kind_missing": _("Say what kind of placement it is, or leave out the employer."),
    "employer_missing": _("Name the employer, or leave out the placement."),
    "number_and_reason": _("There is a number, so leave this cell empty."),
    "nobody_opens": _("Name the coordinator: nobody else may open a protected file."),
    "repeated": _("Row %(row)s is about the same person. Put all in one row, or remove one."),
    "alike": _(
        "Somebody you see in the register is alike: %(name)s. If it is the same, write what is "
        "missing on their page; if it is somebody else, write yes under “New person”."
    ),
    "spent": _(
        "More numbers in the file are known here already than anybody may learn of in a day. "
        "Let a registrar take it from here, or go on tomorrow."
    ),
    "cut": _("The row ends before its last column. The file may be cut off: save it anew."),
    **{f"number_{code}": sentence for code, sentence in NUMBER_FAULTS.items()},
    "taken": taken().sentence,
    "several_employers": _("Several employers have this name. Give the organisation number."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a column of a row, with the cell as it was written."""

    column: str
    code: str
    value: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The column's name; empty when the row as a whole is meant."""
        column = columns().get(self.column)
        return column.heading if column else ""

    @property
    def sentence(self) -> str:
        """What to do about it, in the reader's language."""
        if self.code == SAID:
            return self.more["sentence"]
        more = self.more
        if "list" in more:
            labels = list(codes.labels(more["list"]).values())
            more = {"some": ", ".join(labels[:SHOWN]) + (" …" if len(labels) > SHOWN else "")}
        return (str(SENTENCES[self.code]) % more).replace(" ….", " …")


class SheetFaultError(Exception):
    """A file that can't be read as a sheet at all. `sentence` says what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
