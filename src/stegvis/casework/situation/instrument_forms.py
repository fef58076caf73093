"""The administrator's forms: a definition to look through, and one to take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.assessment_forms import QuestionsForm
from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.instruments.reading import MOST_BYTES, is_too_deep
from stegvis.core.forms.forms import ChangeForm


class DefinitionForm(ChangeForm):
    """A file of TOML. What it says is judged by the room, every fault of it at once."""

    file = forms.FileField(
        label=_("The definition"),
        help_text=_("A file of TOML. The template shows everything that may stand in it."),
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> bytes:
        """What is in it; of a file that is too large only enough to tell that it is."""
        held: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return held


class DefinitionField(forms.JSONField):
    """A definition as the page carries it; something else is one without any of its fields."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """What is read; nothing where it can't be, or lies too deep to be written again."""
        try:
            told = super().to_python(value)
        except (ValueError, RecursionError, forms.ValidationError):
            return {}
        return told if isinstance(told, dict) and not is_too_deep(told) else {}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, as it is read."""
        return initial if self.disabled else self.to_python(data)


class AcceptForm(ChangeForm):
    """A definition that has been looked through, carried by the page: nothing is stored before."""

    definition = DefinitionField(required=False)


def as_seen(made: Instrument) -> list[QuestionsForm]:
    """The questions as they are seen where they are answered: by the coordinator together with the
    person, and by the person alone where the person is asked."""
    seen = [("together", False), ("alone", True)]
    return [
        QuestionsForm(prefix=name, used=made, items=made.item_keys, is_own=is_own, is_whole=False)
        for name, is_own in seen
        if made.asks_person or not is_own
    ]
