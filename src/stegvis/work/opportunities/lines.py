"""Concepts as people write them: one on each line of a text field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from django import forms
from django.utils.translation import gettext as _

from stegvis.reference import languages, search, skills
from stegvis.reference.search import Found

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
CLOSE = 90
"""A score of the search that says the same word but for its ending or a slip of the finger."""


def skill_ids(text: str, *, keep: Iterable[str] = ()) -> list[str]:
    """The skills on the lines; ValidationError names those that aren't understood.

    `keep` are ids that may stay whatever we know about them (an unknown or retired concept).
    """
    by_label = {skills.skill(skill_id).label.casefold(): skill_id for skill_id in keep}
    known = _skills_by_folded_label() | by_label
    return _each(text, lambda line: _concept(line, known, search.find_skills))


def skill_lines(ids: Iterable[str]) -> str:
    """The same, as lines to write on."""
    return "\n".join(skills.skill(skill_id).label for skill_id in ids)


def language_rows(text: str, *, keep: Iterable[str] = ()) -> list[dict[str, str]]:
    """The languages on the lines, each perhaps with its level: `Arabiska B1`."""
    known = _languages_by_folded_label()
    known |= {languages.language(one).label.casefold(): one for one in keep}
    rows = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _sep, last = line.rpartition(" ")
        level = last.upper() if last.upper() in LEVELS and name else ""
        language_id = _each(name if level else line, lambda said: _concept(said, known, _languages))
        rows.append({"id": language_id[0], "level": level})
    return rows


def language_lines(rows: Iterable[dict[str, str]]) -> str:
    """The same, as lines to write on."""
    return "\n".join(
        f"{languages.language(row['id']).label} {row['level']}".strip() for row in rows
    )


def _languages(said: str, limit: int) -> list[Found]:
    return search.find_languages(said, limit)


def _each(text: str, understand: Callable[[str], str]) -> list[str]:
    lines = filter(None, (line.strip() for line in text.splitlines()))
    return list(dict.fromkeys(understand(line) for line in lines))


def _concept(line: str, known: dict[str, str], find: Callable[[str, int], list[Found]]) -> str:
    exact = known.get(line.casefold())
    if exact:
        return exact
    found = find(line, 3)
    if found and found[0].score >= CLOSE:
        return found[0].concept_id
    if not found:
        raise forms.ValidationError(
            _("“%(line)s” isn't known. Try another word, or leave it to the description."),
            params={"line": line},
        )
    raise forms.ValidationError(
        _("“%(line)s” isn't known. Did you mean %(nearest)s?"),
        params={"line": line, "nearest": ", ".join(f"“{one.label}”" for one in found)},
    )


@cache
def _skills_by_folded_label() -> dict[str, str]:
    return {label.casefold(): one.concept_id for label, one in skills.skills_by_label().items()}


@cache
def _languages_by_folded_label() -> dict[str, str]:
    return {one.label.casefold(): one.concept_id for one in languages.languages().values()}
