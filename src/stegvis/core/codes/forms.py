"""Forms with fields that choose from code lists."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from stegvis.core.codes import queries as codes
from stegvis.core.forms.forms import ChangeForm

WITH_MEANING = '{} <span class="soft">{}</span><span class="also">{}</span>'


class CodedForm(ChangeForm):
    """A form of a change in a country. `CODES` maps its choice fields to their code lists.

    A retired code that the row already has stays among the choices.
    """

    CODES: dict[str, str] = {}

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        for name, list_key in self.CODES.items():
            field = cast("forms.ChoiceField", self.fields[name])
            before = str(self.initial.get(name) or "")
            found = codes.choices(list_key, country=country, include=before)
            is_select = isinstance(field.widget, forms.Select) and not isinstance(
                field.widget, forms.RadioSelect
            )
            field.choices = [("", _("Choose")), *found] if is_select else found


def with_meanings(choices: Any, *, country: str) -> list[tuple[str, str]]:
    """The grounds of a disclosure, each with its law and what it means."""
    meanings = codes.labels("disclosure_ground_meaning")
    sources = codes.current("disclosure_ground", country=country)
    laws = dict(sources.values_list("code", "source"))
    return [
        (code, format_html(WITH_MEANING, label, laws.get(code, ""), meanings.get(code, "")))
        for code, label in choices
    ]
