"""How a person said yes, as a form asks for it; also for rooms with a matter of their own."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.network.actions import Yes
from stegvis.casework.network.models import Given
from stegvis.casework.papers.models import Paper
from stegvis.core.forms.fields import DayField
from stegvis.core.forms.forms import ChangeForm


class PaperField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A paper of the file, by the name of its document."""

    def label_from_instance(self, obj: Paper) -> str:
        """The document's name."""
        return obj.document.name


class YesForm(ChangeForm):
    """What for, until when and how. `papers` are those on which the yes may stand."""

    purpose = forms.CharField(
        label=_("What for"),
        max_length=120,
        help_text=_("In words that the person would use. Shown on their own page."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    ends_on = DayField(label=_("Until and including"))
    given_how = forms.ChoiceField(
        label=_("How the person said yes"),
        choices=[choice for choice in Given.choices if choice[0] != Given.PAGE],
        widget=forms.RadioSelect,
    )
    paper = PaperField(
        label=_("The signed paper"),
        queryset=Paper.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("None"),
        help_text=_("Papers filed as consent, under Documents."),
    )
    with_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PaperField", self.fields["paper"]).queryset = papers

    @property
    def yes(self) -> Yes:
        """What was filled in."""
        return Yes(**{name: self.cleaned_data[name] for name in Yes.__dataclass_fields__})
