"""Named scopes: which parts of a person a grant holds. Data in one place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

COMPARTMENTS = {
    "name": _("Name"),
    "identity": _("Identity number, birth date and age"),
    "contact": _("Ways to get in touch, languages and municipality"),
    "situation": _("Situation and assessments"),
    "plan": _("Plan, goals and steps"),
    "journal": _("Notes"),
    "matching": _("Competence and proposed places"),
    "placement": _("Placements and attendance"),
    "workplace": _("Name, and when and how much at a workplace"),
    "groups": _("Groups and attendance in them"),
    "documents": _("Documents"),
    "log": _("Who has opened the file"),
}

SCOPES: dict[str, frozenset[str]] = {
    "full": frozenset(COMPARTMENTS),
    "referral": frozenset({"name", "identity", "contact"}),
    "intake": frozenset({"name", "contact"}),
    "identity": frozenset({"name", "identity"}),
    "own": frozenset(COMPARTMENTS) - {"journal", "documents"},
    "placement": frozenset({"name", "placement", "workplace"}),
    "workplace": frozenset({"workplace"}),
    "plan": frozenset({"name", "plan"}),
    "group": frozenset({"name", "groups"}),
}

NAMES = {
    "full": _("the whole file"),
    "referral": _("name, identity number and ways to get in touch"),
    "intake": _("name and ways to get in touch"),
    "identity": _("name and identity number"),
    "own": _("what concerns the person"),
    "placement": _("name and placements"),
    "workplace": _("name, and when and how much at the workplace"),
    "plan": _("name and plan"),
    "group": _("name, and attendance in the group"),
}
"""What a scope holds, in the words of those who work with the person."""

NAMES_TO_THE_PERSON = {
    **NAMES,
    "own": _("what concerns yourself"),
    "group": _("your name, and whether you come to the group"),
    "workplace": _("your name, and when and how much you are at the workplace"),
}


def holds(scope: str, compartment: str) -> bool:
    """Whether a scope holds a compartment; an unknown scope holds nothing."""
    return compartment in SCOPES.get(scope, frozenset())


def scopes_holding(compartment: str) -> list[str]:
    """Every scope that holds a compartment."""
    return sorted(scope for scope, parts in SCOPES.items() if compartment in parts)
