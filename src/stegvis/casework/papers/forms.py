"""What is asked about a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.codes.forms import CodedForm
from stegvis.core.documents.fields import DocumentField
from stegvis.core.forms.forms import ChangeForm


class PaperForm(CodedForm):
    """A file and what kind of paper it is. The file is judged here, before any transaction."""

    CODES = {"kind": "document_kind"}

    file = DocumentField(label=_("File"))
    kind = forms.ChoiceField(label=_("Kind of document"))


class TakeOutForm(ChangeForm):
    """One button."""

    paper = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", False)
        super().__init__(*args, **kwargs)
