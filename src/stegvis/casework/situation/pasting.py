"""What a pasted text proposes for a profile, beyond what its form holds already. Never kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.concepts import BOXES
from stegvis.casework.situation.education import Education, in_words, is_known
from stegvis.core import clock
from stegvis.reference.driving_licences import driving_licences
from stegvis.reference.naming import Name
from stegvis.reference.pasted import LEVELS, Said, told_in

LICENCES, EDUCATION = "licences", "education"
NOT_TOLD = ("", "none")
"""What goes with an entry of which nobody has said how long or how well."""
LABELS: dict[str, str | Promise] = {
    "occupations": _("Worked or trained as"),
    EDUCATION: _("Education"),
    "skills": _("Can do"),
    "languages": _("Languages"),
    LICENCES: _("Driving licence"),
    "wishes": _("Wants to work with"),
    "no_gos": _("Doesn't want"),
}


@dataclass(frozen=True)
class Proposed:
    """One thing that the text names; `value` is what accepting it sends.

    `detail` tells for how long or how well, and `words` are those of the text that say it.
    """

    value: str
    name: Name
    detail: str
    words: str


@dataclass(frozen=True)
class Group:
    """What the text names of one list."""

    label: str | Promise
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True)
class Accepted:
    """One thing that was accepted: its list, its id or code, and what goes with it."""

    name: str
    one: str
    detail: str = ""

    @property
    def education(self) -> Education:
        """The row of education that it is."""
        level, field, year = self.one.split("|")
        return Education(level, field, year)


def proposed(text: str, *, held: Mapping[str, Mapping[str, str]]) -> list[Group]:
    """What the text names and the lists don't hold yet, list by list; an empty one is left out.

    `held` tells of each list what goes with each entry: where nothing does, what the text says of
    it is new. An education is held where one of the same level and field is.
    """
    told = told_in(text, this_year=clock.today().year)
    groups = []
    for name, label in LABELS.items():
        found: list[Said] = getattr(told, name)
        new = [said for said in found if _is_new(name, said, held[name])]
        if new:
            groups.append(Group(label, tuple(_line(name, said) for said in new)))
    return groups


def _is_new(name: str, said: Said, held: Mapping[str, str]) -> bool:
    one = said.one.rpartition("|")[0] if name == EDUCATION else said.one
    return one not in held or bool(said.detail and held[one] in NOT_TOLD)


def _line(name: str, said: Said) -> Proposed:
    value = ":".join(filter(None, (name, said.one, said.detail)))
    return Proposed(value, _named(name, said.one), _detail(name, said.detail), said.words)


def _detail(name: str, detail: str) -> str:
    if name == "occupations" and detail:
        return ngettext("%(n)s year", "%(n)s years", int(detail)) % {"n": detail}
    return detail


def accepted(values: Iterable[str]) -> Iterator[Accepted]:
    """What was accepted; whatever isn't known is left out."""
    for value in values:
        name, one, detail = (*value.split(":", 2), "", "")[:3]
        if _is_known(name, one):
            yield Accepted(name, one, detail if _fits(name, detail) else "")


def _is_known(name: str, one: str) -> bool:
    if name == LICENCES:
        return one in driving_licences()
    if name == EDUCATION:
        return one.count("|") == 2 and is_known(*one.split("|"))
    return name in LABELS and BOXES[name].is_known(one)


def _fits(name: str, detail: str) -> bool:
    if name == "occupations":
        return detail.isascii() and detail.isdecimal()
    return name == "languages" and detail in LEVELS


def _named(name: str, one: str) -> Name:
    language = (get_language() or "sv")[:2]
    if name == EDUCATION:
        level, field, year = one.split("|")
        row = {"level": level, "field": field, "year": year, "country": ""}
        return Name(in_words(row), language)
    if name != LICENCES:
        return BOXES[name].name(one)
    return Name(f"{one} {driving_licences()[one].label(language)}", language)
