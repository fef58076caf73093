"""What a manager fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.forms.forms import ChangeForm


class SignForm(ChangeForm):
    """The signature under a month's review."""

    notes = forms.CharField(
        label=_("What you found"),
        help_text=_("Without names. If something has to be looked into, write where that is done."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(ChangeForm):
    """An urgent opening that has been looked at."""

    opening = forms.IntegerField(widget=forms.HiddenInput)
