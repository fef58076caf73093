"""A form field that takes a document and judges it before any transaction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents.checking import CheckedFile, check
from stegvis.core.documents.kinds import KINDS

ENDINGS = ",".join(ending for kind in KINDS.values() for ending in kind.endings)
WHAT_IS_TAKEN = _("PDF, picture (PNG, JPEG), Word, Excel, OpenDocument or text. At most 10 MB.")


class DocumentField(forms.FileField):
    """An uploaded file, cleaned to a `CheckedFile`; None where it may be left out and is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ENDINGS}))
        kwargs.setdefault("allow_empty_file", True)
        kwargs.setdefault("help_text", WHAT_IS_TAKEN)
        kwargs["error_messages"] = {"required": _("Choose a file.")}
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The file, if it may be stored."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check(upload)
        except NotAllowedNowError as fault:
            raise ValidationError(str(fault.sentence)) from fault
