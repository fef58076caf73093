"""Education in a form: rows of level, field, year and country, by the codes of SUN 2020.

Everything works by sending the form: one button adds a row, another takes one away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.collation import sort_key
from stegvis.reference import naming
from stegvis.reference.classifications import Entry, education_fields, education_levels
from stegvis.reference.languages import countries
from stegvis.web.naming import reader

DIGITS = 2
"""Of SUN 2020: how long at which school, and which kind of subject; people know no more."""
MOST = 12
FIRST_YEAR = 1930
COUNTRY_FIRST = {"SE": "i46j_HmG_v64", "NO": "QJgN_Zge_BzJ"}
"""The country of the authority stands above the others."""

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Education:
    """A row as it was typed."""

    level: str = ""
    field: str = ""
    year: str = ""
    country: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.level or self.field or self.year or self.country)


def check(rows: Sequence[Mapping[str, Any]]) -> None:
    """NotAllowedNowError at the field for a level, a field, a year or a country that can't be."""
    if len(rows) > MOST:
        raise NotAllowedNowError(
            _("There is room for %(most)s. Keep those that matter most.") % {"most": MOST},
            field="education",
        )
    for row in rows:
        known = row["level"] in _by_code(education_levels())
        known = known and (not row["field"] or row["field"] in _by_code(education_fields()))
        if not known or (row["country"] and row["country"] not in countries()):
            raise NotAllowedNowError(_("Choose one of the values in the list."), field="education")
        year = row["year"]
        if year is not None and not FIRST_YEAR <= year <= clock.today().year:
            raise NotAllowedNowError(
                _("%(year)s can't be the year an education ended. Write it with four digits.")
                % {"year": year},
                field="education",
            )


def is_known(level: str, field: str, year: str) -> bool:
    """Whether the codes are those of a level and, if any, a field; and the year a year, if any."""
    fields = {"", *_by_code(education_fields())}
    is_year = not year or (year.isascii() and year.isdecimal())
    return level in _by_code(education_levels()) and field in fields and is_year


def in_words(row: Mapping[str, Any]) -> str:
    """“Upper secondary, 3 years · Health care · 2009 · Syria”."""
    language = reader()
    parts = [naming.of_education_level(row["level"], language).text]
    if row["field"]:
        parts.append(naming.of_education_field(row["field"], language).text)
    if row["year"]:
        parts.append(str(row["year"]))
    if row["country"]:
        parts.append(naming.of_country(row["country"], language).text)
    return " · ".join(parts)


def _by_code(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {code: one for code, one in entries.items() if one.level == DIGITS}


@cache
def levels(language: str) -> Choices:
    """Every level, the lowest first."""
    known = sorted(_by_code(education_levels()))
    return [(code, naming.of_education_level(code, language).text) for code in known]


@cache
def fields(language: str) -> Choices:
    """Every field under the wider one that it belongs to."""
    found = _by_code(education_fields())
    groups: Choices = []
    for code, one in education_fields().items():
        if one.level == 1:
            inside = sorted(narrow for narrow, it in found.items() if it.parent_code == code)
            named = [(each, naming.of_education_field(each, language).text) for each in inside]
            groups.append((naming.of_education_field(code, language).text, named))
    return groups


@cache
def countries_by_name(language: str, country: str) -> Choices:
    """Every country by name, the authority's own first."""
    named = [(one, naming.of_country(one, language).text) for one in countries()]
    first = COUNTRY_FIRST.get(country)
    return sorted(named, key=lambda pair: (pair[0] != first, sort_key(pair[1], country)))


class EducationList(forms.Widget):
    """Draws the rows; one to write in where there is none."""

    template_name = "situation/education.html"
    country = "SE"

    def value_from_datadict(
        self, data: Mapping[str, Any], _files: Any, name: str
    ) -> tuple[Education, ...]:
        """What was sent: each part is sent once for each row."""
        parts = (
            data.getlist(f"{name}_{part}") if isinstance(data, QueryDict) else []
            for part in Education.__dataclass_fields__
        )
        return tuple(Education(*(one.strip() for one in row)) for row in zip(*parts, strict=False))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows with their choices."""
        rows = as_rows(value or ())
        language = reader()
        return super().get_context(name, value, attrs) | {
            "name": name,
            "rows": rows or [Education()],
            "levels": levels(language),
            "fields": fields(language),
            "countries": countries_by_name(language, self.country),
            "this_year": clock.today().year,
            "first_year": FIRST_YEAR,
        }


def as_rows(value: Sequence[Education | Mapping[str, Any]]) -> list[Education]:
    """What a form holds, typed or stored, as rows."""
    return [one if isinstance(one, Education) else _typed(one) for one in value]


def _typed(stored: Mapping[str, Any]) -> Education:
    year = stored["year"]
    return replace(Education(**{**stored, "year": ""}), year="" if year is None else str(year))


class EducationField(forms.Field):
    """Cleans to the shape in which `CompetenceProfile` stores education."""

    widget: EducationList

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=EducationList(), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rows that say something; of each the level has to be told."""
        return [self._cleaned(row) for row in value or () if not row.is_empty]

    def _cleaned(self, row: Education) -> dict[str, Any]:
        if not row.level:
            raise forms.ValidationError(_("Choose the level of each education, or empty the row."))
        if row.year and not row.year.isdecimal():
            raise forms.ValidationError(
                _("Write the year with four digits, not “%(text)s”.") % {"text": row.year[:20]}
            )
        return {**asdict(row), "year": int(row.year) if row.year else None}

    def in_words(self, stored: Sequence[Mapping[str, Any]]) -> str:
        """Every education in words, for whoever compares two versions."""
        return "\n".join(in_words(row) for row in stored) or "–"
