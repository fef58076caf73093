"""What is asked about a note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.journal import actions
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, LongTextField


class NoteForm(CodedForm):
    """A note. Whether the person sees it is chosen each time; nothing is chosen beforehand."""

    CODES = {"kind": "note_kind"}

    text = LongTextField(label=_("Note"), rows=12)
    is_shared = forms.TypedChoiceField(
        label=_("Who reads it"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "True",
        choices=[
            ("True", _("Shared: the person sees it at once")),
            ("False", _("Internal: those who work with the person")),
        ],
        error_messages={"required": _("Choose whether the person sees the note.")},
    )
    kind = forms.ChoiceField(label=_("Kind"))
    happened_on = DayField(label=_("Day"))

    @property
    def facts(self) -> actions.NoteFacts:
        """What was filled in."""
        names = actions.NoteFacts.__dataclass_fields__
        return actions.NoteFacts(**{name: self.cleaned_data[name] for name in names})
