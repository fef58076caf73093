"""Which record it is, and which of two facts stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.doubles.facts import GONE, KEPT, LABELS, differences
from stegvis.casework.doubles.models import Outcome
from stegvis.casework.doubles.rules import Pair
from stegvis.core.forms.forms import ChangeForm


class FindForm(forms.Form):
    """Whose other record it is. Sought by post: no name stands in an address."""

    sought = forms.CharField(
        label=_("Name or identity number"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("The other record of the same person."),
    )


class MergeForm(ChangeForm):
    """The two versions that were looked at, and of each difference which side stands."""

    other = forms.CharField(widget=forms.HiddenInput, max_length=16)
    seen_other = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "other": pair.gone.public_id,
            "seen_version": pair.kept.version,
            "seen_other": pair.gone.version,
        }
        super().__init__(*args, **kwargs)
        self.differing = [one.name for one in differences(pair)]
        for one in differences(pair):
            self.fields[one.name] = forms.ChoiceField(
                label=str(one.label),
                choices=[(KEPT, one.kept), (GONE, one.gone)],
                widget=forms.RadioSelect,
                initial=KEPT,
            )

    @property
    def choices(self) -> list[forms.BoundField]:
        """The questions, in order."""
        return [self[name] for name in self.differing]

    @property
    def chosen(self) -> dict[str, str]:
        """By fact, whose stands."""
        return {name: self.cleaned_data[name] for name in LABELS if name in self.cleaned_data}


class OutcomeForm(ChangeForm):
    """Whether it is the same person."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
