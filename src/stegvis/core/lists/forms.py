"""What is asked when a filter is saved and when columns are chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.forms.fields import NameField
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.lists.models import LONGEST_NAME
from stegvis.core.lists.registries import ListKind


class FilterForm(ChangeForm):
    """A filter's name, and whether the unit sees it."""

    name = NameField(
        label=_("What you call it"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Placements that end soon”. Never a person's name."),
    )
    is_shared = forms.BooleanField(label=_("Show it to everybody in the unit"), required=False)


class ColumnsForm(ChangeForm):
    """Which columns."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kind: ListKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(column.code, column.label) for column in kind.columns]
        self.fields["columns"].choices = offered  # type: ignore[attr-defined]
