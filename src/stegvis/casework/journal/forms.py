"""What is asked about a note, and about a template of notes."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stegvis.casework.journal import actions
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, LongTextField, NameField

SAID = ("text", "is_shared", "kind", "happened_on")
"""The fields of a note that a draft keeps as they stand."""

WRITTEN_AT_ONCE = {"rows": 12, "dir": "auto", "autofocus": True}


class NoteForm(CodedForm):
    """A note. Whether the person sees it is chosen each time; nothing is chosen beforehand."""

    CODES = {"kind": "note_kind"}

    text = LongTextField(label=_("Note"), widget=forms.Textarea(attrs=WRITTEN_AT_ONCE))
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


def as_said(data: QueryDict) -> dict[str, str]:
    """What stands in the fields of a note just now, right or not."""
    said = {name: data.get(name, "") for name in SAID}
    return said | {"text": said["text"].replace("\r\n", "\n")}


class TemplateForm(CodedForm):
    """What a note may begin with."""

    CODES = {"kind": "note_kind"}

    name = NameField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"))
    text = LongTextField(label=_("Text"), rows=10)

    @property
    def facts(self) -> actions.TemplateFacts:
        """What was filled in."""
        names = actions.TemplateFacts.__dataclass_fields__
        return actions.TemplateFacts(**{name: self.cleaned_data[name] for name in names})
