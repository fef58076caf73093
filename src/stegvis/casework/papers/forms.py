"""What is asked about a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes.forms import CodedForm
from stegvis.core.documents.checking import CheckedFile, check
from stegvis.core.documents.kinds import KINDS
from stegvis.core.forms.forms import ChangeForm

ENDINGS = ",".join(ending for kind in KINDS.values() for ending in kind.endings)


class PaperForm(CodedForm):
    """A file and what kind of paper it is. The file is judged here, before any transaction."""

    CODES = {"kind": "document_kind"}

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture (PNG, JPEG), Word, Excel, OpenDocument or text. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )
    kind = forms.ChoiceField(label=_("Kind of document"))

    def clean_file(self) -> CheckedFile:
        """The file, if it may be stored."""
        try:
            return check(self.cleaned_data["file"])
        except NotAllowedNowError as fault:
            raise ValidationError(str(fault.sentence)) from fault


class TakeOutForm(ChangeForm):
    """One button."""

    paper = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", False)
        super().__init__(*args, **kwargs)
