"""Form fields about a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import numbers
from stegvis.core.accounts.models import Account
from stegvis.core.audit.refusals import NotAllowedNowError

NUMBER_HELP = _("Personal or coordination number, with or without a hyphen. Norway: eleven digits.")


class OfficersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Who may open a file that is shut to everybody else; the form says among whom."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Account.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            to_field_name="public_id",
            **kwargs,
        )


class NumberField(forms.CharField):
    """An identity number, checked as it is typed by people."""

    is_alternative = True

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "text", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            label=_("Identity number"),
            help_text=NUMBER_HELP,
            max_length=20,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The text when it is a valid number or empty."""
        text = str(super().clean(value))
        if text:
            try:
                numbers.read(text)
            except NotAllowedNowError as fault:
                raise forms.ValidationError(str(fault.sentence), code="number") from fault
        return text


class ReasonField(forms.ChoiceField):
    """Why there is no number: the other of two that are asked for."""

    is_alternative = True
