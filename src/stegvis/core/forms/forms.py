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


@dataclass(frozen=True)
class Difference:
    """A field in which the saved row and what was typed are not the same."""

    label: str
    saved: str
    typed: str


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

    def show_conflict(self, current: object) -> None:
        """Somebody saved in between: show both versions; sending again keeps what was typed."""
        for name, bound in self.fields.items():
            saved = getattr(current, self.ROW_FIELDS.get(name, name), None)
            typed = self.cleaned_data.get(name)
            if name not in ("key", "seen_version") and saved is not None and saved != typed:
                label = str(bound.label or name)
                self.differences.append(
                    Difference(label, self._shown(name, saved), self._shown(name, typed))
                )
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("seen_version")] = str(getattr(current, "version", ""))
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody else saved this while you were writing. Nothing is lost: both versions "
                "are shown here. Change your text if you want to, then send again to keep yours."
            ),
        )

    def _shown(self, name: str, value: Any) -> str:
        """A value in words: the label of a choice, else the value itself."""
        if isinstance(value, list | tuple):
            return ", ".join(self._shown(name, one) for one in value)
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        choices = _flat(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "" if value is None else value))


def _flat(choices: Any) -> dict[Any, Any]:
    """Values and labels of choices, whether grouped or not."""
    found: dict[Any, Any] = {}
    for value, label in choices:
        found.update(_flat(label) if isinstance(label, list | tuple) else {value: label})
    return found
