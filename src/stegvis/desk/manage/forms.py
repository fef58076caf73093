"""What a manager fills in."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.models import Account
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField
from stegvis.core.forms.forms import ChangeForm


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of the staff, by public id."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose"))
        super().__init__(queryset=Account.objects.none(), to_field_name="public_id", **kwargs)


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


class CoverForm(ChangeForm):
    """Who is away, who stands in, from–to."""

    away = ColleagueField(label=_("Who is away"))
    stand_in = ColleagueField(label=_("Who stands in"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, staff: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("away", "stand_in"):
            cast("ColleagueField", self.fields[name]).queryset = staff


class IntroductionForm(CodedForm):
    """Which steps of an introduction are done."""

    CODES = {"steps": "introduction_step"}

    steps = forms.MultipleChoiceField(
        label=_("Done so far"), required=False, widget=forms.CheckboxSelectMultiple
    )


class SupervisionForm(CodedForm):
    """A day of supervision."""

    CODES = {"kind": "supervision_kind"}

    kind = forms.ChoiceField(label=_("What"))
    on = DayField(label=_("Day"))
    account = ColleagueField(label=_("For whom"), required=False, empty_label=_("The whole unit"))

    def __init__(self, *args: Any, staff: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ColleagueField", self.fields["account"]).queryset = staff
