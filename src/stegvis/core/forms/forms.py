"""What every form of a change carries: a key (sent twice, run once) and the version it saw."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 24


def new_key() -> str:
    """A key that no other form has."""
    return secrets.token_urlsafe(KEY_LENGTH)[:KEY_LENGTH]


BOTH_ARE_SHOWN = _(
    "Somebody else saved this while you were writing. Nothing is lost: both versions "
    "are shown here. Change your text if you want to, then send again to keep yours."
)
NOTHING_DIFFERS = _(
    "Somebody else saved a change while you were writing. It touches nothing of what you have "
    "written here. Look through the form, then send again to save."
)


@dataclass(frozen=True)
class Difference:
    """A field in which the saved row and what was typed are not the same."""

    label: str
    saved: str
    typed: str


def as_it_is(row: Any, *names: str) -> dict[str, Any]:
    """What the form of a change opens with: these values of the row, and its version."""
    return {name: getattr(row, name) for name in names} | {"seen_version": row.version}


class ChangeForm(forms.Form):
    """The base of forms whose POST runs an action.

    `ROW_FIELDS` maps form fields to attributes of the row they edit (where the names differ).
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=32)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    ROW_FIELDS: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_%s")
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key()
        self.differences: list[Difference] = []

    @property
    def seen(self) -> int:
        """The version of the row that its editor saw; 0, which no row has, if the page had none."""
        return self.cleaned_data["seen_version"] or 0

    def show_conflict(self, current: object) -> None:
        """Somebody saved in between: show both versions; sending again keeps what was typed."""
        for name, field in self.fields.items():
            attribute = self.ROW_FIELDS.get(name, name)
            if name in ("key", "seen_version") or not hasattr(current, attribute):
                continue
            saved, typed = getattr(current, attribute), self.cleaned_data.get(name)
            # A row may hold None where a form holds an empty text.
            both_empty = saved in field.empty_values and typed in field.empty_values
            if saved != typed and not both_empty:
                shown = self._shown(name, saved), self._shown(name, typed)
                self.differences.append(Difference(str(field.label or name), *shown))
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("seen_version")] = str(getattr(current, "version", ""))
        self.data = data
        self.add_error(None, BOTH_ARE_SHOWN if self.differences else NOTHING_DIFFERS)

    def _shown(self, name: str, value: Any) -> str:
        """A value in words: the label of a choice, else the value itself."""
        if value and isinstance(value, list | tuple):
            return ", ".join(self._shown(name, one) for one in value)
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        choices = _flat(getattr(self.fields[name], "choices", ()))
        if value in self.fields[name].empty_values:
            return str(choices.get("") or _("(empty)"))
        return str(choices.get(value, value))


def _flat(choices: Any) -> dict[Any, Any]:
    """Values and labels of choices, whether grouped or not."""
    found: dict[Any, Any] = {}
    for value, label in choices:
        found.update(_flat(label) if isinstance(label, list | tuple) else {value: label})
    return found
