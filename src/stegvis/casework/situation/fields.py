"""A list of concepts in a form: rows that are held, and a box to search for more.

Everything works by sending the form: a button adds, takes away or searches, and the page comes back
with everything else as it was typed. With htmx the same buttons change the list in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from stegvis.casework.situation import concepts
from stegvis.casework.situation.concepts import BOXES
from stegvis.reference.search import Found

FOUND = 8
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Row:
    """An entry as it stands in the form: the detail is what was typed or chosen for it."""

    id: str
    detail: str = ""


@dataclass(frozen=True)
class Typed:
    """A list as it stands in the form, with what is left in its search box."""

    rows: tuple[Row, ...] = ()
    text: str = ""

    def with_row(self, concept_id: str) -> Typed:
        """With one entry more, once, and the box emptied."""
        held = concept_id in {row.id for row in self.rows}
        return Typed(self.rows if held else (*self.rows, Row(concept_id)))

    def told(self, concept_id: str, detail: str) -> Typed:
        """With an entry of which a detail was told; without one it stays as it stands."""
        rows = self.with_row(concept_id).rows
        if not detail:
            return Typed(rows)
        return Typed(tuple(Row(r.id, detail) if r.id == concept_id else r for r in rows))

    def without_row(self, concept_id: str) -> Typed:
        """With one entry less."""
        return replace(self, rows=tuple(row for row in self.rows if row.id != concept_id))


class ConceptList(forms.Widget):
    """Draws the rows, the box and what was found."""

    template_name = "situation/concepts.html"
    use_fieldset = False

    def __init__(self, box: str) -> None:
        super().__init__()
        self.box = box
        self.choices: list[tuple[str, str]] = []

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Typed:
        """What was sent."""
        ids = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        rows = (Row(one, str(data.get(f"{name}_{one}", "")).strip()) for one in ids)
        return Typed(tuple(rows), str(data.get(f"typed_{name}", "")).strip()[:LONGEST_SEARCH])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Everything the templates draw."""
        typed = value if isinstance(value, Typed) else as_typed(value or (), BOXES[self.box].detail)
        shown = [row_context(name, row, self.choices) for row in typed.rows]
        found = found_context(name, typed.text)
        return (
            super().get_context(name, value, attrs) | {"rows": shown, "is_emptied": False} | found
        )


def row_context(name: str, row: Row, choices: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """One row for its template; a code that has retired stays among its choices."""
    box = BOXES[name]
    shown = box.name(row.id)
    kept = [] if row.detail in dict(choices) or not row.detail else [(row.detail, row.detail)]
    return {
        "name": name,
        "id": row.id,
        "label": shown.text,
        "language": shown.language,
        "is_retired": box.is_retired(row.id),
        "is_known": box.is_known(row.id),
        "is_field": concepts.is_field(row.id),
        "asks": box.detail,
        "detail": row.detail,
        "choices": [*choices, *kept],
    }


def found_context(name: str, text: str) -> dict[str, Any]:
    """What fits the text in a list's box; nothing for an empty box."""
    found: list[Found] = BOXES[name].find(text, FOUND) if text else []
    lines = [
        (one, BOXES[name].name(one.concept_id), concepts.is_field(one.concept_id)) for one in found
    ]
    return {"name": name, "text": text, "found": lines}


def as_typed(stored: Sequence[Any], detail: str) -> Typed:
    """A stored list as the form shows it."""
    rows = (
        Row(entry) if isinstance(entry, str) else Row(entry["id"], _written(entry.get(detail)))
        for entry in stored
    )
    return Typed(tuple(rows))


def _written(value: Any) -> str:
    return "" if value is None else str(value)


class ConceptField(forms.Field):
    """Cleans to the shape in which `CompetenceProfile` stores the list."""

    widget: ConceptList

    def __init__(self, box: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=ConceptList(box), **kwargs)
        self.box = box

    def clean(self, value: Any) -> list[Any]:
        """The rows; whatever is left in the search box has to be chosen or emptied first."""
        assert isinstance(value, Typed)
        if value.text:
            raise forms.ValidationError(
                _("“%(text)s” isn't in the list yet. Choose below what it means, or empty the box.")
                % {"text": value.text}
            )
        detail = BOXES[self.box].detail
        if not detail:
            return [row.id for row in value.rows]
        return [{"id": row.id, detail: self._detail(row)} for row in value.rows]

    def _detail(self, row: Row) -> Any:
        if BOXES[self.box].detail != "years":
            return row.detail
        if not row.detail:
            return None
        try:
            return int(row.detail)
        except ValueError as error:
            raise forms.ValidationError(
                _("%(name)s: write the years as a whole number, not “%(text)s”.")
                % {"name": concepts.label(row.id), "text": row.detail[:20]}
            ) from error

    def in_words(self, stored: Sequence[Any]) -> str:
        """A list in words, for whoever compares two versions."""
        detail = BOXES[self.box].detail
        words = dict(self.widget.choices)
        parts = []
        for row in as_typed(stored, detail).rows:
            name = BOXES[self.box].label(row.id)
            more = words.get(row.detail, row.detail)
            parts.append(f"{name} ({more})" if more else name)
        return "\n".join(parts) or "–"
