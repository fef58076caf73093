"""What a pasted text proposes for a profile, beyond what its form holds already. Never kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.concepts import BOXES
from stegvis.reference.driving_licences import driving_licences
from stegvis.reference.naming import Name
from stegvis.reference.pasted import told_in

LICENCES = "licences"
LABELS: dict[str, str | Promise] = {
    "occupations": _("Worked or trained as"),
    "skills": _("Can do"),
    "languages": _("Languages"),
    LICENCES: _("Driving licence"),
}


@dataclass(frozen=True)
class Proposed:
    """One thing that the text names; `value` is what accepting it sends."""

    value: str
    name: Name


@dataclass(frozen=True)
class Group:
    """What the text names of one list."""

    label: str | Promise
    proposed: tuple[Proposed, ...]


def proposed(text: str, *, held: Mapping[str, Iterable[str]]) -> list[Group]:
    """What the text names and the lists don't hold yet, list by list; an empty one is left out."""
    told = told_in(text)
    groups = []
    for name, label in LABELS.items():
        known = set(held[name])
        new = [one for one in getattr(told, name) if one not in known]
        if new:
            lines = (Proposed(f"{name}:{one}", _named(name, one)) for one in new)
            groups.append(Group(label, tuple(lines)))
    return groups


def accepted(values: Iterable[str]) -> list[tuple[str, str]]:
    """List and id of what was accepted; whatever isn't known is left out."""
    pairs = [value.partition(":")[::2] for value in values]
    return [(name, one) for name, one in pairs if _is_known(name, one)]


def _is_known(name: str, one: str) -> bool:
    if name == LICENCES:
        return one in driving_licences()
    return name in LABELS and BOXES[name].is_known(one)


def _named(name: str, one: str) -> Name:
    if name != LICENCES:
        return BOXES[name].name(one)
    language = (get_language() or "sv")[:2]
    return Name(f"{one} {driving_licences()[one].label(language)}", language)
