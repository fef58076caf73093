"""Forms of a decision and of an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.codes import queries as codes
from stegvis.core.forms.forms import ChangeForm
from stegvis.work.matching.actions import REASONS
from stegvis.work.matching.models import Answer, AnsweredHow, Decision


def _reasons(field: forms.Field, country: str) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "–"), *codes.choices(REASONS, country=country)]


class DecisionForm(ChangeForm):
    """Propose, put off, or say why a place doesn't fit: the button says which."""

    place = forms.CharField(widget=forms.HiddenInput, max_length=16)
    decision = forms.ChoiceField(choices=Decision, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Does not fit because"), required=False)
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person may read it."),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reasons(self.fields["reason"], country)


class AnswerForm(ChangeForm):
    """Yes or no, a reason for a no, and how it was given when we write it down."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Answer, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("If no: why?"), required=False)
    how = forms.ChoiceField(
        label=_("How did the answer come?"),
        required=False,
        choices=[one for one in AnsweredHow.choices if one[0] != AnsweredHow.OWN_PAGE],
    )

    def __init__(self, *args: Any, country: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reasons(self.fields["reason"], country)
        if own:
            del self.fields["how"]
