"""A file to begin with: every field with what it means, filled in with an example that is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import override

from stegvis.casework.situation.instruments.fields import DEFINITION
from stegvis.casework.situation.instruments.kinds import Field, InLanguages, OneTable, Tables

LANGUAGES = ("sv", "nb", "en")


def _words(sv: str, nb: str, en: str) -> dict[str, str]:
    return {"sv": sv, "nb": nb, "en": en}


EXAMPLE: dict[str, Any] = {
    "key": "a_day_at_work",
    "version": 1,
    "licence": "CC BY 4.0",
    "source": "Stegvis",
    "respondents": ["person", "coordinator"],
    "interval_days": 30,
    "chosen_between": 0,
    "name": _words("En dag på arbetsplatsen", "En dag på arbeidsplassen", "A day at work"),
    "about": _words(
        "Hur det har varit på arbetsplatsen den senaste veckan.",
        "Hvordan det har vært på arbeidsplassen den siste uken.",
        "How it has been at the workplace in the last week.",
    ),
    "anchors": [
        {"value": 1, **_words("Sällan", "Sjelden", "Seldom")},
        {"value": 2, **_words("Ibland", "Av og til", "Sometimes")},
        {"value": 3, **_words("Oftast", "Som oftest", "Mostly")},
    ],
    "items": [
        {
            "key": "tasks",
            "name": _words("Uppgifterna", "Oppgavene", "The tasks"),
            "asks": _words(
                "Är det klart vad som ska göras?",
                "Er det klart hva som skal gjøres?",
                "Is it clear what is to be done?",
            ),
        },
        {
            "key": "breaks",
            "name": _words("Raster", "Pauser", "Breaks"),
            "asks": _words(
                "Blir det rast när det behövs?",
                "Blir det pause når det trengs?",
                "Is there a break when it is needed?",
            ),
        },
    ],
}


def template(language: str) -> str:
    """The file, with its notes in a language of `LANGUAGES`."""
    with override(language):
        return "\n".join(_table(DEFINITION.fields, EXAMPLE, ())) + "\n"


def _table(
    fields: tuple[Field, ...], example: Mapping[str, Any], at: tuple[str, ...]
) -> Iterator[str]:
    """The fields of a table: plain values first, as TOML wants them, then tables of their own."""
    plain = [one for one in fields if not isinstance(one.kind, InLanguages | Tables)]
    for one in plain:
        yield f"# {one.means}"
        yield f"{one.name} = {_value(example[one.name])}"
    for one in (one for one in fields if one not in plain):
        yield from ("", f"# {one.means}")
        if isinstance(one.kind, Tables):
            yield from _tables(one.kind, example[one.name], (*at, one.name))
        else:
            yield f"[{'.'.join((*at, one.name))}]"
            yield from _plain(example[one.name])


def _tables(kind: Tables, examples: list[Mapping[str, Any]], at: tuple[str, ...]) -> Iterator[str]:
    """Each of them below its heading; what the fields mean is noted in the first."""
    for number, example in enumerate(examples):
        if number:
            yield ""
        yield f"[[{'.'.join(at)}]]"
        if isinstance(kind.each, OneTable):
            lines = _table(kind.each.fields, example, at)
            yield from (line for line in lines if not (number and line.startswith("#")))
        else:
            yield from _plain(example)


def _plain(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    """A text, number or list of texts: what JSON writes of these, TOML reads."""
    return json.dumps(value, ensure_ascii=False)
